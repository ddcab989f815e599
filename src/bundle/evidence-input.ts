import { posix, win32 } from 'node:path';
import { Cancelled } from '../errors.ts';
import type { RecordedEvidence } from '../case/case-record.ts';
import { classifyEvidence, FIRST_BYTES, isHar } from '../evidence/classify.ts';
import { readImage, type ImageType } from '../evidence/image.ts';
import type { Io } from '../io/io.ts';
import { decodeText, structureOf } from '../redact/decode-text.ts';
import type { RawEntry, SealedEntry } from '../redact/door.ts';
import { digestStream, sha256 } from './file-digest.ts';

/** What is copied is held in memory while it is searched for secrets. */
const LARGEST_COPY = 64 * 1024 * 1024;

/** Endings that a text file keeps; every other one becomes `txt`, so that a double click runs nothing. */
const TEXT_ENDINGS = ['csv', 'log'];

const MEDIA = { json: 'application/json', ndjson: 'application/x-ndjson', text: 'text/plain' } as const;

/** A file that is to go with a bundle. */
export interface EvidenceInput {
  /** Where it lies. */
  readonly path: string;
  readonly role: RecordedEvidence['role'];
  /** A person agreed that this image be copied; text is copied without, after redaction. */
  readonly consent: boolean;
  /** Its content, when it does not lie on the disk but in another bundle. */
  readonly bytes?: Uint8Array;
  /** Its name, when `path` does not end in it. */
  readonly name?: string;
}

/** A file as it will stand in the record; `raw` when it is to be copied. */
export interface CollectedEvidence {
  readonly listed: RecordedEvidence;
  readonly raw?: RawEntry;
}

/** Looks at every file once and decides whether it is copied. Throws what `io.files` throws for one that cannot be read. */
export async function collectEvidence(inputs: readonly EvidenceInput[], io: Io): Promise<readonly CollectedEvidence[]> {
  const collected: CollectedEvidence[] = [];
  let copies = 0;
  for (const input of inputs) {
    if (io.interrupted.aborted) throw new Cancelled('interrupted while the evidence was read');
    const found = await collect(input, copies + 1, io);
    if (found.raw !== undefined) copies += 1;
    collected.push(found);
  }
  return collected;
}

/** The record of a copied file after it came through the door: its digest is that of the copy. */
export function recordCopy(listed: RecordedEvidence, sealed: SealedEntry): RecordedEvidence {
  return {
    ...listed,
    path: `data/${sealed.name}`,
    bytes: sealed.bytes.length,
    sha256: sha256(sealed.bytes),
    copied: true,
  };
}

async function collect(input: EvidenceInput, number: number, io: Io): Promise<CollectedEvidence> {
  const name = input.name ?? (io.system.platform === 'win32' ? win32 : posix).basename(input.path);
  const content = input.bytes === undefined ? io.files.stream(input.path) : once(input.bytes);
  const { first, ...digest } = await digestStream(content, FIRST_BYTES);
  const listed = {
    path: input.path,
    name,
    role: input.role,
    ...digest,
    media: 'application/octet-stream',
    copied: false,
  };
  const target = `evidence/${String(number).padStart(2, '0')}`;
  const whole = async (): Promise<Uint8Array> => input.bytes ?? (await io.files.read(input.path, LARGEST_COPY));
  const isSmall = digest.bytes <= LARGEST_COPY;
  switch (classifyEvidence(name, first)) {
    case 'image': {
      const { type } = readImage(first) as { type: ImageType };
      const image = { ...listed, media: `image/${type}` };
      if (!input.consent) return { listed: { ...image, why: 'nobody agreed to copying it' } };
      if (!isSmall) return { listed: { ...image, why: 'it is too large' } };
      return {
        listed: image,
        raw: {
          name: `${target}.${type === 'jpeg' ? 'jpg' : type}`,
          kind: 'image',
          consent: true,
          bytes: await whole(),
        },
      };
    }
    case 'har':
      return { listed: { ...listed, media: MEDIA.json, why: 'it is a HAR, which is full of secrets' } };
    case 'binary':
      return {
        listed: { ...listed, why: 'it is neither text nor a screenshot, so it cannot be searched for secrets' },
      };
    case 'text':
      if (!isSmall)
        return { listed: { ...listed, media: MEDIA.text, why: 'it is too large to be searched for secrets' } };
      return collectText(listed, target, await whole());
  }
}

function collectText(listed: RecordedEvidence, target: string, bytes: Uint8Array): CollectedEvidence {
  const text = decodeText(bytes);
  if (text === undefined)
    return { listed: { ...listed, why: 'it is not readable as text, so it cannot be searched for secrets' } };
  const kind = structureOf(text);
  if (kind === 'json' && isHar(JSON.parse(text)))
    return { listed: { ...listed, media: MEDIA.json, why: 'it is a HAR, which is full of secrets' } };
  const ending = TEXT_ENDINGS.find((known) => listed.name?.toLowerCase().endsWith(`.${known}`)) ?? 'txt';
  return {
    listed: { ...listed, media: MEDIA[kind] },
    raw: { name: `${target}.${kind === 'text' ? ending : kind}`, kind, text },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
