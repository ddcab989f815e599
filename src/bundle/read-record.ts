import { createHash } from 'node:crypto';
import type { CaseRecord } from '../case/case-record.ts';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Content } from '../redact/door.ts';
import { escapeText } from '../report/escape.ts';
import type { EvidenceInput } from './evidence-input.ts';
import { sha256 } from './file-digest.ts';
import { DOCUMENT_LIMIT } from './inspect.ts';
import { openBundle, readBundleFile, type BundleReader } from './open-bundle.ts';
import { parseDocument, parseDocumentLines } from './parse-document.ts';
import { badRecord, parseRecord } from './parse-record.ts';
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

/** What old conclusions are compared with new ones from. */
export interface BundleConclusions extends Pick<BundleContent, 'id' | 'record' | 'evidence'> {
  /** What stands in `results.json`; absent when it cannot be read: the record tells of the most important rows. */
  readonly results?: unknown;
  /** Why it cannot be read, in words. */
  readonly resultsProblem?: string;
}

/**
 * Reads a bundle to make another one from it. Throws `bundle-invalid` (exit 3) when it does not verify, `bad-zip`,
 * `bad-folder` and `bad-record` (exit 3; it is whole, and a file in it is not as we write it), `cannot-read` (exit 6).
 */
export async function readBundleContent(path: string, io: BundleReader): Promise<BundleContent> {
  const bundle = await openVerified(path, io);
  const record = await readRecord(bundle);
  return {
    id: bundle.id,
    record: { ...record, evidence: record.evidence.filter((file) => !file.copied) },
    results: await requireDocument(bundle, RESULTS, parseDocument),
    journal: await requireDocument(bundle, 'data/journal.jsonl', parseDocumentLines),
    evidence: copiedEvidence(bundle, record),
  };
}

/** Reads of a bundle what a supplement repeats; its evidence is hashed, and held nowhere. Throws as the above. */
export async function readBundleRecord(path: string, io: BundleReader): Promise<BundleRecord> {
  const bundle = await openVerified(path, io);
  const record = await readRecord(bundle);
  return { id: bundle.id, record, results: await requireDocument(bundle, RESULTS, parseDocument) };
}

/** Reads of a bundle what it concluded, and from what; the record alone has to be there. Throws as the above. */
export async function readBundleConclusions(path: string, io: BundleReader): Promise<BundleConclusions> {
  const bundle = await openVerified(path, io);
  const record = await readRecord(bundle);
  const results = await readDocument(bundle, RESULTS, parseDocument);
  return {
    id: bundle.id,
    record,
    evidence: copiedEvidence(bundle, record),
    ...('problem' in results ? { resultsProblem: results.problem } : { results: results.value }),
  };
}

/** A bundle that was found whole. */
interface VerifiedBundle {
  readonly id: string;
  has(file: string): boolean;
  /** The content of a file that is there, unless the bundle was exchanged since it was verified. */
  read(file: string): Promise<Uint8Array>;
  /** The same for a file of any size; each call of what comes back reads it anew. */
  stream(file: string): Content;
}

async function openVerified(path: string, io: BundleReader): Promise<VerifiedBundle> {
  const bundle = await openBundle(path, io);
  const { verification, digests } = await verifyOpened(bundle);
  if (!verification.valid || verification.id === null) throw invalid(path);
  return {
    id: verification.id,
    has: (file) => bundle.files.has(file),
    async read(file) {
      const bytes = await readBundleFile(bundle, file, DOCUMENT_LIMIT);
      if (sha256(bytes) !== digests.get(file)) throw invalid(path);
      return bytes;
    },
    stream(file) {
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

const RECORD = 'data/case.json';
const RESULTS = 'data/results.json';

async function readRecord(bundle: VerifiedBundle): Promise<CaseRecord> {
  if (!bundle.has(RECORD)) throw badRecord(`${RECORD} cannot be used: it is missing`);
  return parseRecord(await bundle.read(RECORD));
}

/** What stands in a file, or why that cannot be said. */
type ReadDocument<T> = { readonly value: T } | { readonly problem: string };

async function readDocument<T>(
  bundle: VerifiedBundle,
  file: string,
  parse: (bytes: Uint8Array) => T,
): Promise<ReadDocument<T>> {
  if (!bundle.has(file)) return { problem: 'it is missing' };
  const bytes = await bundle.read(file);
  try {
    return { value: parse(bytes) };
  } catch {
    return { problem: 'it is not JSON, or nested too deeply' };
  }
}

async function requireDocument<T>(bundle: VerifiedBundle, file: string, parse: (bytes: Uint8Array) => T): Promise<T> {
  const document = await readDocument(bundle, file, parse);
  if ('problem' in document) throw badRecord(`${file} cannot be used: ${document.problem}`);
  return document.value;
}

function copiedEvidence(bundle: VerifiedBundle, { evidence }: CaseRecord): readonly EvidenceInput[] {
  return evidence
    .filter(({ copied }) => copied)
    .map(({ path, role, name }) => {
      if (!bundle.has(path)) throw badRecord(`${RECORD} lists ${escapeText(path)}, which the bundle does not have`);
      return { path, role, content: bundle.stream(path), consent: true, ...(name !== undefined && { name }) };
    });
}

function invalid(path: string): UserError {
  return new UserError('bundle-invalid', `${path} does not verify, so nothing is made from it.`, {
    exit: EXIT.escalate,
    where: { file: path },
    hint: `"deskmedic bundle verify" says what is wrong with it. Ask for the bundle again.`,
  });
}
