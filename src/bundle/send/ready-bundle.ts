import type { CaseRecord } from '../../case/case-record.ts';
import { UserError } from '../../errors.ts';
import { EXIT } from '../../exit-codes.ts';
import type { Removal } from '../../redact/door.ts';
import { digestStream } from '../file-digest.ts';
import { DOCUMENT_LIMIT, inspectBundle } from '../inspect.ts';
import { openBundle, readBundleFile, type BundleReader } from '../open-bundle.ts';
import { parseDocument } from '../parse-document.ts';

const REPORT = 'data/redaction.json';

/** A bundle that was found whole and may leave the machine. */
export interface ReadyBundle {
  readonly path: string;
  readonly id: string;
  /** Of the zip, lower-case hex. */
  readonly sha256: string;
  /** Of the zip. */
  readonly bytes: number;
  readonly record: CaseRecord;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly removed: readonly Removal[];
}

/**
 * Verifies a bundle before it goes anywhere. Throws `not-a-file` for a folder, `bundle-invalid`, `not-redacted` for one that
 * does not tell what was removed, `bad-record` and `bad-zip` (all exit 3), `cannot-read` (exit 6).
 */
export async function readyBundle(path: string, io: BundleReader): Promise<ReadyBundle> {
  if ((await io.files.facts(path))?.kind === 'directory')
    throw refusal('not-a-file', `${path} is a folder`, 'Name the .zip file that "bundle create" wrote.');
  // Before it is verified: whatever is sent later has this digest, and so is what was looked at in between.
  const digested = await digestStream(io.files.stream(path, { reuse: true }), 0);
  const { verification, record, problem, files, removed } = await inspectBundle(path, io);
  if (!verification.valid || verification.id === null)
    throw refusal(
      'bundle-invalid',
      `${path} is not whole, and was not sent`,
      'deskmedic bundle verify says what is wrong.',
    );
  if (record === null)
    throw refusal('bad-record', `${path} was not sent: ${problem ?? 'its record cannot be read'}`, 'Make it again.');
  await requireRedacted(path, io);
  const { sha256, bytes } = digested;
  return { path, id: verification.id, sha256, bytes, record, files, removed };
}

/** `data/redaction.json` comes last into a bundle: one that lacks it, or has another thing there, went past the door. */
async function requireRedacted(path: string, io: BundleReader): Promise<void> {
  const bundle = await openBundle(path, io);
  const isThere = bundle.files.has(REPORT);
  if (isThere && tellsRemovals(await readBundleFile(bundle, REPORT, DOCUMENT_LIMIT))) return;
  throw refusal(
    'not-redacted',
    `${path} does not tell what was removed from it, and was not sent`,
    'Make it again with this program: deskmedic bundle create --from BUNDLE.zip -o out/',
  );
}

function tellsRemovals(bytes: Uint8Array): boolean {
  try {
    return Array.isArray((parseDocument(bytes) as { removed?: unknown } | null)?.removed);
  } catch {
    return false; // not JSON, so not ours
  }
}

function refusal(code: string, message: string, hint: string): UserError {
  return new UserError(code, message, { exit: EXIT.escalate, hint });
}
