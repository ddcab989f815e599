import type { Io } from '../io/io.ts';
import { nameKey, nameProblem } from './entry-name.ts';
import type { OpenBundle } from './open-bundle.ts';
import { badFolder } from './zip-error.ts';
import { ZIP_LIMITS } from './zip-limits.ts';

/**
 * Opens a bag that lies unpacked in a folder; held to the same rules as one in an archive. Throws `bad-folder` (exit 3)
 * for what an archive could not hold either, a link above all: it would show a file from elsewhere as one of the bag.
 */
export async function openFolder(folder: string, { files }: Pick<Io, 'files'>): Promise<OpenBundle> {
  // Before anything is walked through: this may be a home folder.
  if ((await files.facts(`${folder}/bagit.txt`)) === null)
    throw badFolder(folder, 'it has no bagit.txt; name the folder that has it');
  const found = new Map<string, { readonly bytes: number }>();
  const taken = new Set<string>();
  const top = slashed(await files.resolve(folder));
  let total = 0;
  const open = [''];
  for (let inside = open.pop(); inside !== undefined; inside = open.pop()) {
    for (const name of await files.names(`${folder}/${inside}`)) {
      const path = `${inside}${name}`;
      const problem = nameProblem(path);
      if (problem !== undefined) throw badFolder(folder, problem, path);
      const key = nameKey(path);
      if (taken.has(key)) throw badFolder(folder, 'differs from another by case or accents alone', path);
      taken.add(key);
      if (taken.size > ZIP_LIMITS.entries) throw badFolder(folder, `it has more than ${ZIP_LIMITS.entries} entries`);
      const facts = await files.facts(`${folder}/${path}`);
      if (slashed(await files.resolve(`${folder}/${path}`)) !== `${top}/${path}`)
        throw badFolder(folder, 'is a link', path);
      if (facts?.kind === 'directory') open.push(`${path}/`);
      else if (facts?.kind === 'file') {
        found.set(path, { bytes: facts.size });
        total += facts.size;
      } else throw badFolder(folder, 'is neither a file nor a folder', path);
    }
  }
  if (total > ZIP_LIMITS.totalBytes) throw badFolder(folder, `it has more than ${ZIP_LIMITS.totalBytes} bytes`);
  return {
    files: found,
    refuse: (problem) => badFolder(folder, problem),
    content(path, reuse = false) {
      if (!found.has(path)) throw new TypeError('no such file in the bag');
      return files.stream(`${folder}/${path}`, { reuse });
    },
  };
}

/** `realpath` has backslashes on Windows, where no name can have them. */
function slashed(path: string): string {
  return path.replaceAll('\\', '/').replace(/\/$/, '');
}
