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

/** A PNG of opaque pixels, in few shades. The encoders of JPEG in JavaScript take 40 MB for a picture of this size. */
export function smallPng(pixels: Pixels): Uint8Array {
  let png: Uint8Array = new Uint8Array();
  for (const bits of BITS) {
    png = encode(pixels, bits);
    if (png.length <= ENOUGH) break;
  }
  return png;
}

function encode({ width, height, data }: Pixels, bits: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of red, green and blue (W3C PNG, table 11.1).
  header.set([8, 2], 8);
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
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', new Uint8Array())];
  return Buffer.concat([PNG_SIGNATURE, ...chunks]);
}
