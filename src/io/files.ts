import { lstat, readdir, realpath, rm, stat } from 'node:fs/promises';
import { isAbsolute, normalize, resolve } from 'node:path';
import { openAppender } from './append-file.ts';
import { hasCode, reading, writing } from './file-errors.ts';
import { makeFolder } from './folders.ts';
import type { FileFacts, Files, System } from './io.ts';
import { readPart, readStream, readWhole } from './read-file.ts';
import { readPrivate } from './read-private.ts';
import { writeWhole } from './write-file.ts';

/** The real disk; relative paths start at `system.cwd`. */
export function realFiles(system: System): Files {
  // The working directory may be gone, which matters to relative paths alone.
  const at = (path: string): string => (isAbsolute(path) ? normalize(path) : resolve(system.cwd, path));
  return {
    read: (path, limit) => readWhole(at(path), limit),
    readPrivate: (path) => readPrivate(at(path), system.platform),
    stream: (path, part) => readStream(at(path), part),
    readAt: (path, offset, length) => readPart(at(path), offset, length),
    facts: (path) => reading(at(path), () => factsOf(at(path))),
    names: (directory) => reading(at(directory), () => namesIn(at(directory))),
    glob: (pattern) => reading(pattern, () => expand(pattern, at(pattern), system)),
    makeDirectory: (path) => writing(at(path), () => makeFolder(at(path))),
    remove: (path) => writing(at(path), () => rm(at(path), { recursive: true, force: true, maxRetries: 3 })),
    write: (path, content, options = {}) => writeWhole(at(path), content, options, system),
    // Loaded when something is spooled, which few verbs do.
    async spool(folder) {
      const { openSpool } = await import('./spool.ts');
      return openSpool(at(folder), system);
    },
    append: (path) => openAppender(at(path)),
    // Loaded when a case is taken: most verbs take none, and node:crypto costs them milliseconds.
    async lock(path) {
      const { takeLock } = await import('./lock.ts');
      return takeLock(at(path), system);
    },
    resolve: (path) => reading(at(path), () => realPath(at(path))),
  };
}

async function factsOf(path: string): Promise<FileFacts | null> {
  try {
    const found = await stat(path);
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
    return { kind, size: found.size, modifiedAt: found.mtimeMs };
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** A name that is there as it stands is no pattern, whatever brackets it has: "Screenshot [2].png". */
async function expand(pattern: string, literal: string, system: System): Promise<readonly string[]> {
  if (await isThere(literal)) return [literal];
  const { expandGlob } = await import('./glob.ts');
  return expandGlob(pattern, system.cwd, system.platform);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    // A pattern need not even be a legal name; the glob below has the last word.
    return false;
  }
}

async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return path;
    throw error;
  }
}
