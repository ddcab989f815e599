import type { ByteSource } from './byte-source.ts';
import { cleanChunk, newProgress } from './clean-chunk.ts';
import { damaged } from './image-refused.ts';
import type { ImageTally } from './image-tally.ts';
import { pixelStream } from './pixel-stream.ts';
import {
  chunkData,
  chunkIn,
  chunkPieces,
  chunkRoom,
  DATA_AT,
  PIECE_BYTES,
  PNG_SIGNATURE,
  pngChunk,
  readChunkHead,
  type ChunkHead,
} from './png-chunks.ts';
import { readPngHeader } from './png-header.ts';

/**
 * The PNG without what is not needed to show it: everything but IHDR, PLTE, tRNS, gAMA, cHRM, sRGB, cICP, sBIT, bKGD,
 * pHYs, IDAT and IEND is left out, of Exif data a turn of the picture alone stays, and nothing follows IEND. Compressed
 * pixels stay as they are, in chunks of one size. They are uncompressed on the way, to find what stands behind them.
 */
export async function* cleanPng(source: ByteSource, tally: ImageTally): AsyncGenerator<Uint8Array> {
  if (!Buffer.from(PNG_SIGNATURE).equals(await source.take(PNG_SIGNATURE.length)))
    damaged('it does not begin as a PNG');
  yield PNG_SIGNATURE;
  const first = await readChunkHead(source);
  if (first.type !== 'IHDR' || first.length !== 13) damaged('it does not begin with its header');
  const header = await chunkData(source, first, first.length);
  const progress = newProgress(readPngHeader(header));
  yield pngChunk('IHDR', header);
  for (;;) {
    const head = await readChunkHead(source);
    if (head.type === 'IEND') {
      if (!progress.hasPixels) damaged('it has no pixels');
      if (head.length > 0) damaged('its end makes no sense');
      yield pngChunk('IEND', await chunkData(source, head, 0));
      break;
    }
    if (head.type === 'IDAT') {
      if (progress.hasPixels) damaged('its pixels are scattered');
      if (progress.header.colour === 3 && progress.colours === 0) damaged('its palette is missing');
      progress.hasPixels = true;
      yield* evenChunks(source, head, progress.header.pixelBytes, tally);
    } else yield* cleanChunk(source, head, progress, tally);
  }
  tally.trailing += await source.drain();
}

/**
 * The compressed pixels in all IDAT chunks that follow each other, and nothing that stands behind their end, in IDAT chunks
 * that are alike however the data came; where the old ones were cut could say something.
 */
async function* evenChunks(
  source: ByteSource,
  first: ChunkHead,
  pixelBytes: number,
  tally: ImageTally,
): AsyncGenerator<Uint8Array> {
  const pixels = pixelStream(pixelBytes);
  try {
    for await (const { room, filled } of gathered(compressedData(source, first))) {
      const used = await pixels.feed(room.subarray(DATA_AT, DATA_AT + filled));
      tally.trailing += filled - used;
      if (used > 0) yield chunkIn(room, 'IDAT', used);
    }
    await pixels.finish();
  } finally {
    pixels.close();
  }
}

async function* compressedData(source: ByteSource, first: ChunkHead): AsyncGenerator<Uint8Array> {
  let head = first;
  for (; head.type === 'IDAT'; head = await readChunkHead(source)) yield* chunkPieces(source, head);
  source.putBack(head.bytes);
}

/** Room for a chunk, and how many bytes of data stand in it. */
interface Filled {
  readonly room: Buffer;
  readonly filled: number;
}

/** The same in pieces of one size, which is worth a turn of the thread that uncompresses, each where a chunk has its data. */
async function* gathered(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Filled> {
  let room = chunkRoom(PIECE_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + PIECE_BYTES - filled);
      room.set(part, DATA_AT + filled);
      filled += part.length;
      at += part.length;
      if (filled < PIECE_BYTES) continue;
      yield { room, filled };
      room = chunkRoom(PIECE_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield { room, filled };
}
