import { open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { reading, writing } from './file-errors.ts';
import type { Spool, System } from './io.ts';
import { removeLeftovers, temporaryName } from './temporary.ts';
import { writeFully } from './write-file.ts';

const CHUNK = 256 * 1024;
/** What comes in small pieces is gathered before it is written: each call to the disk takes a turn of another thread. */
const GATHERED = 128 * 1024;

/**
 * Opens a spool in a folder that is there. Its name is taken away at once, so that nothing is left of it however this
 * process ends; on Windows, which keeps the names of open files, when it is closed.
 */
export async function openSpool(
  folder: string,
  system: Pick<System, 'platform' | 'hostName' | 'randomHex'>,
): Promise<Spool> {
  await removeLeftovers(folder, system);
  const path = join(folder, await temporaryName(system));
  const file = await writing(folder, () => open(path, 'wx+', 0o600));
  const isNameless = system.platform !== 'win32';
  try {
    if (isNameless) await writing(folder, () => unlink(path));
  } catch (error) {
    await file.close();
    throw error;
  }
  let size = 0;
  let gathered: Buffer | undefined;
  let filled = 0;

  // Reading moves no position: what is written goes to the end.
  const write = (bytes: Uint8Array): Promise<void> => writing(folder, () => writeFully(file, bytes));

  async function flush(): Promise<void> {
    if (gathered === undefined || filled === 0) return;
    await write(gathered.subarray(0, filled));
    filled = 0;
  }

  return {
    get size() {
      return size;
    },
    async append(bytes) {
      if (filled + bytes.length > GATHERED) await flush();
      if (bytes.length >= GATHERED / 2) {
        await flush();
        await write(bytes);
      } else {
        gathered ??= Buffer.allocUnsafeSlow(GATHERED);
        gathered.set(bytes, filled);
        filled += bytes.length;
      }
      size += bytes.length;
    },
    async readAt(offset, length) {
      await flush();
      return reading(folder, () => readFully(file, offset, Math.min(length, size - offset)));
    },
    async *stream(start = 0, end = size, reuse = false) {
      await flush();
      const memory = reuse ? Buffer.allocUnsafeSlow(Math.min(CHUNK, end - start)) : undefined;
      for (let at = start; at < end; at += CHUNK)
        yield await reading(folder, () => readFully(file, at, Math.min(CHUNK, end - at), memory));
    },
    async close() {
      await file.close();
      if (!isNameless) await unlink(path).catch(() => undefined);
    },
  };
}

async function readFully(file: FileHandle, offset: number, length: number, memory?: Buffer): Promise<Uint8Array> {
  const bytes = memory?.subarray(0, length) ?? Buffer.allocUnsafeSlow(Math.max(0, length));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
