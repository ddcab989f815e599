import { deflateSync } from 'node:zlib';
import { PNG_SIGNATURE, pngChunk } from './png-chunks.ts';
import type { Pixels } from './shrink.ts';

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
export function smallPng(pixels: Pixels): Uint8Array {
  for (const bits of BITS.slice(0, -1)) {
    const rows = rowsOf(pixels, bits);
    if (isTooLarge(rows, pixels)) continue;
    const png = encode(pixels, rows);
    if (png.length <= ENOUGH) return png;
  }
  return encode(pixels, rowsOf(pixels, BITS.at(-1)!));
}

/** Whether some of the rows are packed to so much that it would be a waste of time to pack all of them. */
function isTooLarge(rows: Uint8Array, { width, height }: Pixels): boolean {
  const length = (1 + 3 * width) * SAMPLED;
  const strips = Array.from({ length: Math.floor(height / SAMPLED / SAMPLED) }, (_, strip) =>
    rows.subarray(strip * SAMPLED * length, (strip * SAMPLED + 1) * length),
  );
  return deflateSync(Buffer.concat(strips)).length * SAMPLED > BY_FAR * ENOUGH;
}

function encode({ width, height }: Pixels, rows: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of red, green and blue (W3C PNG, table 11.1).
  header.set([8, 2], 8);
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', new Uint8Array())];
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
