import type { CaseRecord, RecordedEvidence } from '../case/case-record.ts';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io/io.ts';
import type { EvidenceInput } from './evidence-input.ts';
import { sha256 } from './file-digest.ts';
import { DOCUMENT_LIMIT } from './inspect.ts';
import { openBundle, readBundleFile, type OpenBundle } from './open-bundle.ts';
import { parseDocument, parseDocumentLines } from './parse-document.ts';
import { parseRecord } from './parse-record.ts';
import { verifyOpened, type Digests } from './verify.ts';

/** What a supplement is made from. */
export interface BundleContent {
  /** Id of the bundle: the `parent` of what is made from it. */
  readonly id: string;
  /** The record as it stands there; its `evidence` are the files that were not copied. */
  readonly record: CaseRecord;
  readonly journal: readonly unknown[];
  readonly results: unknown;
  /** The files that were copied, to be taken along. Consent to images was given when they were copied. */
  readonly evidence: readonly EvidenceInput[];
}

/**
 * Reads a bundle to make another one from it. Throws `bundle-invalid` (exit 3) when it does not verify, `bad-zip` and
 * `bad-record` (exit 3), `cannot-read` (exit 6).
 */
export async function readBundleContent(path: string, io: Pick<Io, 'files'>): Promise<BundleContent> {
  const bundle = await openBundle(path, io);
  const { verification, digests } = await verifyOpened(bundle);
  if (!verification.valid || verification.id === null) throw invalid(path);
  const read = async (file: string): Promise<Uint8Array> => readVerified(bundle, digests, path, file);
  const record = parseRecord(await read('data/case.json'));
  const journal = await read('data/journal.jsonl');
  const results = await read('data/results.json');
  return {
    id: verification.id,
    record: { ...record, evidence: record.evidence.filter(({ copied }) => !copied) },
    journal: parse(path, () => parseDocumentLines(journal)),
    results: parse(path, () => parseDocument(results)),
    evidence: await Promise.all(
      record.evidence.filter(({ copied }) => copied).map(async (file) => inputOf(file, await read(file.path))),
    ),
  };
}

/** The content of a file, unless the archive was exchanged since it was verified. */
async function readVerified(bundle: OpenBundle, digests: Digests, path: string, file: string): Promise<Uint8Array> {
  if (!bundle.files.has(file)) throw invalid(path);
  const bytes = await readBundleFile(bundle, file, DOCUMENT_LIMIT);
  if (sha256(bytes) !== digests.get(file)) throw invalid(path);
  return bytes;
}

function inputOf({ path, role, name }: RecordedEvidence, bytes: Uint8Array): EvidenceInput {
  return { path, role, bytes, consent: true, ...(name !== undefined && { name }) };
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
