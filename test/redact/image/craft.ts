import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { ImageType } from '../../../src/evidence/image.ts';
import { cleanImage } from '../../../src/redact/image/clean-image.ts';
import { newImageTally, type ImageTally } from '../../../src/redact/image/image-tally.ts';
import { pngChunk } from '../../../src/redact/image/png-chunks.ts';

/** What must never come out of a cleaned image. */
export const SECRET = 'Erika Mustermann, Am Markt 7';

export const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** A chunk of a PNG. */
export function chunk(type: string, data: Uint8Array | string = ''): Buffer {
  return Buffer.from(pngChunk(type, Buffer.from(data)));
}

/** IHDR of 4 × 3 pixels, of RGB unless told. */
export function header({ width = 4, height = 3, depth = 8, colour = 2, interlace = 0 } = {}): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([depth, colour, 0, 0, interlace], 8);
  return chunk('IHDR', data);
}

/** Compressed pixels of {@link header}'s picture. */
export const PIXELS = deflateSync(Buffer.from(Array.from({ length: 39 }, (_, at) => (at % 13 === 0 ? 0 : at * 5))));

/** A PNG of chunks; header, pixels and end are there when they are not given. */
export function pngOf({
  head = header(),
  before = [],
  pixels = [chunk('IDAT', PIXELS)],
  after = [],
  end = [chunk('IEND')],
}: Partial<{ head: Buffer; before: Buffer[]; pixels: Buffer[]; after: Buffer[]; end: Buffer[] }> = {}): Buffer {
  return Buffer.concat([SIGNATURE, head, ...before, ...pixels, ...after, ...end]);
}

/** The types of the chunks of a well-formed PNG, in order. */
export function typesOf(png: Buffer): string[] {
  const types: string[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) types.push(png.toString('latin1', at + 4, at + 8));
  return types;
}

/** A segment of a JPEG. */
export function segment(marker: number, data: Uint8Array | string): Buffer {
  const body = Buffer.from(data);
  return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);
}

/** Two real photographs of 40 × 24 pixels that cjpeg made: with restart markers, and in ten progressive scans. */
export const RESTARTS = photograph('restarts');
export const PROGRESSIVE = photograph('progressive');

function photograph(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, `../../../fixtures/images/${name}.jpg`));
}

/** A JPEG cut into its header segments (SOI included), and what follows from the first SOS on. */
export function partsOf(jpeg: Buffer): { heads: Buffer[]; scans: Buffer } {
  const heads = [jpeg.subarray(0, 2)];
  let at = 2;
  while (jpeg[at + 1] !== 0xda) {
    const next = at + 2 + jpeg.readUInt16BE(at + 2);
    heads.push(jpeg.subarray(at, next));
    at = next;
  }
  return { heads, scans: jpeg.subarray(at) };
}

/** Exif data in either byte order with one orientation, a thumbnail and a secret. */
export function exif(orientation: number, order: 'II' | 'MM' = 'II'): Buffer {
  const data = Buffer.alloc(26);
  const is = order === 'II';
  const two = (value: number, at: number): number =>
    is ? data.writeUInt16LE(value, at) : data.writeUInt16BE(value, at);
  data.write(order, 'latin1');
  two(42, 2);
  if (is) data.writeUInt32LE(8, 4);
  else data.writeUInt32BE(8, 4);
  two(1, 8);
  two(0x0112, 10);
  two(3, 12);
  if (is) data.writeUInt32LE(1, 14);
  else data.writeUInt32BE(1, 14);
  two(orientation, 18);
  return Buffer.concat([data, RESTARTS, Buffer.from(SECRET)]);
}

/** The cleaned image; `pieces` as they come in. */
export async function clean(
  pieces: Uint8Array | readonly Uint8Array[],
  type: ImageType,
  tally: ImageTally = newImageTally(),
): Promise<Buffer> {
  const out: Uint8Array[] = [];
  const chunks = comeIn(pieces instanceof Uint8Array ? [pieces] : pieces);
  // Copied, because a piece may be a view of what came in.
  for await (const piece of cleanImage(chunks, type, tally)) out.push(Buffer.from(piece));
  return Buffer.concat(out);
}

/** Pieces as a stream has them. */
export async function* comeIn(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
