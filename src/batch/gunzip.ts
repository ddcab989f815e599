import { lookAhead, type Chunks } from './look-ahead.ts';
import { openUnpacker } from './unpacker.ts';

/** Compressed data that is damaged or cut off; what stands before the fault has been given, or nearly so: see {@link BLOCK}. */
export class BadGzip extends Error {
  override readonly name = 'BadGzip';
}

/**
 * Bytes that go in at a time. Always as many, however they arrive: far from the beginning, what stands in the same ones
 * before a fault is lost. A thousand times as many can come out, so they are few.
 */
const BLOCK = 1024;

/** So many blocks of the beginning are kept, to be unpacked once more if there is a fault in them. */
const KEPT = 64;

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
  let ready: Uint8Array[] = [];
  let size = 0;
  /** All that was unpacked so far. */
  let total = 0;
  const unpacker = openUnpacker((bytes) => {
    ready.push(bytes);
    size += bytes.length;
    total += bytes.length;
  });
  /** The packed bytes up to here, while they are few. */
  let beginning: Uint8Array[] | undefined = [];
  function* taken(): Generator<Uint8Array> {
    const all = ready;
    [ready, size] = [[], 0];
    if (all.length > 0) yield Buffer.concat(all);
  }
  try {
    for await (const { block, isLast } of inBlocks(chunks)) {
      if (beginning?.push(block) === KEPT + 1) beginning = undefined;
      await unpacker.write(block);
      if (unpacker.failure !== undefined) break;
      if (isLast || size >= ENOUGH) yield* taken();
    }
    const isWhole = unpacker.failure === undefined;
    if (isWhole) await unpacker.end();
    yield* taken();
    if (unpacker.failure === undefined) return;
    if (!isWhole && beginning !== undefined) yield* beforeFault(beginning, total);
    throw new BadGzip(faultOf(unpacker.failure), { cause: unpacker.failure });
  } finally {
    unpacker.close();
  }
}

/** What comes of these blocks before a fault in the last one, but for what was given already. */
async function* beforeFault(blocks: readonly Uint8Array[], given: number): AsyncGenerator<Uint8Array> {
  const found: Uint8Array[] = [];
  let left = given;
  const unpacker = openUnpacker((bytes) => {
    if (bytes.length > left) found.push(bytes.subarray(left));
    left = Math.max(0, left - bytes.length);
  });
  try {
    for (const block of blocks.slice(0, -1)) await unpacker.write(block);
    for (const byte of blocks.at(-1)!) await unpacker.write(Uint8Array.of(byte));
  } finally {
    unpacker.close();
  }
  if (found.length > 0) yield Buffer.concat(found);
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
