import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { CaseRecord } from '../case/case-record.ts';
import type { Io, Spool } from '../io/io.ts';
import type { Removal } from '../redact/door.ts';
import type { KnownSecret } from '../redact/known/known-secret.ts';
import { topFolder } from './bag.ts';
import type { EvidenceInput } from './evidence-input.ts';
import type { LeftOutFile, TakenFile } from './files-told.ts';
import { keepPlaceholders } from './keep-placeholders.ts';
import { bundlePath, refuseOwnInput } from './output-path.ts';
import { bagInfo, sealBundle } from './seal-bundle.ts';
import { withSpools } from './spools.ts';
import { sweepArchive } from './sweep.ts';

/** Everything that a bundle is made from. */
export interface BundleInput {
  /** `evidence` in it are files of an earlier bundle that were not copied then; the new ones are added. */
  readonly record: CaseRecord;
  /** The exported journal, one value a line. */
  readonly journal: readonly unknown[];
  /** What becomes `data/results.json`. */
  readonly results: unknown;
  readonly evidence: readonly EvidenceInput[];
  /** A file, or a folder (one that is there, or a path that ends in `/`). */
  readonly output: string;
  readonly overwrite?: boolean;
}

/** What `bundle create` reports. */
export interface CreatedBundle {
  readonly schema: 'deskmedic/bundle/v1';
  /** Absolute. */
  readonly path: string;
  /** SHA-256 of the tag manifest: it stands for everything in the bundle. */
  readonly id: string;
  /** Of the zip. */
  readonly sha256: string;
  /** Of the zip. */
  readonly bytes: number;
  /** Files under `data/`. */
  readonly files: number;
  /** Fields that the policy requires and nobody gave. */
  readonly missing: readonly string[];
  readonly removed: readonly Removal[];
  readonly taken: readonly TakenFile[];
  readonly notCopied: readonly LeftOutFile[];
}

/** A bundle that lies in a spool. */
interface PreparedBundle {
  readonly bundle: CreatedBundle;
  /** What the placeholders of personal data stand for. */
  readonly personal: readonly KnownSecret[];
}

/**
 * Makes a bundle. The same input gives the same bytes, in every time zone. On any failure, `cannot-redact` and
 * `secret-left` included, no file is there afterwards. An existing file is refused (`exists`, exit 6) unless `overwrite`.
 *
 * @param placeholders folder at home in which is kept what the placeholders of personal data stand for; without it
 *   nothing is kept
 */
export async function createBundle(input: BundleInput, io: Io, placeholders?: string): Promise<CreatedBundle> {
  return withArchive(input, io, async ({ bundle, personal }, archive) => {
    const path = await resolved(bundle.path, io);
    let isWritten = false;
    const write = async (): Promise<void> => {
      await io.files.write(bundle.path, archive.stream(0, archive.size, true), { overwrite: input.overwrite ?? false });
      isWritten = true;
    };
    try {
      if (placeholders === undefined) await write();
      else await keepPlaceholders(placeholders, bundle.id, personal, io, write);
    } catch (error) {
      // Whoever has the bundle may ask what a placeholder stands for.
      if (isWritten) await io.files.remove(bundle.path).catch(() => undefined);
      throw error;
    }
    return { ...bundle, path };
  });
}

/**
 * What {@link createBundle} would make, take and remove, with everything done but writing it: a file that is there already
 * is in nobody's way.
 */
export async function explainBundle(input: BundleInput, io: Io): Promise<CreatedBundle> {
  return withArchive({ ...input, overwrite: true }, io, async ({ bundle }) => ({
    ...bundle,
    path: await resolved(bundle.path, io),
  }));
}

/** The path of a file in a folder that is there, links followed. */
async function resolved(path: string, io: Io): Promise<string> {
  const { dirname, basename, join } = io.system.platform === 'win32' ? win32 : posix;
  return join(await io.files.resolve(dirname(path)), basename(path));
}

/** The finished archive lies in a spool until it is known that no secret is left in it. */
async function withArchive<T>(
  input: BundleInput,
  io: Io,
  use: (prepared: PreparedBundle, archive: Spool) => Promise<T>,
): Promise<T> {
  const target = await bundlePath(input.output, topFolder(bagInfo(input.record)), io);
  await refuseTarget(target, input, io);
  const folder = (io.system.platform === 'win32' ? win32 : posix).dirname(target);
  const made = (await io.files.facts(folder)) === null;
  await io.files.makeDirectory(folder);
  try {
    return await withSpools(folder, io, async (entries, archive) => {
      const digest = digestingInto(archive);
      const { secrets, personal, ...sealed } = await sealBundle(input, entries, digest.sink, io);
      io.system.letGo();
      await sweepArchive(target, archive, secrets);
      const { sha256, bytes } = digest.report();
      const missing = input.record.missing.map(({ field }) => field);
      const { id, files, ...told } = sealed;
      const bundle = { schema: 'deskmedic/bundle/v1', path: target, id, sha256, bytes, files, missing } as const;
      return use({ bundle: { ...bundle, ...told }, personal }, archive);
    });
  } finally {
    if (made && (await io.files.names(folder)).length === 0) await io.files.remove(folder);
  }
}

/** Says at once what the write would refuse at the end, after all the work. */
async function refuseTarget(target: string, input: BundleInput, io: Io): Promise<void> {
  await refuseOwnInput(
    target,
    input.evidence.filter(({ content }) => content === undefined).map(({ path }) => path),
    io,
  );
  if (input.overwrite === true || (await io.files.facts(target)) === null) return;
  throw new UserError('exists', `${target} is there already, and was not touched.`, {
    exit: EXIT.unreachable,
    where: { file: target },
    hint: 'Choose another name, or move the file away first.',
  });
}

function digestingInto(archive: Spool) {
  const hash = createHash('sha256');
  return {
    async sink(bytes: Uint8Array): Promise<void> {
      hash.update(bytes);
      await archive.append(bytes);
    },
    report: () => ({ sha256: hash.digest('hex'), bytes: archive.size }),
  };
}
