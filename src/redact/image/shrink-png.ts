import { byteSource, type ByteSource } from './byte-source.ts';
import { damaged } from './image-refused.ts';
import { readOrientation, type Orientation } from './orientation.ts';
import { pixelStream } from './pixel-stream.ts';
import { chunkData, chunkPieces, PNG_SIGNATURE, readChunkHead, type ChunkHead } from './png-chunks.ts';
import { paintRow, type PngColours } from './png-colours.ts';
import { readPngHeader, type PngHeader } from './png-header.ts';
import { pngRows } from './png-rows.ts';
import { newShrinker, type Pixels, type Shrinker, type Size } from './shrink.ts';

/** A picture that was made small, as it is stored, and how it is to be turned. */
export interface SmallPicture {
  readonly pixels: Pixels;
  readonly orientation: Orientation | undefined;
}

/** Two rows are held while one is looked at; no screen is as wide. */
const MOST_COLUMNS = 65_535;

/**
 * Makes a small picture of a clean PNG within the room that `roomFor` gives for its turn, in memory that depends on its
 * width alone. `undefined` for one that is wider than any screen; throws {@link ImageRefused} for a damaged one.
 */
export async function shrinkPng(
  chunks: AsyncIterable<Uint8Array>,
  roomFor: (orientation: Orientation | undefined) => Size,
): Promise<SmallPicture | undefined> {
  const source = byteSource(chunks);
  try {
    await source.take(PNG_SIGNATURE.length);
    const header = readPngHeader(await chunkData(source, await readChunkHead(source), 13));
    if (header.width > MOST_COLUMNS) return undefined;
    let colours: PngColours = {};
    let orientation: Orientation | undefined;
    let small: Pixels | undefined;
    for (let head = await readChunkHead(source); head.type !== 'IEND'; head = await readChunkHead(source)) {
      if (head.type === 'IDAT') {
        const shrinker = newShrinker(header, roomFor(orientation), header.passes.length > 1);
        await readPixels(source, head, header, colours, shrinker);
        small = shrinker.finish();
        continue;
      }
      const data = await chunkData(source, head, 1024);
      if (head.type === 'PLTE') colours = { ...colours, palette: data };
      if (head.type === 'tRNS') colours = { ...colours, transparency: data };
      if (head.type === 'eXIf') orientation = readOrientation(data);
    }
    return { pixels: small ?? damaged('it has no pixels'), orientation };
  } finally {
    await source.close();
  }
}

/** Reads all IDAT chunks that follow each other. */
async function readPixels(
  source: ByteSource,
  first: ChunkHead,
  header: PngHeader,
  colours: PngColours,
  shrinker: Shrinker,
): Promise<void> {
  const paint = paintRow(header, colours);
  const painted = new Uint8Array(4 * header.width);
  const rows = pngRows(header, (row, { columns, left, across }, y) => {
    const pixels = painted.subarray(0, 4 * columns);
    paint(row, pixels);
    shrinker.add(pixels, y, left, across);
  });
  const pixels = pixelStream(header.pixelBytes, rows);
  try {
    let head = first;
    for (; head.type === 'IDAT'; head = await readChunkHead(source))
      for await (const piece of chunkPieces(source, head)) await pixels.feed(piece);
    source.putBack(head.bytes);
    await pixels.finish();
  } finally {
    pixels.close();
  }
}
