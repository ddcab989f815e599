import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageRemovals, newImageTally } from '../../../src/redact/image/image-tally.ts';
import { cutAt, oneByOne } from '../../support/pieces.ts';
import { clean, exif, partsOf, PROGRESSIVE, RESTARTS, SECRET, segment } from './craft.ts';

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const END = Buffer.from([0xff, 0xd9]);
const PHOTOGRAPHS = [
  ['with restart markers', RESTARTS],
  ['in progressive scans', PROGRESSIVE],
] as const;

/** Segments behind the JFIF header. */
function withSegments(jpeg: Buffer, segments: readonly Buffer[]): Buffer {
  const { heads, scans } = partsOf(jpeg);
  return Buffer.concat([...heads.slice(0, 2), ...segments, ...heads.slice(2), scans]);
}

/** Where something may stand between two segments, the scans of a progressive photograph included. */
function seams(jpeg: Buffer): number[] {
  const places = [2];
  for (let at = 2; at < jpeg.length - 2;) {
    const isScan = jpeg[at + 1] === 0xda;
    at += 2 + jpeg.readUInt16BE(at + 2);
    if (isScan) while (jpeg[at] !== 0xff || jpeg[at + 1] === 0 || (jpeg[at + 1]! & 0xf8) === 0xd0) at += 1;
    places.push(at);
  }
  return places;
}

describe.each(PHOTOGRAPHS)('a JPEG %s that is cleaned', (_how, photograph) => {
  test('stays as it is when there is nothing to remove', async () => {
    const tally = newImageTally();
    expect(await clean(photograph, 'jpeg', tally)).toEqual(photograph);
    expect(imageRemovals(tally)).toEqual([]);
  });

  test('loses every APP segment but what it needs, and comments, between any two segments', async () => {
    const markers = [...Array.from({ length: 16 }, (_, number) => 0xe0 + number), 0xfe];
    const segments = markers.map((marker) => segment(marker, SECRET));
    for (const at of seams(photograph)) {
      const tally = newImageTally();
      const image = Buffer.concat([photograph.subarray(0, at), ...segments, photograph.subarray(at)]);
      expect(await clean(image, 'jpeg', tally)).toEqual(photograph);
      expect(imageRemovals(tally)).toEqual([{ kind: 'image-metadata', count: 17 }]);
      expect([...tally.dropped.keys()]).toEqual([...markers.slice(0, -1).map((_, number) => `APP${number}`), 'COM']);
    }
  });

  test('loses photographs within it: previews, JFXX thumbnails, further pictures behind its end', async () => {
    const image = Buffer.concat([
      withSegments(photograph, [
        segment(0xe0, Buffer.concat([Buffer.from('JFXX\0\x10', 'latin1'), RESTARTS])),
        segment(0xe1, Buffer.concat([EXIF, exif(1)])),
        segment(0xe2, Buffer.concat([Buffer.from('MPF\0', 'latin1'), PROGRESSIVE])),
      ]),
      RESTARTS,
      PROGRESSIVE,
    ]);
    const tally = newImageTally();
    expect(await clean(image, 'jpeg', tally)).toEqual(photograph);
    expect(tally.trailing).toBe(RESTARTS.length + PROGRESSIVE.length);
  });

  test('any segments between the others never come out', async () => {
    const marker = fc.integer({ min: 0xe0, max: 0xff }).filter((value) => value <= 0xef || value === 0xfe);
    const data = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.concat([Buffer.from(SECRET), bytes]));
    const planted = fc.tuple(fc.constantFrom(...seams(photograph)), marker, data);
    await fc.assert(
      fc.asyncProperty(fc.array(planted), fc.uint8Array(), async (plants, trailing) => {
        const sorted = plants.toSorted(([a], [b]) => b - a);
        let image: Buffer = Buffer.concat([photograph, trailing]);
        for (const [at, type, bytes] of sorted)
          image = Buffer.concat([image.subarray(0, at), segment(type, bytes), image.subarray(at)]);
        expect(await clean(image, 'jpeg')).toEqual(photograph);
      }),
    );
  });

  test('comes out the same however it is cut into pieces on its way in', async () => {
    const image = withSegments(photograph, [segment(0xe1, Buffer.concat([EXIF, exif(6)])), segment(0xfe, SECRET)]);
    const whole = await clean(image, 'jpeg');
    expect(await clean(oneByOne(image), 'jpeg')).toEqual(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), async (places) => {
        expect(await clean(cutAt(image, places), 'jpeg')).toEqual(whole);
      }),
    );
  });

  test('is refused when it is cut anywhere', async () => {
    for (let length = 0; length < photograph.length; length += 1)
      await expect(clean(photograph.subarray(0, length), 'jpeg')).rejects.toMatchObject({ code: 'image-refused' });
  });
});

describe('a JPEG', () => {
  test('keeps version and density of its JFIF header, once, and not its thumbnail', async () => {
    const { heads, scans } = partsOf(RESTARTS);
    const thumbnail = Buffer.concat([heads[1]!.subarray(4, 16), Buffer.from([3, 3]), Buffer.from(SECRET.slice(0, 27))]);
    const image = Buffer.concat([
      heads[0]!,
      segment(0xe0, thumbnail),
      segment(0xe0, thumbnail),
      ...heads.slice(2),
      scans,
    ]);
    expect(await clean(image, 'jpeg')).toEqual(RESTARTS);
  });

  test.each(['II', 'MM'] as const)(
    'stays turned as its Exif data says (%s), and keeps nothing else of them',
    async (order) => {
      for (let orientation = 0; orientation <= 9; orientation += 1) {
        const marked = withSegments(RESTARTS, [segment(0xe1, Buffer.concat([EXIF, exif(orientation, order)]))]);
        const cleaned = await clean(marked, 'jpeg');
        const isTurned = orientation >= 2 && orientation <= 8;
        const minimal = segment(0xe1, Buffer.concat([EXIF, exif(orientation, 'MM').subarray(0, 22), Buffer.alloc(4)]));
        expect(cleaned).toEqual(isTurned ? withSegments(RESTARTS, [minimal]) : RESTARTS);
        const tally = newImageTally();
        expect(await clean(cleaned, 'jpeg', tally)).toEqual(cleaned);
        expect(imageRemovals(tally)).toEqual([]);
      }
    },
  );

  test('survives Exif data of any bytes', async () => {
    const start = fc.constantFrom('II*\0', 'MM\0*', 'II*\0\x08\0\0\0\xff\xff', 'MM\0*\0\0\0\x08\xff\xff', '');
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 60 }), async (head, bytes) => {
        const data = Buffer.concat([EXIF, Buffer.from(head, 'latin1'), bytes]);
        const cleaned = await clean(withSegments(RESTARTS, [segment(0xe1, data)]), 'jpeg');
        expect(cleaned.length - RESTARTS.length === 0 || cleaned.length - RESTARTS.length === 36).toBe(true);
      }),
    );
  });

  test('keeps of Adobe how colours are coded', async () => {
    const adobe = segment(0xee, Buffer.from('Adobe\0\x64\0\0\0\0\x01', 'latin1'));
    const wordy = segment(0xee, Buffer.from(`Adobe\0\x65\xab\xcd\xef\x01\x01${SECRET}`, 'latin1'));
    expect(await clean(withSegments(RESTARTS, [wordy]), 'jpeg')).toEqual(withSegments(RESTARTS, [adobe]));
    expect(await clean(withSegments(RESTARTS, [adobe]), 'jpeg')).toEqual(withSegments(RESTARTS, [adobe]));
  });

  test('loses padding before markers', async () => {
    const padding = Buffer.alloc(50, 0xff);
    for (const at of seams(PROGRESSIVE)) {
      const image = Buffer.concat([PROGRESSIVE.subarray(0, at), padding, PROGRESSIVE.subarray(at)]);
      expect(await clean(image, 'jpeg')).toEqual(PROGRESSIVE);
      expect(await clean(oneByOne(image), 'jpeg')).toEqual(PROGRESSIVE);
    }
  });

  test('may say its height behind the first scan', async () => {
    const { heads, scans } = partsOf(RESTARTS);
    const frame = heads.findIndex((head) => head[1] === 0xc0);
    const flat = Buffer.from(heads[frame]!);
    const height = Buffer.from(flat.subarray(5, 7));
    flat.fill(0, 5, 7);
    const image = Buffer.concat([...heads.with(frame, flat), scans.subarray(0, -2), segment(0xdc, height), END]);
    expect(await clean(image, 'jpeg')).toEqual(image);
  });
});

describe('a JPEG is refused', () => {
  const { heads, scans } = partsOf(RESTARTS);
  const table = heads.findIndex((head) => head[1] === 0xdb);
  const codes = heads.findIndex((head) => head[1] === 0xc4);
  const frame = heads.findIndex((head) => head[1] === 0xc0);
  const stretched = (at: number): Buffer => {
    const head = heads[at]!;
    return Buffer.concat([
      ...heads.with(at, segment(head[1]!, Buffer.concat([head.subarray(4), Buffer.from(SECRET)]))),
      scans,
    ]);
  };
  const renamed = (marker: number): Buffer => {
    const head = Buffer.from(heads[frame]!);
    head[1] = marker;
    return Buffer.concat([...heads.with(frame, head), scans]);
  };
  test.each<[string, Buffer, RegExp]>([
    ['without its beginning', RESTARTS.subarray(2), /begin as a JPEG/],
    ['without pixels', Buffer.concat([...heads, END]), /no pixels/],
    ['without a header', Buffer.concat([...heads.toSpliced(frame, 1), scans]), /header is missing/],
    ['with two headers', Buffer.concat([...heads, heads[frame]!, scans]), /two headers/],
    ['with another image in its middle', Buffer.concat([...heads, RESTARTS, scans]), /kind of JPEG/],
    ['with words behind a quantization table', stretched(table), /length of a part/],
    ['with words behind a code table', stretched(codes), /length of a part/],
    ['with words behind its header', stretched(frame), /length of a part/],
    ['with words between two segments', Buffer.concat([...heads, Buffer.from(SECRET), scans]), /length of a part/],
    [
      'with a segment of length 1',
      Buffer.concat([...heads, Buffer.from([0xff, 0xfe, 0, 1]), scans]),
      /length of a part/,
    ],
    [
      'with a segment over its end',
      Buffer.concat([...heads, Buffer.from([0xff, 0xfe, 0xff, 0xff]), scans]),
      /ends too early/,
    ],
    ['with a marker that nobody uses', Buffer.concat([...heads, segment(0xf3, SECRET), scans]), /kind of JPEG/],
    ['with endless padding', Buffer.concat([...heads, Buffer.alloc(5000, 0xff), scans]), /padded/],
    ['without loss', renamed(0xc3), /kind of JPEG/],
    ['in a hierarchy', renamed(0xc5), /kind of JPEG/],
  ])('%s', async (_how, image, why) => {
    await expect(clean(image, 'jpeg')).rejects.toMatchObject({
      code: 'image-refused',
      why: expect.stringMatching(why),
    });
    await expect(clean(image, 'jpeg')).rejects.not.toThrow(/Erika/);
  });

  test('or cleaned without a word of it, whatever bytes are wrong', async () => {
    const image = Buffer.concat([
      withSegments(RESTARTS, [segment(0xe1, SECRET), segment(0xfe, SECRET)]),
      Buffer.from(SECRET),
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(image.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (wrong) => {
          const bytes = Buffer.from(image);
          for (const [at, byte] of wrong) bytes[at] = byte;
          const result = await clean(bytes, 'jpeg').catch((error: Error) => error);
          if (result instanceof Error) expect(result).toMatchObject({ code: 'image-refused' });
          else {
            expect(result.includes(SECRET)).toBe(false);
            expect(await clean(result, 'jpeg')).toEqual(result);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
