import type { ByteSource } from './byte-source.ts';
import { cleanChunk, newProgress } from './clean-chunk.ts';
import { damaged } from './image-refused.ts';
import type { ImageTally } from './image-tally.ts';
import { pixelStream } from './pixel-stream.ts';
import {
  chunkData,
  chunkPieces,
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
      yield* inEvenChunks(pixelData(source, head, progress.header.pixelBytes, tally));
    } else yield* cleanChunk(source, head, progress, tally);
  }
  tally.trailing += await source.drain();
}

/** The compressed pixels in all IDAT chunks that follow each other, and nothing that stands behind their end. */
async function* pixelData(
  source: ByteSource,
  first: ChunkHead,
  pixelBytes: number,
  tally: ImageTally,
): AsyncGenerator<Uint8Array> {
  const pixels = pixelStream(pixelBytes);
  try {
    for await (const piece of gathered(compressedData(source, first))) {
      const used = await pixels.feed(piece);
      tally.trailing += piece.length - used;
      yield piece.subarray(0, used);
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

/** The same in pieces that are worth a turn of the thread that uncompresses; each is in the memory of the one before. */
async function* gathered(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    if (filled + piece.length > PIECE_BYTES) {
      yield buffer.subarray(0, filled);
      filled = 0;
    }
    buffer.set(piece, filled);
    filled += piece.length;
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}

/** IDAT chunks that are alike however the data came; where the old ones were cut could say something. */
async function* inEvenChunks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + PIECE_BYTES - filled);
      buffer.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < PIECE_BYTES) continue;
      yield pngChunk('IDAT', buffer);
      filled = 0;
    }
  }
  if (filled > 0) yield pngChunk('IDAT', buffer.subarray(0, filled));
}
