import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasCode } from './file-errors.ts';

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

/** Creates a folder and those above it, readable by their owner alone (0700), and puts their names on disk. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const top = dirname(first);
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    await syncFolder(folder);
    if (folder === top || folder === dirname(folder)) return;
  }
}
