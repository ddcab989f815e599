import type { RawEntry } from './door.ts';
import { decodeStream, decodeWhole, NotText } from '../evidence/decode-stream.ts';
import { encodeStream } from './encode.ts';
import { newHarPieces } from './har/rebuild-piece.ts';
import { refuseHar } from './har/refuse-har.ts';
import { sanitizeHar, type HarReport } from './har/sanitize-har.ts';
import { cleanImage } from './image/clean-image.ts';
import { imageRemovals, newImageTally } from './image/image-tally.ts';
import type { SecretStore } from './known/secret-store.ts';
import { kindNamed } from './kinds.ts';
import type { Placeholders } from './placeholders.ts';
import { redactCsv } from './redact-csv.ts';
import { redactJson } from './redact-json.ts';
import { redactLines } from './redact-lines.ts';
import { redactStream } from './redact-stream.ts';
import type { Tally } from './redact-text.ts';

/**
 * An entry without the secrets that show themselves; what was removed is counted in `tally`, and remembered. Throws
 * `NotText` and `ImageRefused`, possibly when some of it has come out already.
 */
export async function* firstPass(
  entry: RawEntry,
  placeholders: Placeholders,
  store: SecretStore,
  tally: Tally,
): AsyncGenerator<Uint8Array> {
  switch (entry.kind) {
    case 'image':
      return yield* imagePass(entry, tally);
    case 'har':
      return yield* harPass(entry, placeholders, store, tally);
    case 'json':
    case 'ndjson':
      return yield* encodeStream(jsonPass(entry, placeholders, store, tally));
    case 'csv':
      return yield* encodeStream(redactCsv(refuseHar(decodeStream(entry.content())), placeholders, tally));
    case 'text':
      return yield* encodeStream(redactStream(refuseHar(decodeStream(entry.content())), placeholders, tally));
  }
}

async function* imagePass(entry: RawEntry & { kind: 'image' }, tally: Tally): AsyncGenerator<Uint8Array> {
  const cleaned = newImageTally();
  yield* cleanImage(entry.content(), entry.type, cleaned);
  for (const { kind, count } of imageRemovals(cleaned)) tally.set(kind, count);
}

async function* harPass(
  entry: RawEntry & { kind: 'har' },
  placeholders: Placeholders,
  store: SecretStore,
  tally: Tally,
): AsyncGenerator<Uint8Array> {
  const har = sanitizeHar(entry.content(), { placeholders });
  yield* har.bytes;
  const { ending, removed, harvest, ids } = har.report();
  if (ending === 'not-har') throw new NotText('it is called a HAR and is none');
  for (const { kind, count } of removed) tally.set(kind, count);
  keepSeen({ harvest, ids }, store);
}

async function* jsonPass(
  entry: RawEntry & { kind: 'json' | 'ndjson' | 'csv' | 'text' },
  placeholders: Placeholders,
  store: SecretStore,
  tally: Tally,
): AsyncGenerator<string> {
  const hars = newHarPieces(placeholders, tally);
  const choices = { hars, ...(entry.kindsIn === undefined ? {} : { kindsIn: entry.kindsIn }) };
  if (entry.kind === 'ndjson') yield* redactLines(decodeStream(entry.content()), placeholders, tally, hars);
  else yield redactJson(await decodeWhole(entry.content()), placeholders, tally, choices);
  keepSeen(hars.seen(), store);
}

function keepSeen({ harvest, ids }: Pick<HarReport, 'harvest' | 'ids'>, store: SecretStore): void {
  store.spare(ids);
  for (const [value, kind] of harvest) store.add(kindNamed(kind), value);
}
