import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode, writing } from './file-errors.ts';

/** What systems answer that cannot open or sync a folder (Windows), or may not (a folder without read permission). */
const NO_FOLDER_SYNC = ['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF'];

/**
 * Puts a folder's list of names on disk. A new file is safe only then: fsync of the file alone may lose its name.
 * Quietly does nothing where the system has no such thing.
 */
export async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, 'r');
    await folder.sync();
  } catch (error) {
    if (!hasCode(error, ...NO_FOLDER_SYNC)) throw error;
  } finally {
    await folder?.close();
  }
}

/**
 * Creates a folder and those above it, readable by their owner alone (0700), and puts their names on disk.
 * One by one: Node 20's own `recursive` never ends where a folder is there and lets none be made in it, as in /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  for (let folder = path; !(await isFolder(folder)); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) {
    await writing(folder, () => makeOne(folder));
    await syncFolder(dirname(folder));
  }
}

/** Whether a folder is there. Throws `EEXIST` for what is there and is none, `ENOTDIR` for what lies below that. */
async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    // The top of all folders has nothing above it: a drive that is not there.
    if (!hasCode(error, 'ENOENT') || path === dirname(path)) throw error;
    return false;
  }
  throw Object.assign(new Error(`${path} is no folder`), { code: 'EEXIST' });
}

/** Makes a folder in one that is there. */
async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    // "No such folder" would send people to make what is there; /proc means that it takes none.
    if (hasCode(error, 'ENOENT'))
      throw Object.assign(new Error(`${path} is refused`, { cause: error }), { code: 'EINVAL' });
    // Another process may have made it in the meantime.
    if (!hasCode(error, 'EEXIST') || !(await isFolder(path))) throw error;
  }
}
