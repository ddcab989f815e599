import type { CaseRecord } from '../case/case-record.ts';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Removal } from '../redact/door.ts';
import { compareBytes } from './manifest.ts';
import { openBundle, readBundleFile, type BundleReader, type OpenBundle } from './open-bundle.ts';
import { parseRecord } from './parse-record.ts';
import { verifyOpened, type Verification } from './verify.ts';

/** The largest JSON document of a bundle that is read. */
export const DOCUMENT_LIMIT = 64 * 1024 * 1024;

/** What is in a bundle. A record that cannot be read is `null`, and `problem` says why. */
export interface Inspection {
  readonly path: string;
  readonly verification: Verification;
  readonly record: CaseRecord | null;
  readonly problem?: string;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  readonly removed: readonly Removal[];
}

/** Looks into a bundle, a damaged one as far as possible. Throws `cannot-read` (exit 6) and `bad-zip` (exit 3). */
export async function inspectBundle(path: string, io: BundleReader): Promise<Inspection> {
  const bundle = await openBundle(path, io);
  const { verification, digests } = await verifyOpened(bundle);
  const files = [...bundle.files].map(([file, { bytes }]) => ({ path: file, bytes, sha256: digests.get(file) ?? '' }));
  return {
    path,
    verification,
    ...(await readRecord(bundle)),
    files: files.toSorted((a, b) => compareBytes(a.path, b.path)),
    removed: await readRemoved(bundle),
  };
}

async function readRecord(bundle: OpenBundle): Promise<Pick<Inspection, 'record' | 'problem'>> {
  if (!bundle.files.has('data/case.json')) return { record: null, problem: 'data/case.json is missing' };
  try {
    return { record: parseRecord(await readBundleFile(bundle, 'data/case.json', DOCUMENT_LIMIT)) };
  } catch (error) {
    if (error instanceof UserError && error.exit !== EXIT.unreachable) return { record: null, problem: error.message };
    throw error;
  }
}

/** What `data/redaction.json` lists, as far as it is well-formed; it is shown, nothing depends on it. */
async function readRemoved(bundle: OpenBundle): Promise<readonly Removal[]> {
  if (!bundle.files.has('data/redaction.json')) return [];
  const text = new TextDecoder().decode(await readBundleFile(bundle, 'data/redaction.json', DOCUMENT_LIMIT));
  try {
    const { removed } = JSON.parse(text) as { removed?: unknown };
    return Array.isArray(removed) ? removed.filter(isRemoval) : [];
  } catch {
    return []; // not JSON: verification has said already that the file was changed, or a stranger made the bundle
  }
}

function isRemoval(value: unknown): value is Removal {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, count, where } = value as Partial<Record<keyof Removal, unknown>>;
  return typeof kind === 'string' && typeof count === 'number' && typeof where === 'string';
}
