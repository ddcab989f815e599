import { escapeText } from '../report/escape.ts';
import { ALGORITHMS, type Algorithm, type FileDigest } from './bag-digest.ts';
import { MANIFEST_LIMIT, readTag } from './bag-tag.ts';
import { nameProblem } from './entry-name.ts';
import { MOST_NAMED, parseManifest, PAYLOAD_MANIFEST, TAG_MANIFEST, type ListedFile } from './manifest.ts';
import type { OpenBundle } from './open-bundle.ts';

/** A manifest of an open bag. */
export interface BagManifest {
  readonly name: string;
  readonly algorithm: Algorithm;
  /** Over `data/`, or over the tag files. */
  readonly over: 'payload' | 'tags';
  readonly lines: readonly ListedFile[];
}

/** Every manifest of a bag that can be checked; what is wrong with them, and what is only unusual, in words. */
export interface BagManifests {
  readonly manifests: readonly BagManifest[];
  /** Those without which nothing is known of a bag, and that are not there. */
  readonly missing: readonly string[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

const NAME = /^(tag)?manifest-([^/]+)\.txt$/;
/** What Windows and macOS put into folders unasked. */
const SYSTEM_FILE = /(?:^|\/)(?:thumbs\.db|desktop\.ini|\.ds_store|\._[^/]*)$/i;

/** Reads the manifests. Without one over `data/` and one over the tag files nothing is known of a bag. */
export async function readManifests(bundle: OpenBundle): Promise<BagManifests> {
  const names = [...bundle.files.keys()].sort();
  const read = await Promise.all(names.map((name) => readManifest(bundle, name)));
  const has = (tag: 'tag' | undefined): boolean =>
    names.some((name) => NAME.test(name) && NAME.exec(name)?.[1] === tag);
  const missing = [...(has(undefined) ? [] : [PAYLOAD_MANIFEST]), ...(has('tag') ? [] : [TAG_MANIFEST])];
  return {
    manifests: read.flatMap(({ manifest }) => manifest ?? []),
    missing,
    problems: [...missing.map((name) => `${name} is missing`), ...read.flatMap(({ problems }) => problems ?? [])],
    warnings: read.flatMap(({ warnings }) => warnings ?? []),
  };
}

/** What the manifests say of the files that are there; paths in order. */
export interface Comparison {
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/**
 * Holds the files of a bag against its manifests: each file of the payload has to stand in each manifest over it, each
 * tag file but the tag manifests in one (RFC 8493 §2.1.3, §2.2.1).
 */
export function compareFiles(manifests: readonly BagManifest[], digests: ReadonlyMap<string, FileDigest>): Comparison {
  const changed = new Set<string>();
  const missing = new Set<string>();
  for (const { algorithm, lines } of manifests) {
    for (const { path, digest } of lines) {
      const found = digests.get(path);
      if (found === undefined) missing.add(path);
      else if (found[algorithm] !== digest) changed.add(path);
    }
  }
  return {
    changed: [...changed].sort(),
    missing: [...missing].sort(),
    extra: [...extraFiles(manifests, digests.keys())].sort(),
  };
}

function* extraFiles(manifests: readonly BagManifest[], paths: Iterable<string>): Generator<string> {
  const listed = (over: BagManifest['over']): ReadonlySet<string>[] =>
    manifests.filter((manifest) => manifest.over === over).map(({ lines }) => new Set(lines.map(({ path }) => path)));
  const [payload, tags] = [listed('payload'), listed('tags')];
  for (const path of paths) {
    if (isPayload(path) ? !payload.every((each) => each.has(path)) : isExtraTag(path, tags)) yield path;
  }
}

/** Where no manifest could be read, nothing is known of a file: neither that it belongs there nor that it does not. */
function isExtraTag(path: string, tags: readonly ReadonlySet<string>[]): boolean {
  return tags.length > 0 && NAME.exec(path)?.[1] === undefined && !tags.some((each) => each.has(path));
}

function isPayload(path: string): boolean {
  return path.startsWith('data/');
}

async function readManifest(
  bundle: OpenBundle,
  name: string,
): Promise<{
  readonly manifest?: BagManifest;
  readonly problems?: readonly string[];
  readonly warnings?: readonly string[];
}> {
  if (name === 'fetch.txt')
    return { problems: ['fetch.txt is not supported: it would make a reader download files; it is refused'] };
  const [, tag, word] = NAME.exec(name) ?? [];
  if (word === undefined) return {};
  const algorithm = ALGORITHMS.find((known) => known === word);
  if (algorithm === undefined)
    return { problems: [`${name}: ${word} is not supported, only ${ALGORITHMS.join(' and ')} are; it is refused`] };
  const text = await readTag(bundle, name, MANIFEST_LIMIT);
  if (text === undefined) return { problems: [`${name} is not text in UTF-8`] };
  const { lines, problems, warnings } = parseManifest(text, algorithm);
  const over = tag === undefined ? 'payload' : 'tags';
  const belongs = lines.filter(({ path }) => isListable(path, over));
  const strange = lines.length - belongs.length;
  const shown = strange === 0 ? [] : lines.filter(({ path }) => !isListable(path, over)).slice(0, MOST_NAMED);
  const system = belongs.filter(({ path }) => SYSTEM_FILE.test(path)).slice(0, MOST_NAMED);
  const said = [
    ...problems,
    ...shown.map(({ path }) => `lists "${escapeText(path)}", which does not belong there`),
    ...(strange > shown.length ? [`lists ${strange - shown.length} more files that do not belong there`] : []),
  ];
  const unusual = system.map(({ path }) => `lists "${path}", which an operating system made by itself`);
  return {
    manifest: { name, algorithm, over, lines: belongs },
    problems: said.map((problem) => `${name}: ${problem}`),
    warnings: [...warnings, ...unusual].map((warning) => `${name}: ${warning}`),
  };
}

/** A manifest lists what it is over, under a name that any system can have; tag manifests stand in none. */
function isListable(path: string, over: BagManifest['over']): boolean {
  return (
    isPayload(path) === (over === 'payload') && !path.startsWith('tagmanifest-') && nameProblem(path) === undefined
  );
}
