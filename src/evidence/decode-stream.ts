/** Bytes that no text file of an encoding we read holds. */
export class NotText extends Error {
  override readonly name = 'NotText';
}

const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
const LONGEST_MARK = 3;
/** Bytes that become a piece of text: V8 keeps strings of 128 KiB and more apart, and lets go of them late. */
const PIECE = 16 * 1024;
type Decoder = InstanceType<typeof TextDecoder>;

/**
 * The text in the bytes of a file of any size: UTF-8, or UTF-16 that says so by its first two bytes (as PowerShell writes
 * it). Throws {@link NotText} where they are anything else, or hold a NUL: what cannot be read can be neither searched nor redacted.
 *
 * @param isStrict without it, bytes that are no text of the encoding become U+FFFD: enough for who looks for known words
 */
export async function* decodeStream(chunks: AsyncIterable<Uint8Array>, isStrict = true): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  let first: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (decoder === undefined) {
      first = bytes = Buffer.concat([first, chunk]);
      if (first.length < LONGEST_MARK) continue;
      decoder = decoderFor(first, isStrict);
    }
    for (let at = 0; at < bytes.length; at += PIECE) yield decoded(decoder, bytes.subarray(at, at + PIECE));
  }
  if (decoder === undefined) yield decoded((decoder = decoderFor(first, isStrict)), first);
  yield decoded(decoder);
}

/** As {@link decodeStream}, of what is small enough to be held. */
export async function decodeWhole(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let whole = '';
  for await (const text of decodeStream(chunks)) whole += text;
  return whole;
}

function decoderFor(first: Uint8Array, fatal: boolean): Decoder {
  const encoding = MARKS.find(([mark]) => mark.every((byte, index) => first[index] === byte))?.[1] ?? 'utf-8';
  return new TextDecoder(encoding, { fatal });
}

function decoded(decoder: Decoder, bytes?: Uint8Array): string {
  let text: string;
  try {
    text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new NotText('it is not readable as text');
  }
  if (text.includes('\0')) throw new NotText('it holds a NUL');
  return text;
}
