import { spawnSync } from 'node:child_process';

/** Whether the outside programs are there that make, mark and read images; for each that is not, this says so loudly. */
export const HAS_IMAGE_TOOLS = ['exiftool', 'identify', 'cjpeg'].map(isThere).every(Boolean);

function isThere(tool: string): boolean {
  const found = spawnSync(tool, [tool === 'exiftool' ? '-ver' : '-version']).error === undefined;
  if (!found)
    console.warn(
      `\n*** ${tool} is not installed: no outsider checks that cleaned images keep their pixels and nothing else. Skipped. ***\n`,
    );
  return found;
}

/** What a program answers. Throws when it fails. */
export function runImageTool(command: string, args: readonly string[], input?: Uint8Array): Buffer {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, maxBuffer: 256 * 1024 * 1024 });
  if (error !== undefined || status !== 0) throw new Error(`${command}: ${error?.message ?? stderr.toString()}`);
  return stdout;
}

/**
 * A digest of the decoded pixels of each image, with its size, depth and channels, as ImageMagick sees the first picture
 * in a file; `complaints` are what it warns of.
 */
export function pixelsOf(paths: readonly string[]): {
  readonly pixels: readonly string[];
  readonly complaints: string;
} {
  const args = ['-format', '%wx%h %z %[channels] %#\n', ...paths.map((path) => `${path}[0]`)];
  const { status, stdout, stderr } = spawnSync('identify', args, { encoding: 'utf8' });
  const pixels = stdout.trimEnd().split('\n');
  if (status !== 0 || pixels.length !== paths.length) throw new Error(`identify: ${stderr}`);
  return { pixels, complaints: stderr };
}

/**
 * All that exiftool finds in each image, previews within it too: `group:tag` with its value, without what it works out
 * itself. `ExifTool:Validate` says whether the image keeps the rules of its format.
 */
export function tagsOf(paths: readonly string[]): Record<string, unknown>[] {
  const args = ['-json', '-a', '-u', '-ee', '-G1', '-s', '-all:all', '-validate', ...paths];
  const all = JSON.parse(runImageTool('exiftool', args).toString()) as Record<string, unknown>[];
  const own = /^(SourceFile|ExifTool:ExifToolVersion|System:|Composite:)/;
  return all.map((tags) => Object.fromEntries(Object.entries(tags).filter(([name]) => !own.test(name))));
}
