import { decodeStream } from '../evidence/decode-stream.ts';
import { encodeStream } from './encode.ts';
import type { KnownReplacer } from './known/replace-known.ts';
import type { Tally } from './redact-text.ts';

/** What passed once, without the secrets that were seen anywhere; what is removed is counted in `tally`. */
export function secondPass(
  content: AsyncIterable<Uint8Array>,
  replacer: KnownReplacer,
  tally: Tally,
): AsyncIterable<Uint8Array> {
  const replacement = replacer.newReplacement(({ kind }) => tally.set(kind, (tally.get(kind) ?? 0) + 1));
  async function* replaced(): AsyncGenerator<string> {
    for await (const text of decodeStream(content)) yield replacement.write(text);
    yield replacement.end();
  }
  return encodeStream(replaced());
}
