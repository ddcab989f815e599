import type { Algorithm } from './bag-digest.ts';

/** The manifests of a bundle: over `data/`, and over the tag files. */
export const PAYLOAD_MANIFEST = 'manifest-sha256.txt';
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';

/** One line of a manifest that is made. */
export interface ManifestLine {
  /** Path from the bag's top folder. */
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** One line of a manifest that was read. */
export interface ListedFile {
  /** Path from the bag's top folder. */
  readonly path: string;
  /** Lower-case hex, by the manifest's algorithm. */
  readonly digest: string;
}

/** What stands in a manifest; what is wrong with it, and what is only unusual, in words. */
export interface ParsedManifest {
  readonly lines: readonly ListedFile[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

const DIGITS: Readonly<Record<Algorithm, number>> = { sha256: 64, sha512: 128 };
const WORDS: Readonly<Record<Algorithm, string>> = { sha256: 'SHA-256', sha512: 'SHA-512' };

/** How many faults of one kind are told one by one. */
export const MOST_NAMED = 100;

/** A manifest as RFC 8493 and `sha256sum -c` read it, sorted by path. */
export function formatManifest(lines: readonly ManifestLine[]): string {
  return lines
    .toSorted((a, b) => compareBytes(a.path, b.path))
    .map(({ path, sha256 }) => `${sha256}  ${encodePath(path)}\n`)
    .join('');
}

/** Reads a manifest. What `md5sum` and its kin write is understood too, and warned of. */
export function parseManifest(text: string, algorithm: Algorithm = 'sha256'): ParsedManifest {
  const pattern = new RegExp(`^([0-9a-f]{${DIGITS[algorithm]}})[ \\t]+(\\*?)((?:\\./)?)(.+)$`, 'i');
  const lines: ListedFile[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  let [number, wrong, starred, dotted] = [0, 0, 0, 0];
  const complain = (problem: string): void => {
    wrong += 1;
    if (wrong <= MOST_NAMED) problems.push(`line ${number} ${problem}`);
  };
  // Line by line, for a hostile manifest can have millions of them.
  for (const { 1: line = '' } of text.matchAll(/([^\r\n]*)(?:\r\n|\n|\r|$)/g)) {
    number += 1;
    if (line === '') continue;
    const [, digest, star, dot, rest = ''] = pattern.exec(line) ?? [];
    const path = decodePath(rest);
    if (digest === undefined) complain(`is not a ${WORDS[algorithm]} and a path`);
    else if (seen.has(path)) complain('lists a file again');
    else {
      lines.push({ path, digest: digest.toLowerCase() });
      seen.add(path);
      if (star !== '') starred += 1;
      if (dot !== '') dotted += 1;
    }
  }
  if (wrong > MOST_NAMED) problems.push(`${wrong - MOST_NAMED} more lines are wrong`);
  return {
    lines,
    problems,
    warnings: [
      ...(starred === 0 ? [] : [`has * before ${starred} of its paths, which only checksum tools write`]),
      ...(dotted === 0 ? [] : [`has ./ before ${dotted} of its paths, which other readers may not understand`]),
    ],
  };
}

/** Order by the bytes of UTF-8, which no locale changes. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** RFC 8493 §2.1.3: only line ends and the percent sign are encoded. */
function encodePath(path: string): string {
  return path.replace(/[%\r\n]/g, (character) => encodeURIComponent(character));
}

function decodePath(path: string): string {
  return path.replace(/%(0A|0D|25)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
