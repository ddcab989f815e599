import { link, lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { hasCode, writing } from './file-errors.ts';
import { syncFolder } from './folders.ts';
import type { System } from './io.ts';
import { removeLeftovers, temporaryName } from './temporary.ts';

/** What a file is written from; chunks are written as they come. */
export type Content = string | Uint8Array | AsyncIterable<Uint8Array>;

/** What file systems without hard links answer (FAT, some network shares). */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK'];

/**
 * Writes a file so that its name shows either the whole content or what was there before, even after a power cut.
 * A link at the target is replaced, never followed. Errors that `content` throws come out as they are.
 */
export async function writeWhole(
  path: string,
  content: Content,
  options: { readonly overwrite?: boolean; readonly mode?: number },
  system: Pick<System, 'platform' | 'hostName' | 'randomHex'>,
): Promise<void> {
  const overwrite = options.overwrite ?? false;
  // Refused before anything is written: the content may be gigabytes. linkTo() below decides for good.
  if (!overwrite && (await isThere(path))) throw alreadyThere(path);
  await removeLeftovers(dirname(path), system);
  const temporary = join(dirname(path), await temporaryName(system));
  let placed = false;
  try {
    await fill(temporary, path, content, options.mode ?? 0o600);
    await writing(path, async () => {
      if (overwrite) await renameTo(temporary, path, system.platform);
      else await linkTo(temporary, path);
      placed = true;
      await syncFolder(dirname(path));
    });
  } catch (error) {
    await discard(temporary);
    if (placed && !overwrite) await discard(path);
    throw error;
  }
}

/** Writes all of `bytes` at the file's position: one write may take less than it was given. */
export async function writeFully(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, null);
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    written += bytesWritten;
  }
}

async function fill(temporary: string, path: string, content: Content, mode: number): Promise<void> {
  const file = await writing(path, () => open(temporary, 'wx', mode));
  try {
    for await (const chunk of chunksOf(content)) await writing(path, () => writeFully(file, chunk));
    await writing(path, () => file.sync());
  } finally {
    await writing(path, () => file.close());
  }
}

async function* chunksOf(content: Content): AsyncGenerator<Uint8Array> {
  if (typeof content === 'string') yield Buffer.from(content, 'utf8');
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}

/** Gives the finished file its name, unless the name is taken: the only way that decides and acts in one. */
async function linkTo(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) throw alreadyThere(path);
    if (!hasCode(error, ...NO_LINKS)) throw error;
    await reserveAndRename(temporary, path);
    return;
  }
  // The content is in place; a second name left over is no reason to say that it is not.
  await discard(temporary);
}

async function reserveAndRename(temporary: string, path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    throw hasCode(error, 'EEXIST') ? alreadyThere(path) : error;
  }
  try {
    await rename(temporary, path);
  } catch (error) {
    await discard(path);
    throw error;
  }
}

/** On Windows a virus scanner or an open editor refuses a rename for a moment; half a second is given to it. */
async function renameTo(temporary: string, path: string, platform: NodeJS.Platform): Promise<void> {
  const pauses = platform === 'win32' ? [10, 20, 40, 80, 160, 320] : [];
  for (;;) {
    try {
      return await rename(temporary, path);
    } catch (error) {
      const pause = pauses.shift();
      if (pause === undefined || !hasCode(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await wait(pause);
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    // Whatever keeps us from looking keeps us from writing too, and says so there.
    return false;
  }
}

/** Removes a file of ours after a failure; that failure is what gets reported. */
async function discard(path: string): Promise<void> {
  await unlink(path).catch(() => undefined);
}

function alreadyThere(path: string): UserError {
  return new UserError('exists', `${path} is there already, and was not touched`, {
    exit: EXIT.unreachable,
    where: { file: path },
    hint: `choose another name than ${basename(path)}, or move it away first`,
  });
}
