import { createGunzip, type Gunzip } from 'node:zlib';
import { lookAhead, type Chunks } from './look-ahead.ts';

/** Compressed data that is damaged or cut off; what stands before the fault has been given. */
export class BadGzip extends Error {
  override readonly name = 'BadGzip';
}

/**
 * Bytes that go in at a time. Always as many, however they arrive: what is lost before a fault depends on it. A
 * thousand times as many can come out, so they are few.
 */
const BLOCK = 1024;

/** Bytes that are given on at a time while there is more to unpack: in small pieces they would take longer to be read. */
const ENOUGH = 128 * 1024;

/** What gzip has packed (one member after the other) as it was, and everything else as it is. Throws {@link BadGzip}. */
export async function* unpacked(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const { head, all } = await lookAhead(chunks, (bytes) => bytes.length >= 3);
  yield* isGzip(head) ? gunzip(all) : all;
}

/** RFC 1952: two bytes that announce it, and the one method there is. A bad first line of NDJSON may begin with the two. */
function isGzip([first, second, method = 8]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b && method === 8;
}

async function* gunzip(chunks: Chunks): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip({ chunkSize: 64 * 1024 });
  let ready: Uint8Array[] = [];
  let size = 0;
  let failure: Error | undefined;
  let settle = (): void => {};
  unzip.on('data', (bytes: Uint8Array) => {
    ready.push(bytes);
    size += bytes.length;
  });
  unzip.on('error', (error) => {
    failure = error;
    settle();
  });
  const step = (start: (done: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      settle = resolve;
      if (failure === undefined) start(resolve);
      else resolve();
    });
  function* taken(): Generator<Uint8Array> {
    const all = ready;
    [ready, size] = [[], 0];
    if (all.length > 0) yield Buffer.concat(all);
    if (failure !== undefined) throw new BadGzip(faultOf(failure), { cause: failure });
  }
  try {
    for await (const { block, isLast } of inBlocks(chunks)) {
      await step((done) => unzip.write(block, done));
      if (isLast || size >= ENOUGH || failure !== undefined) yield* taken();
    }
    await step((done) => finish(unzip, done));
    yield* taken();
  } finally {
    unzip.destroy();
  }
}

function finish(unzip: Gunzip, done: () => void): void {
  if (unzip.readableEnded) done();
  else {
    unzip.once('end', done);
    unzip.end();
  }
}

function faultOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR'
    ? 'the gzip data ends too early: the rest is missing'
    : 'the gzip data is damaged from about here on: the rest cannot be read';
}

/** Blocks, and which is the last one of a chunk: the next chunk may be long in coming. */
async function* inBlocks(chunks: Chunks): AsyncGenerator<{ readonly block: Uint8Array; readonly isLast: boolean }> {
  let block = Buffer.allocUnsafe(BLOCK);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + BLOCK - filled);
      block.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < BLOCK) continue;
      yield { block, isLast: chunk.length - at < BLOCK };
      block = Buffer.allocUnsafe(BLOCK);
      filled = 0;
    }
  }
  if (filled > 0) yield { block: block.subarray(0, filled), isLast: true };
}
