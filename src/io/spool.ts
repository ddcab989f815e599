import { open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { reading, writing } from './file-errors.ts';
import type { Spool, System } from './io.ts';
import { writeFully } from './write-file.ts';

const CHUNK = 256 * 1024;

/**
 * Opens a spool in a folder that is there. Its name is taken away at once, so that nothing is left of it however this
 * process ends; on Windows, which keeps the names of open files, when it is closed.
 */
export async function openSpool(folder: string, system: Pick<System, 'platform' | 'randomHex'>): Promise<Spool> {
  const path = join(folder, `.deskmedic-${system.randomHex(8)}.tmp`);
  const file = await writing(folder, () => open(path, 'wx+', 0o600));
  const isNameless = system.platform !== 'win32';
  if (isNameless) await writing(folder, () => unlink(path));
  let size = 0;
  return {
    get size() {
      return size;
    },
    async append(bytes) {
      // Reading moves no position: what is appended goes to the end.
      await writing(folder, () => writeFully(file, bytes));
      size += bytes.length;
    },
    readAt: (offset, length) => reading(folder, () => readFully(file, offset, Math.min(length, size - offset))),
    async *stream(start = 0, end = size) {
      for (let at = start; at < end; at += CHUNK)
        yield await reading(folder, () => readFully(file, at, Math.min(CHUNK, end - at)));
    },
    async close() {
      await file.close();
      if (!isNameless) await unlink(path).catch(() => undefined);
    },
  };
}

async function readFully(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(Math.max(0, length));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
