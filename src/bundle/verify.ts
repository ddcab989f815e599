import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { escapeText } from '../report/escape.ts';
import { declarationProblems, oxumProblems } from './bag-declaration.ts';
import { digestFile, type Algorithm, type FileDigest } from './bag-digest.ts';
import { parseBagInfo } from './bag-info.ts';
import { compareFiles, readManifests } from './bag-manifests.ts';
import { readParent } from './bag-parent.ts';
import { readTag } from './bag-tag.ts';
import { TAG_MANIFEST } from './manifest.ts';
import { openBundle, type BundleReader, type OpenBundle } from './open-bundle.ts';

/** What `bundle verify` finds. Everything that is wrong is listed; `valid` when nothing is. */
export interface Verification {
  readonly schema: 'deskmedic/verify/v1';
  readonly valid: boolean;
  /** SHA-256 of the tag manifest; `null` when it cannot be read. */
  readonly id: string | null;
  /** Id of the bundle that this one adds to; `null` when it names none. */
  readonly parent: string | null;
  /** Paths in the bag whose content is not what the manifests say. */
  readonly changed: readonly string[];
  /** Paths that the manifests list and the bag does not have. */
  readonly missing: readonly string[];
  /** Paths that the bag has and no manifest lists. */
  readonly extra: readonly string[];
  /** What else is wrong, in words. */
  readonly errors: readonly string[];
  /** What is unusual, and wrong with nothing, in words. */
  readonly warnings: readonly string[];
}

/** SHA-256 of every file in a bag, by path. */
export type Digests = ReadonlyMap<string, string>;

/**
 * Checks a bundle, packed or in a folder: every file hashed again, nothing missing, nothing extra, the total as
 * `bag-info.txt` has it. A damaged one is a result, not an exception; one that is not there is `cannot-read`, exit 6.
 */
export async function verifyBundle(path: string, io: BundleReader): Promise<Verification> {
  try {
    return (await verifyOpened(await openBundle(path, io))).verification;
  } catch (error) {
    if (error instanceof UserError && error.exit !== EXIT.unreachable) return unreadable(error.message);
    throw error;
  }
}

/** The same for a bundle that is open already, with the digests of what was read. */
export async function verifyOpened(bundle: OpenBundle): Promise<{ verification: Verification; digests: Digests }> {
  const { manifests, missing: noManifests, problems, warnings } = await readManifests(bundle);
  const algorithms = manifests.map(({ algorithm }) => algorithm);
  const { digests, payload } = await digestAll(bundle, algorithms);
  const { changed, missing: notThere, extra } = compareFiles(manifests, digests);
  const missing = [...new Set([...noManifests, ...notThere])].sort();
  const info = parseBagInfo((await readTag(bundle, 'bag-info.txt')) ?? '');
  const parent = await readParent(bundle, info);
  const errors = [
    ...problems,
    ...(await declarationProblems(bundle)),
    ...oxumProblems(info, payload),
    ...parent.problems,
  ];
  const verification: Verification = {
    schema: 'deskmedic/verify/v1',
    valid: missing.length + changed.length + extra.length + errors.length === 0,
    id: (digests.get(TAG_MANIFEST) ?? digests.get('tagmanifest-sha512.txt'))?.sha256 ?? null,
    parent: parent.id,
    changed,
    missing: missing.map(escapeText),
    extra,
    errors,
    warnings,
  };
  return { verification, digests: new Map([...digests].map(([path, { sha256 }]) => [path, sha256])) };
}

function unreadable(message: string): Verification {
  return {
    schema: 'deskmedic/verify/v1',
    valid: false,
    id: null,
    parent: null,
    changed: [],
    missing: [],
    extra: [],
    errors: [message],
    warnings: [],
  };
}

/** Every file, one after the other, and what is in `data/` counted as it was read. */
async function digestAll(
  bundle: OpenBundle,
  algorithms: readonly Algorithm[],
): Promise<{ digests: ReadonlyMap<string, FileDigest>; payload: { bytes: number; files: number } }> {
  const digests = new Map<string, FileDigest>();
  const payload = { bytes: 0, files: 0 };
  for (const path of bundle.files.keys()) {
    const { bytes, ...digest } = await digestFile(bundle.content(path, true), algorithms);
    digests.set(path, digest);
    if (!path.startsWith('data/')) continue;
    payload.bytes += bytes;
    payload.files += 1;
  }
  return { digests, payload };
}
