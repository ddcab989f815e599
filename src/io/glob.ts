import { glob } from 'tinyglobby';

/** Absolute paths of the files that `pattern` stands for, sorted; names that start with a dot included. */
export async function expandGlob(pattern: string, cwd: string, platform: NodeJS.Platform): Promise<readonly string[]> {
  const slashed = platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern;
  const found = await glob(slashed, {
    cwd,
    absolute: true,
    dot: true,
    expandDirectories: false,
    // A link named in the pattern is meant; one met on a walk through all folders may lead round in a circle.
    followSymbolicLinks: !slashed.includes('**'),
  });
  return found.sort();
}
