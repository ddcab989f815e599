import { posix, win32 } from 'node:path';
import type { RecordedEvidence } from '../case/case-record.ts';
import { classifyEvidence } from '../evidence/classify.ts';
import { firstBytes } from '../evidence/first-bytes.ts';
import { readImage } from '../evidence/image.ts';
import type { Io } from '../io/io.ts';
import { NotText } from '../evidence/decode-stream.ts';
import type { Content, RawEntry } from '../redact/door.ts';
import { structureOf } from '../redact/structure.ts';
import { digestStream } from './file-digest.ts';
import { untilInterrupted } from './spools.ts';

/** Endings that a text file keeps; every other one becomes `txt`, so that a double click runs nothing. */
const TEXT_ENDINGS = ['csv', 'log'];

const MEDIA = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  text: 'text/plain',
  har: 'application/json',
  unknown: 'application/octet-stream',
} as const;

/** A file that is to go with a bundle. */
export interface EvidenceInput {
  /** Where it lies. */
  readonly path: string;
  readonly role: RecordedEvidence['role'];
  /** A person agreed that this image be copied; text is copied without, after redaction. */
  readonly consent: boolean;
  /** Its content, when it does not lie on the disk but in another bundle. */
  readonly content?: Content;
  /** Its name, when `path` does not end in it. */
  readonly name?: string;
}

/** A file that is to be copied, as far as it is known before it went through the door. */
export interface EvidenceCopy {
  readonly raw: RawEntry;
  readonly media: string;
}

/** Why a file is listed only, in words that follow its name. */
export interface NotCopied {
  readonly why: string;
  readonly media: string;
}

/**
 * Decides by its content whether and how a file is copied, as `evidence/<number>.<ending>`. Throws what `io.files` throws
 * for one that cannot be read.
 */
export async function copyOf(input: EvidenceInput, number: number, io: Io): Promise<EvidenceCopy | NotCopied> {
  const content = contentOf(input, io);
  const target = `evidence/${String(number).padStart(2, '0')}`;
  const name = nameOf(input, io);
  const first = await firstBytes(content);
  switch (classifyEvidence(name, first)) {
    case 'image':
      return copyOfImage(input, target, content, first);
    case 'har':
      return { media: MEDIA.har, raw: { name: `${target}.har`, kind: 'har', content } };
    case 'text':
      return copyOfText(name, target, content);
    case 'binary':
      return {
        why: 'it is neither text nor a screenshot, so it cannot be searched for secrets',
        media: MEDIA.unknown,
      };
  }
}

function copyOfImage(
  input: EvidenceInput,
  target: string,
  content: Content,
  first: Uint8Array,
): EvidenceCopy | NotCopied {
  const image = readImage(first);
  if (image.kind === 'other') return { why: 'it is a damaged image', media: MEDIA.unknown };
  const { type } = image;
  const media = `image/${type}`;
  if (!input.consent) return { why: 'nobody agreed to copying it', media };
  const name = `${target}.${type === 'jpeg' ? 'jpg' : type}`;
  return { media, raw: { name, kind: 'image', type, consent: true, content } };
}

async function copyOfText(name: string, target: string, content: Content): Promise<EvidenceCopy | NotCopied> {
  try {
    const kind = await structureOf(content);
    const ending = TEXT_ENDINGS.find((known) => name.toLowerCase().endsWith(`.${known}`)) ?? 'txt';
    return { media: MEDIA[kind], raw: { name: `${target}.${kind === 'text' ? ending : kind}`, kind, content } };
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    return notText(error);
  }
}

/** What is said of a file that turned out to be no text, wherever in it that is. */
export function notText({ message }: NotText): NotCopied {
  return { why: `${message}, so it cannot be searched for secrets`, media: MEDIA.unknown };
}

/** A file as it stands in the record when it is not copied: by its size and digest. */
export async function listEvidence(input: EvidenceInput, { why, media }: NotCopied, io: Io): Promise<RecordedEvidence> {
  const { bytes, sha256 } = await digestStream(contentOf(input, io)(), 0);
  return { path: input.path, name: nameOf(input, io), role: input.role, bytes, sha256, media, copied: false, why };
}

/** The name of a file, without the folders it lies in. */
export function nameOf({ name, path }: EvidenceInput, { system }: Pick<Io, 'system'>): string {
  return name ?? (system.platform === 'win32' ? win32 : posix).basename(path);
}

function contentOf(input: EvidenceInput, io: Pick<Io, 'files' | 'interrupted'>): Content {
  return () => untilInterrupted(input.content?.() ?? io.files.stream(input.path, { reuse: true }), io);
}
