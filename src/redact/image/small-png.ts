import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { PNG_SIGNATURE, pngChunk } from './png-chunks.ts';
import type { Pixels } from './shrink.ts';

/** On another thread, so that the next picture is read in the meantime. */
const pack = promisify<Uint8Array, Buffer>(deflate);

/** Bytes; a page with a dozen pictures is to open on a telephone. */
const ENOUGH = 96 * 1024;

/**
 * Steps of brightness, as bits a sample. Writing stays legible with less than there is, in less than half of the bytes; the
 * next one is for what is still too large, such as photographs.
 */
const BITS = [5, 4, 3];

/** One row in so many is packed to find out whether all of them would be too large by far. */
const SAMPLED = 8;
const BY_FAR = 1.5;

/** A PNG of opaque pixels, in few shades. The encoders of JPEG in JavaScript take 40 MB for a picture of this size. */
export async function smallPng(pixels: Pixels): Promise<Uint8Array> {
  const sample = sampleOf(pixels);
  for (const bits of BITS.slice(0, -1)) {
    // It would be a waste of time to pack all of them.
    if ((await pack(rowsOf(sample, bits))).length * SAMPLED > BY_FAR * ENOUGH) continue;
    const png = await encode(pixels, bits);
    if (png.length <= ENOUGH) return png;
  }
  return encode(pixels, BITS.at(-1)!);
}

/** Some of the rows, in strips that are as high as the gaps between them are wide in strips. */
function sampleOf({ width, height, data }: Pixels): Pixels {
  const strips = Math.floor(height / SAMPLED / SAMPLED);
  const length = 4 * width * SAMPLED;
  const sample = new Uint8Array(strips * length);
  for (let strip = 0; strip < strips; strip += 1)
    sample.set(data.subarray(strip * SAMPLED * length, (strip * SAMPLED + 1) * length), strip * length);
  return { width, height: strips * SAMPLED, data: sample };
}

async function encode(pixels: Pixels, bits: number): Promise<Uint8Array> {
  const { width, height } = pixels;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of red, green and blue (W3C PNG, table 11.1).
  header.set([8, 2], 8);
  const packed = await pack(rowsOf(pixels, bits));
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', packed), pngChunk('IEND', new Uint8Array())];
  return Buffer.concat([PNG_SIGNATURE, ...chunks]);
}

/** The pixels as rows of a PNG, with so many bits of each colour. */
function rowsOf({ width, height, data }: Pixels, bits: number): Uint8Array {
  const most = 2 ** bits - 1;
  const shades = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.round((Math.round((value * most) / 255) * 255) / most),
  );
  // Rows begin with the filter "none": what repeats is found best in what is as it was.
  const rows = new Uint8Array(height * (1 + 3 * width));
  for (let from = 0, to = 0; from < data.length; from += 4) {
    if (from % (4 * width) === 0) to += 1;
    for (let colour = 0; colour < 3; colour += 1) rows[to + colour] = shades[data[from + colour]!]!;
    to += 3;
  }
  return rows;
}
