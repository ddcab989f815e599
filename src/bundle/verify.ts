import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Io } from '../io/io.ts';
import { escapeText } from '../report/escape.ts';
import { nameProblem } from './entry-name.ts';
import { digestStream } from './file-digest.ts';
import { parseManifest, PAYLOAD_MANIFEST, TAG_MANIFEST, type ManifestLine } from './manifest.ts';
import { openBundle, readBundleFile, type OpenBundle } from './open-bundle.ts';

/** Tag files are small; a larger one is refused rather than read. */
const TAG_LIMIT = 8 * 1024 * 1024;

/** What `bundle verify` finds. Everything that is wrong is listed; `valid` when nothing is. */
export interface Verification {
  readonly schema: 'deskmedic/verify/v1';
  readonly valid: boolean;
  /** SHA-256 of the tag manifest; `null` when it cannot be read. */
  readonly id: string | null;
  /** Paths in the bag whose content is not what the manifests say. */
  readonly changed: readonly string[];
  /** Paths that the manifests list and the archive does not have. */
  readonly missing: readonly string[];
  /** Paths that the archive has and no manifest lists. */
  readonly extra: readonly string[];
  /** What else is wrong, in words. */
  readonly errors: readonly string[];
}

/** SHA-256 of every file in a bag, by path. */
export type Digests = ReadonlyMap<string, string>;

/**
 * Checks a bundle: every file hashed again, nothing missing, nothing extra, the total as `bag-info.txt` has it. A
 * damaged file is a result, not an exception; a file that is not there is `cannot-read`, exit 6.
 */
export async function verifyBundle(path: string, io: Pick<Io, 'files'>): Promise<Verification> {
  try {
    return (await verifyOpened(await openBundle(path, io))).verification;
  } catch (error) {
    if (error instanceof UserError && error.exit !== EXIT.unreachable) return unreadable(error.message);
    throw error;
  }
}

/** The same for a bundle that is open already, with the digests of what was read. */
export async function verifyOpened(bundle: OpenBundle): Promise<{ verification: Verification; digests: Digests }> {
  const digests = await digestAll(bundle);
  const payload = await readManifest(bundle, PAYLOAD_MANIFEST, (path) => path.startsWith('data/'));
  const tags = await readManifest(bundle, TAG_MANIFEST, (path) => !path.startsWith('data/') && path !== TAG_MANIFEST);
  const listed = [...payload.lines, ...tags.lines];
  const names = new Set([TAG_MANIFEST, ...listed.map(({ path }) => path)]);
  const missing = listed.filter(({ path }) => !digests.has(path)).map(({ path }) => path);
  const changed = listed.filter(({ path, sha256: expected }) => digests.has(path) && digests.get(path) !== expected);
  const extra = [...digests.keys()].filter((path) => !names.has(path));
  const errors = [
    ...payload.problems,
    ...tags.problems,
    ...(await declarationProblems(bundle)),
    ...forbiddenFiles(bundle),
  ];
  const verification: Verification = {
    schema: 'deskmedic/verify/v1',
    valid: missing.length + changed.length + extra.length + errors.length === 0,
    id: digests.get(TAG_MANIFEST) ?? null,
    changed: changed.map(({ path }) => path).sort(),
    missing: missing.map(escapeText).sort(),
    extra: extra.sort(),
    errors,
  };
  return { verification, digests };
}

function unreadable(message: string): Verification {
  return {
    schema: 'deskmedic/verify/v1',
    valid: false,
    id: null,
    changed: [],
    missing: [],
    extra: [],
    errors: [message],
  };
}

async function digestAll(bundle: OpenBundle): Promise<Digests> {
  const digests = new Map<string, string>();
  for (const path of bundle.files.keys()) digests.set(path, (await digestStream(bundle.content(path), 0)).sha256);
  return digests;
}

async function readManifest(
  bundle: OpenBundle,
  name: string,
  belongs: (path: string) => boolean,
): Promise<{ lines: readonly ManifestLine[]; problems: readonly string[] }> {
  const text = await readTag(bundle, name);
  if (text === undefined) return { lines: [], problems: [`${name} is missing, or is not text`] };
  const { lines, problems } = parseManifest(text);
  const isStrange = ({ path }: ManifestLine): boolean => !belongs(path) || nameProblem(path) !== undefined;
  const strange = lines.filter(isStrange);
  return {
    lines: lines.filter((line) => !isStrange(line)),
    problems: [
      ...problems,
      ...strange.map(({ path }) => `lists "${escapeText(path)}", which does not belong there`),
    ].map((problem) => `${name}: ${problem}`),
  };
}

async function declarationProblems(bundle: OpenBundle): Promise<readonly string[]> {
  const declaration = await readTag(bundle, 'bagit.txt');
  const isBagIt1 =
    declaration !== undefined && /^BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8\r?\n?$/.test(declaration);
  const problems = isBagIt1 ? [] : ['bagit.txt does not declare BagIt 1.0 in UTF-8'];
  const info = (await readTag(bundle, 'bag-info.txt')) ?? '';
  const declared = /^Payload-Oxum:[ \t]*(.*?)[ \t]*$/im.exec(info)?.[1];
  const payload = [...bundle.files].filter(([path]) => path.startsWith('data/'));
  const counted = `${payload.reduce((sum, [, { bytes }]) => sum + bytes, 0)}.${payload.length}`;
  if (declared !== undefined && declared !== counted)
    problems.push(`bag-info.txt: Payload-Oxum is ${escapeText(declared)}, counted were ${counted}`);
  return problems;
}

function forbiddenFiles(bundle: OpenBundle): readonly string[] {
  return [...bundle.files.keys()].flatMap((path) => {
    if (path === 'fetch.txt') return ['fetch.txt would make a reader download files; it is refused'];
    const algorithm = /^(?:tag)?manifest-([^/]+)\.txt$/.exec(path)?.[1];
    return algorithm === undefined || algorithm === 'sha256'
      ? []
      : [`${path}: ${algorithm} is not checked, only sha256 is; it is refused`];
  });
}

async function readTag(bundle: OpenBundle, name: string): Promise<string | undefined> {
  if (!bundle.files.has(name)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readBundleFile(bundle, name, TAG_LIMIT));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
