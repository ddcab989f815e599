import { crc32, deflateSync } from 'node:zlib';
import type { Random } from './random.ts';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Three bytes a pixel: eight bits of red, green and blue (PNG 3rd edition, 11.2.1). */
const TRUE_COLOUR = [8, 2, 0, 0, 0];
/** As much of the image as one chunk holds, as libpng writes it. */
const CHUNK = 8192;

/** A square PNG of random pixels, of about `bytes`: what is random does not get smaller. */
export function makePng(random: Random, bytes: number): Buffer {
  const width = Math.floor(Math.sqrt(bytes / 3));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  header.set(TRUE_COLOUR, 8);
  const rows = random.bytes(width * (1 + 3 * width));
  for (let row = 0; row < width; row += 1) rows[row * (1 + 3 * width)] = 0; // the filter "none"
  const data = deflateSync(rows, { level: 1 });
  const pieces = Array.from({ length: Math.ceil(data.length / CHUNK) }, (_, at) =>
    chunk('IDAT', data.subarray(at * CHUNK, (at + 1) * CHUNK)),
  );
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), ...pieces, chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(named));
  return Buffer.concat([head, named, tail]);
}
