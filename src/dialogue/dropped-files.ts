import { pathsOf } from '../case/home.ts';
import type { Io } from '../io/io.ts';
import { parsePaths } from './parse-paths.ts';

/** What a word must look like to be a path at all: a screen text or a sentence is never taken for a file by chance. */
const LIKE_A_PATH = /[\\/]|\.(?:har|log|txt|json|csv|tsv|gz|zip|png|jpe?g|pdf)$/i;

/**
 * The files that a typed, pasted or dropped text names, when it names nothing else; none when a word of it is no file. Absolute
 * paths.
 */
export async function droppedFiles(text: string, io: Pick<Io, 'files' | 'system'>): Promise<readonly string[]> {
  const { platform } = io.system;
  const { resolve } = pathsOf(platform);
  const found: string[] = [];
  for (const { path } of parsePaths(text, platform).paths) {
    if (!LIKE_A_PATH.test(path)) return [];
    const absolute = /^~[\\/]/.test(path) ? resolve(io.system.home, path.slice(2)) : resolve(io.system.cwd, path);
    if ((await io.files.facts(absolute))?.kind !== 'file') return [];
    found.push(absolute);
  }
  return found;
}
