/** The manifests of a bag: over `data/`, and over the tag files. */
export const PAYLOAD_MANIFEST = 'manifest-sha256.txt';
export const TAG_MANIFEST = 'tagmanifest-sha256.txt';

/** One line of a manifest. */
export interface ManifestLine {
  /** Path from the bag's top folder. */
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A manifest as RFC 8493 and `sha256sum -c` read it, sorted by path. */
export function formatManifest(lines: readonly ManifestLine[]): string {
  return lines
    .toSorted((a, b) => compareBytes(a.path, b.path))
    .map(({ path, sha256 }) => `${sha256}  ${encodePath(path)}\n`)
    .join('');
}

/** The lines of a manifest, and what is wrong with those that are none, in words. */
export function parseManifest(text: string): {
  readonly lines: readonly ManifestLine[];
  readonly problems: readonly string[];
} {
  const lines: ManifestLine[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line === '') continue;
    const parts = /^([0-9a-f]{64})[ \t]+\*?(?:\.\/)?(.+)$/i.exec(line);
    const path = decodePath(parts?.[2] ?? '');
    if (parts?.[1] === undefined) problems.push(`line ${index + 1} is not a SHA-256 and a path`);
    else if (seen.has(path)) problems.push(`line ${index + 1} lists a file again`);
    else lines.push({ path, sha256: parts[1].toLowerCase() });
    seen.add(path);
  }
  return { lines, problems };
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
