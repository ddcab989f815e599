import fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { imageRemovals, newImageTally } from '../../../src/redact/image/image-tally.ts';
import { cutAt, oneByOne } from '../../support/pieces.ts';
import { chunk, clean, exif, header, PIXELS, pngOf, SECRET, SIGNATURE, typesOf } from './craft.ts';

const PLAIN = pngOf();
const LARGE = pngOf({ head: header({ width: 300, height: 300 }), pixels: [chunk('IDAT', noise(300 * 901))] });

describe('a PNG that is cleaned', () => {
  test('stays as it is when there is nothing to remove', async () => {
    const tally = newImageTally();
    expect(await clean(PLAIN, 'png', tally)).toEqual(PLAIN);
    expect(imageRemovals(tally)).toEqual([]);
  });

  test('loses text, times, profiles, Exif data and private chunks, wherever they stand', async () => {
    const types = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'iCCP', 'tIME', 'sPLT', 'hIST', 'iDOT', 'prVt'];
    const chunks = types.map((type) => chunk(type, SECRET));
    const tally = newImageTally();
    expect(await clean(pngOf({ before: chunks, after: chunks }), 'png', tally)).toEqual(PLAIN);
    expect(imageRemovals(tally)).toEqual([{ kind: 'image-metadata', count: 20 }]);
    expect([...tally.dropped]).toContainEqual(['tEXt', 2]);
  });

  test('is not told the name of a chunk that nobody knows, since it may say something', async () => {
    const tally = newImageTally();
    await clean(pngOf({ before: [chunk('eRiK'), chunk('aMuS')] }), 'png', tally);
    expect([...tally.dropped]).toEqual([['another chunk', 2]]);
  });

  test('keeps what its colours and its shape need, once and before the pixels', async () => {
    const needed = [
      chunk('gAMA', new Uint8Array(4)),
      chunk('cHRM', new Uint8Array(32)),
      chunk('sRGB', new Uint8Array(1)),
      chunk('cICP', new Uint8Array(4)),
      chunk('sBIT', new Uint8Array(3)),
      chunk('bKGD', new Uint8Array(6)),
      chunk('tRNS', new Uint8Array(6)),
      chunk('pHYs', new Uint8Array(9)),
    ];
    const expected = pngOf({ before: needed });
    expect(await clean(expected, 'png')).toEqual(expected);
    expect(await clean(pngOf({ before: [...needed, ...needed], after: needed }), 'png')).toEqual(expected);
  });

  test('loses what has a name that is kept and a size that it cannot have', async () => {
    const types = ['gAMA', 'cHRM', 'sRGB', 'cICP', 'sBIT', 'bKGD', 'pHYs'];
    expect(await clean(pngOf({ before: types.map((type) => chunk(type, SECRET)) }), 'png')).toEqual(PLAIN);
  });

  test('keeps a palette and its transparency, and of it only colours that pixels can have', async () => {
    const of = (palette: Buffer): Buffer =>
      pngOf({
        head: header({ colour: 3, depth: 2 }),
        before: [chunk('PLTE', palette), chunk('tRNS', new Uint8Array(3))],
        pixels: [chunk('IDAT', deflateSync(Buffer.alloc(6)))],
      });
    const four = Buffer.from('0123456789ab');
    expect(await clean(of(Buffer.concat([four, Buffer.from('xyzxyz')])), 'png')).toEqual(of(four));
  });

  test('loses a palette that is merely suggested', async () => {
    expect(await clean(pngOf({ before: [chunk('PLTE', 'Erika!')] }), 'png')).toEqual(PLAIN);
  });

  test.each(['II', 'MM'] as const)(
    'stays turned as its Exif data says (%s), and keeps nothing else of them',
    async (order) => {
      const turned = await clean(pngOf({ after: [chunk('eXIf', exif(6, order))] }), 'png');
      expect(turned.includes(SECRET)).toBe(false);
      expect(typesOf(turned)).toEqual(['IHDR', 'IDAT', 'eXIf', 'IEND']);
      const tally = newImageTally();
      expect(await clean(turned, 'png', tally)).toEqual(turned);
      expect(imageRemovals(tally)).toEqual([]);
      expect(await clean(pngOf({ after: [chunk('eXIf', exif(1, order))] }), 'png')).toEqual(PLAIN);
      expect(await clean(pngOf({ after: [chunk('eXIf', exif(9, order))] }), 'png')).toEqual(PLAIN);
    },
  );

  test('ends with its end: what was cropped away and stands behind it is cut', async () => {
    const tally = newImageTally();
    expect(await clean(Buffer.concat([PLAIN, LARGE, Buffer.from(SECRET)]), 'png', tally)).toEqual(PLAIN);
    expect(imageRemovals(tally)).toEqual([{ kind: 'image-trailing', count: 1 }]);
    expect(tally.trailing).toBe(LARGE.length + SECRET.length);
  });

  test('loses what stands behind its pixels in the same chunk or in one that follows', async () => {
    const behind = Buffer.concat([PIXELS, Buffer.from(SECRET)]);
    const tally = newImageTally();
    expect(await clean(pngOf({ pixels: [chunk('IDAT', behind), chunk('IDAT', SECRET)] }), 'png', tally)).toEqual(PLAIN);
    expect(tally.trailing).toBe(2 * SECRET.length);
  });

  test('has its pixels in chunks of one size, wherever they were cut before', async () => {
    const once = await clean(LARGE, 'png');
    expect(typesOf(once)).toEqual(['IHDR', 'IDAT', 'IDAT', 'IDAT', 'IDAT', 'IDAT', 'IEND']);
    const data = noise(300 * 901);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 20 }), async (places) => {
        const pixels = cutAt(data, places).map((piece) => chunk('IDAT', piece));
        expect((await clean(pngOf({ head: header({ width: 300, height: 300 }), pixels }), 'png')).equals(once)).toBe(
          true,
        );
      }),
      { numRuns: 20 },
    );
  });
});

test('any chunks between the others never come out: the picture is as without them, or is refused', async () => {
  const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.split(''));
  const type = fc.oneof(
    fc.string({ unit: letter, minLength: 4, maxLength: 4 }),
    fc.constantFrom('tEXt', 'gAMA', 'tRNS', 'PLTE'),
  );
  const data = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.concat([Buffer.from(SECRET), bytes]));
  const chunks = fc.array(
    fc.tuple(type, data).map(([name, bytes]) => chunk(name, bytes)),
    { maxLength: 6 },
  );
  let cleaned = 0;
  await fc.assert(
    fc.asyncProperty(chunks, chunks, fc.uint8Array(), async (before, after, trailing) => {
      const image = Buffer.concat([pngOf({ before, after }), trailing]);
      const result = await clean(image, 'png').catch((error: Error) => error);
      if (result instanceof Error) expect(result).toMatchObject({ code: 'image-refused' });
      else {
        expect(result).toEqual(PLAIN);
        cleaned += 1;
      }
    }),
    { numRuns: 300 },
  );
  expect(cleaned).toBeGreaterThan(10);
});

test('a PNG comes out the same however it is cut into pieces on its way in', async () => {
  const image = Buffer.concat([
    pngOf({
      before: [chunk('tEXt', SECRET), chunk('pHYs', new Uint8Array(9))],
      pixels: [...oneByOne(Buffer.concat([PIXELS, Buffer.from(SECRET)]))].map((byte) => chunk('IDAT', byte)),
      after: [chunk('eXIf', exif(3))],
    }),
    Buffer.from(SECRET),
  ]);
  const whole = await clean(image, 'png');
  expect(await clean(oneByOne(image), 'png')).toEqual(whole);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat()), async (places) => {
      expect(await clean(cutAt(image, places), 'png')).toEqual(whole);
    }),
  );
  expect(await clean(whole, 'png')).toEqual(whole);
});

describe('a PNG is refused', () => {
  const rows = (count: number): Buffer => chunk('IDAT', deflateSync(Buffer.alloc(13 * count)));
  const badSum = chunk('tEXt', SECRET);
  badSum[badSum.length - 1]! ^= 1;
  const tooLong = chunk('tEXt', SECRET);
  tooLong.writeUInt32BE(0xffffffff);
  const overEnd = chunk('tEXt', SECRET);
  overEnd.writeUInt32BE(5000);
  const swallowing = chunk('tEXt', SECRET);
  swallowing.writeUInt32BE(SECRET.length + 12 + PIXELS.length);
  test.each<[string, Buffer, RegExp]>([
    ['without its beginning', PLAIN.subarray(1), /begin as a PNG/],
    ['whose header comes second', pngOf({ head: Buffer.concat([chunk('tEXt'), header()]) }), /begin with its header/],
    ['made for iOS only', pngOf({ head: Buffer.concat([chunk('CgBI', 'abcd'), header()]) }), /begin with its header/],
    ['with two headers', pngOf({ before: [header()] }), /no reader knows/],
    ['of no width', pngOf({ head: header({ width: 0 }) }), /header makes no sense/],
    ['of a depth that its colours cannot have', pngOf({ head: header({ depth: 4 }) }), /header makes no sense/],
    ['of an unknown colour type', pngOf({ head: header({ colour: 5 }) }), /header makes no sense/],
    [
      'larger than any screen',
      pngOf({ head: header({ width: 2 ** 31 - 1, height: 2 ** 31 - 1 }) }),
      /more pixels than any/,
    ],
    ['with a part that readers must know', pngOf({ before: [chunk('ERIK')] }), /no reader knows/],
    ['with a chunk named by no letters', pngOf({ before: [chunk('t\0Xt')] }), /chunks makes no sense/],
    ['with a wrong check sum', pngOf({ before: [badSum] }), /check sum/],
    ['with a length beyond all', pngOf({ before: [tooLong] }), /chunks makes no sense/],
    ['with a chunk over the end', pngOf({ before: [overEnd] }), /ends too early/],
    ['with a chunk over its pixels', pngOf({ before: [swallowing] }), /check sum/],
    ['without an end', pngOf({ end: [] }), /ends too early/],
    ['with something in its end', pngOf({ end: [chunk('IEND', SECRET)] }), /end makes no sense/],
    ['without pixels', pngOf({ pixels: [] }), /no pixels/],
    ['with pixels in two places', pngOf({ after: [chunk('tIME'), chunk('IDAT', PIXELS)] }), /scattered/],
    ['with too few rows', pngOf({ pixels: [rows(2)] }), /pixels are missing/],
    ['with more rows than it shows', pngOf({ pixels: [rows(4)] }), /more pixels than it shows/],
    ['whose pixels end in the middle', pngOf({ pixels: [chunk('IDAT', PIXELS.subarray(0, -6))] }), /cannot be read/],
    ['whose pixels are none', pngOf({ pixels: [chunk('IDAT', SECRET)] }), /cannot be read/],
    ['without the palette that it needs', pngOf({ head: header({ colour: 3 }) }), /palette is missing/],
    [
      'with half a colour',
      pngOf({ head: header({ colour: 3 }), before: [chunk('PLTE', '1234')] }),
      /palette makes no sense/,
    ],
    ['with a transparency of a wrong size', pngOf({ before: [chunk('tRNS', SECRET)] }), /transparency makes no sense/],
    ['that moves', pngOf({ before: [chunk('acTL', new Uint8Array(8))] }), /it moves/],
  ])('%s', async (_how, image, why) => {
    await expect(clean(image, 'png')).rejects.toMatchObject({
      code: 'image-refused',
      exit: 6,
      why: expect.stringMatching(why),
    });
    await expect(clean(image, 'png')).rejects.not.toThrow(/Erika|ERIK/);
  });

  test('that is cut anywhere', async () => {
    const image = pngOf({
      before: [chunk('tEXt', SECRET)],
      pixels: oneByOne(PIXELS).map((byte) => chunk('IDAT', byte)),
    });
    for (let length = 0; length < image.length; length += 1)
      await expect(clean(image.subarray(0, length), 'png')).rejects.toMatchObject({ code: 'image-refused' });
  });

  test('that has one wrong byte anywhere', async () => {
    for (let at = 0; at < PLAIN.length; at += 1) {
      const image = Buffer.from(PLAIN);
      image[at]! ^= 0x20;
      await expect(clean(image, 'png')).rejects.toMatchObject({ code: 'image-refused' });
    }
  });
});

test('a beginning alone is no PNG', async () => {
  await expect(clean(SIGNATURE, 'png')).rejects.toMatchObject({ why: 'it is damaged: it ends too early' });
});

/** Rows that do not compress, compressed; their filter is 0. */
function noise(length: number): Buffer {
  let state = 1;
  const next = (): number => (state = Math.imul(state, 1664525) + 1013904223) >>> 24;
  return deflateSync(Buffer.from(Array.from({ length }, (_, at) => (at % 901 === 0 ? 0 : next()))));
}
