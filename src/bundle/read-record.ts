import { createHash } from 'node:crypto';
import type { CaseRecord, RecordedEvidence } from '../case/case-record.ts';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Content } from '../redact/door.ts';
import type { EvidenceInput } from './evidence-input.ts';
import { sha256 } from './file-digest.ts';
import { DOCUMENT_LIMIT } from './inspect.ts';
import { openBundle, readBundleFile, type BundleReader } from './open-bundle.ts';
import { parseDocument, parseDocumentLines } from './parse-document.ts';
import { parseRecord } from './parse-record.ts';
import { verifyOpened } from './verify.ts';

/** What a supplement is made from, without the evidence that the first bundle has already. */
export interface BundleRecord {
  /** Id of the bundle: the `parent` of what is made from it. */
  readonly id: string;
  /** The record as it stands there. */
  readonly record: CaseRecord;
  readonly results: unknown;
}

/** What a bundle is made from that takes the place of another one. */
export interface BundleContent extends BundleRecord {
  /** As it stands there; its `evidence` are the files that were not copied. */
  readonly record: CaseRecord;
  readonly journal: readonly unknown[];
  /** The files that were copied, to be taken along. Consent to images was given when they were copied. */
  readonly evidence: readonly EvidenceInput[];
}

/**
 * Reads a bundle to make another one from it. Throws `bundle-invalid` (exit 3) when it does not verify, `bad-zip`,
 * `bad-folder` and `bad-record` (exit 3), `cannot-read` (exit 6).
 */
export async function readBundleContent(path: string, io: BundleReader): Promise<BundleContent> {
  const bundle = await openVerified(path, io);
  const { record, ...rest } = await readRecord(bundle);
  const journal = await bundle.read('data/journal.jsonl');
  const copied = record.evidence.filter((file) => file.copied);
  return {
    ...rest,
    record: { ...record, evidence: record.evidence.filter((file) => !file.copied) },
    journal: parse(path, () => parseDocumentLines(journal)),
    evidence: copied.map((file) => inputOf(file, bundle.stream(file.path))),
  };
}

/** Reads of a bundle what a supplement repeats; its evidence is hashed, and held nowhere. Throws as the above. */
export async function readBundleRecord(path: string, io: BundleReader): Promise<BundleRecord> {
  return readRecord(await openVerified(path, io));
}

/** A bundle that was found whole. */
interface VerifiedBundle {
  readonly path: string;
  readonly id: string;
  /** The content of a file, unless the bundle was exchanged since it was verified. */
  read(file: string): Promise<Uint8Array>;
  /** The same for a file of any size; each call of what comes back reads it anew. */
  stream(file: string): Content;
}

async function openVerified(path: string, io: BundleReader): Promise<VerifiedBundle> {
  const bundle = await openBundle(path, io);
  const { verification, digests } = await verifyOpened(bundle);
  if (!verification.valid || verification.id === null) throw invalid(path);
  const requireFile = (file: string): void => {
    if (!bundle.files.has(file)) throw invalid(path);
  };
  return {
    path,
    id: verification.id,
    async read(file) {
      requireFile(file);
      const bytes = await readBundleFile(bundle, file, DOCUMENT_LIMIT);
      if (sha256(bytes) !== digests.get(file)) throw invalid(path);
      return bytes;
    },
    stream(file) {
      requireFile(file);
      return async function* () {
        const hash = createHash('sha256');
        for await (const chunk of bundle.content(file)) {
          hash.update(chunk);
          yield chunk;
        }
        if (hash.digest('hex') !== digests.get(file)) throw invalid(path);
      };
    },
  };
}

async function readRecord(bundle: VerifiedBundle): Promise<BundleRecord> {
  const record = parseRecord(await bundle.read('data/case.json'));
  const results = await bundle.read('data/results.json');
  return { id: bundle.id, record, results: parse(bundle.path, () => parseDocument(results)) };
}

function inputOf({ path, role, name }: RecordedEvidence, content: Content): EvidenceInput {
  return { path, role, content, consent: true, ...(name !== undefined && { name }) };
}

function parse<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw invalid(path, error);
  }
}

function invalid(path: string, cause?: unknown): UserError {
  return new UserError('bundle-invalid', `${path} does not verify, so nothing is made from it.`, {
    exit: EXIT.escalate,
    where: { file: path },
    hint: `"deskmedic bundle verify" says what is wrong with it. Ask for the bundle again.`,
    cause,
  });
}
