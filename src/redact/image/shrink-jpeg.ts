import { byteSource, type ByteSource } from './byte-source.ts';
import { codeReader } from './jpeg-codes.ts';
import { readJpegHead } from './jpeg-head.ts';
import { jpegRows, sizeInBlocks } from './jpeg-rows.ts';
import { scanData } from './jpeg-scan.ts';
import type { Orientation } from './orientation.ts';
import { newShrinker, type Size } from './shrink.ts';
import type { SmallPicture } from './shrink-png.ts';

/** What the photograph of a screen takes, and more; they are held while they are read. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Makes a small picture of a clean JPEG within the room that `roomFor` gives for its turn. Pixels that would be made small
 * are not made in the first place, so that this takes little more memory than the file. Of a progressive picture the first
 * scan is read, which has an eighth of its width. `undefined` for a picture of four colours, one that is coded in an unusual
 * way, and one of more than 8 MiB; throws {@link ImageRefused} for a damaged one.
 */
export async function shrinkJpeg(
  chunks: AsyncIterable<Uint8Array>,
  roomFor: (orientation: Orientation | undefined) => Size,
): Promise<SmallPicture | undefined> {
  const source = byteSource(chunks);
  try {
    const head = await readJpegHead(source);
    if (head === undefined || (head.components.length !== 1 && head.components.length !== 3)) return undefined;
    const data = await readScan(source);
    if (data === undefined) return undefined;
    const room = roomFor(head.orientation);
    const side = head.isProgressive ? 1 : sideFor(head.frame, room);
    const shrinker = newShrinker(sizeInBlocks(head.frame, side), room);
    jpegRows({ ...head, side }, codeReader(data), (pixels, y) => shrinker.add(pixels, y));
    return { pixels: shrinker.finish(), orientation: head.orientation };
  } finally {
    await source.close();
  }
}

/** How many pixels of eight are to be made so that they just fill the room. */
function sideFor({ width, height }: Size, room: Size): number {
  const scale = Math.min(1, room.width / width, room.height / height);
  return [1, 2, 4].find((side) => side >= 8 * scale) ?? 8;
}

async function readScan(source: ByteSource): Promise<Buffer | undefined> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of scanData(source)) {
    held.push(Uint8Array.from(piece));
    size += piece.length;
    if (size > MOST_BYTES) return undefined;
  }
  return Buffer.concat(held);
}
