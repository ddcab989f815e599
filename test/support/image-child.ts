import { crc32, createDeflate, deflateSync } from 'node:zlib';
import { imageRemovals, newImageTally } from '../../src/redact/image/image-tally.ts';
import { cleanImage } from '../../src/redact/image/clean-image.ts';

/** Cleans an image that is made while it is read: `kind` and MiB. Prints what came of it and the peak of memory in MiB. */
const [kind = '', mebibytes = '0'] = process.argv.slice(2);
const SIZE = Number(mebibytes) * 1024 * 1024;
const MIB = Buffer.from(Array.from({ length: 1024 * 1024 }, (_, at) => (at * at) % 251));

void main();

async function main(): Promise<void> {
  const tally = newImageTally();
  let bytes = 0;
  let why = '';
  try {
    const image = kind.startsWith('png') ? png() : jpeg();
    for await (const piece of cleanImage(image, kind.startsWith('png') ? 'png' : 'jpeg', tally)) bytes += piece.length;
  } catch (error) {
    why = (error as Error).message;
  }
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ bytes, removed: imageRemovals(tally), trailing: tally.trailing, why, peak }));
}

async function* png(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const rows = kind === 'png-bomb' ? 1024 : Number(mebibytes);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(1024 * 1024 - 1, 0);
  head.writeUInt32BE(rows, 4);
  head.set([8, 0, 0, 0, 0], 8);
  yield chunk('IHDR', head);
  if (kind === 'png-chunks') for (let at = 0; at < SIZE; at += 12 * 4096) yield TINY;
  if (kind === 'png-text') yield* largeText();
  if (kind === 'png-crumbs') for (const byte of crumbs()) yield byte;
  const row = Buffer.from(MIB);
  row[0] = 0;
  const deflate = createDeflate({ level: kind === 'png' ? 0 : 9 });
  void (async () => {
    for (let at = 0; at < (kind === 'png-bomb' ? 1024 * 1024 : rows); at += 1)
      if (!deflate.write(kind === 'png' ? row : ZEROS)) await new Promise((resolve) => deflate.once('drain', resolve));
    deflate.end();
  })();
  for await (const piece of deflate) yield chunk('IDAT', piece as Buffer);
  yield chunk('IEND', Buffer.alloc(0));
  for (let at = 0; at < SIZE; at += MIB.length) yield MIB;
}

/** A compressed picture, byte by byte. */
function* crumbs(): Generator<Uint8Array> {
  for (const byte of deflateSync(MIB, { level: 0 })) yield chunk('IDAT', Buffer.from([byte]));
}

/** One text chunk of the size. */
async function* largeText(): AsyncGenerator<Uint8Array> {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(SIZE, 0);
  head.write('tEXt', 4);
  yield head;
  let sum = crc32('tEXt');
  for (let at = 0; at < SIZE; at += MIB.length) {
    sum = crc32(MIB, sum);
    yield MIB;
  }
  const end = Buffer.alloc(4);
  end.writeUInt32BE(sum);
  yield end;
}

async function* jpeg(): AsyncGenerator<Uint8Array> {
  const frame = [0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0];
  yield Buffer.from([0xff, 0xd8, ...frame]);
  if (kind === 'jpeg-segments') for (let at = 0; at < SIZE; at += 4 * 4096) yield COMMENTS;
  yield Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
  const scan = kind === 'jpeg-stuffing' ? STUFFING : MIB;
  for (let at = 0; at < SIZE; at += MIB.length) yield scan;
  yield Buffer.from([0xff, 0xd9]);
  for (let at = 0; at < SIZE; at += MIB.length) yield MIB;
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  data.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

const ZEROS = Buffer.alloc(1024 * 1024);
const STUFFING = Buffer.alloc(1024 * 1024, Buffer.from([0xff, 0]));
const TINY = Buffer.concat(Array.from({ length: 4096 }, () => chunk('tEXt', Buffer.alloc(0))));
const COMMENTS = Buffer.alloc(4 * 4096, Buffer.from([0xff, 0xfe, 0, 2]));
