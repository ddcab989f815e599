import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { reading } from './file-errors.ts';
import { keepMemoryFlat } from './flat-memory.ts';
import type { FilePart } from './io.ts';

/** Bytes of {@link readWhole} when nobody said otherwise: far above any input that is held in memory on purpose. */
const DEFAULT_LIMIT = 64 * 1024 * 1024;
const CHUNK = 256 * 1024;
const MORE = 4096;

/** The whole of a file (or of a pipe that a shell made for a command), at most `limit` bytes of it. */
export async function readWhole(path: string, limit = DEFAULT_LIMIT): Promise<Uint8Array> {
  return reading(path, async () =>
    closing(await open(path, 'r'), async (file) => {
      const facts = await file.stat();
      // A folder has a size too, which would otherwise be compared first.
      if (facts.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
      const { size } = facts;
      if (size > limit) throw tooLarge(path, limit);
      const chunks: Uint8Array[] = [];
      let total = 0;
      // The size is a guess only: pipes and /proc say 0, and a log may grow while it is read.
      for await (const chunk of chunksOf(file, Math.min(CHUNK, Math.max(size, 1024) + 1))) {
        total += chunk.length;
        if (total > limit) throw tooLarge(path, limit);
        chunks.push(chunk);
      }
      return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    }),
  );
}

/**
 * A regular file, or a part of it, in chunks, the next of which is read while one is looked at; each chunk is the reader's
 * to keep, unless they `reuse` their memory.
 */
export async function* readStream(path: string, part: FilePart = {}): AsyncGenerator<Uint8Array> {
  const { start = 0, end = Number.POSITIVE_INFINITY, reuse = false } = part;
  const file = await reading(path, () => openRegular(path));
  let coming: Promise<Uint8Array> | undefined;
  try {
    const { size } = await reading(path, () => file.stat());
    const roomFor = reuse ? twoRooms() : (length: number) => Buffer.allocUnsafeSlow(length);
    const chunkAt = (at: number): Promise<Uint8Array> => {
      // Of a small file no more than it has, and a little behind the end that it had: it may have grown.
      const length = Math.min(CHUNK, end - at, Math.max(size - at, MORE));
      const chunk = reading(path, () => readChunk(file, roomFor(length), at));
      // Whoever waits for it is told; until then nobody does.
      chunk.catch(() => {});
      return chunk;
    };
    coming = start < end ? chunkAt(start) : undefined;
    for (let at = start; coming !== undefined;) {
      const chunk: Uint8Array = await coming;
      at += chunk.length;
      coming = chunk.length > 0 && at < end ? chunkAt(at) : undefined;
      keepMemoryFlat();
      if (chunk.length > 0) yield chunk;
    }
  } finally {
    await coming?.catch(() => {});
    await file.close();
  }
}

/** Two pieces of memory in turn: one is read into while the other is looked at. */
function twoRooms(): (length: number) => Buffer {
  let [next, other] = [Buffer.alloc(0), Buffer.alloc(0)];
  return (length) => {
    const room = next.length >= length ? next : Buffer.allocUnsafeSlow(length);
    [next, other] = [other, room];
    return room.subarray(0, length);
  };
}

/** `length` bytes from `offset` of a regular file; fewer where the file ends before. */
export async function readPart(path: string, offset: number, length: number): Promise<Uint8Array> {
  return reading(path, async () =>
    closing(await openRegular(path), async (file) => {
      // Never trust a length from inside a file with memory that the file cannot fill.
      const { size } = await file.stat();
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    }),
  );
}

/**
 * A device never ends, and a pipe nobody writes to never begins: neither is what a path in a list of files means.
 * `O_NONBLOCK` (which Windows does not have) lets the pipe be opened, to be looked at.
 */
async function openRegular(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const facts = await file.stat();
    if (facts.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    if (!facts.isFile()) throw notRegular(path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function closing<T>(file: FileHandle, work: (file: FileHandle) => Promise<T>): Promise<T> {
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

async function* chunksOf(file: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = await readChunk(file, Buffer.allocUnsafeSlow(size));
    if (chunk.length === 0) return;
    yield chunk;
  }
}

/** The next bytes, or those from `position`. */
async function readChunk(file: FileHandle, buffer: Buffer, position: number | null = null): Promise<Uint8Array> {
  const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
  return buffer.subarray(0, bytesRead);
}

function tooLarge(path: string, limit: number): UserError {
  const size = limit >= 1024 * 1024 ? `${Math.floor(limit / 1024 / 1024)} MiB` : `${Math.ceil(limit / 1024)} KiB`;
  return new UserError('too-large', `cannot read ${path}: it is larger than ${size}`, {
    exit: EXIT.unreachable,
    where: { file: path },
    hint: 'check that this is the file you meant',
  });
}

function notRegular(path: string): UserError {
  return new UserError('cannot-read', `cannot read ${path}: it is a pipe or a device`, {
    exit: EXIT.unreachable,
    where: { file: path },
    hint: 'name a file',
  });
}
