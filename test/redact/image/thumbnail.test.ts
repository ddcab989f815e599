import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImageType } from '../../../src/evidence/image.ts';
import { writeOrientation } from '../../../src/redact/image/orientation.ts';
import { shrinkJpeg } from '../../../src/redact/image/shrink-jpeg.ts';
import { shrinkPng } from '../../../src/redact/image/shrink-png.ts';
import { shrink, turn } from '../../../src/redact/image/shrink.ts';
import { thumbnailOf, type Thumbnail } from '../../../src/redact/image/thumbnail.ts';
import { HAS_IMAGE_TOOLS, runImageTool } from '../../support/image-tools.ts';
import { chunk, comeIn, header, partsOf, pngOf, PROGRESSIVE, RESTARTS, SECRET, segment, typesOf } from './craft.ts';

/** A PNG of one colour but for a red square in its top left quarter. */
function picture(width: number, height: number, before: readonly Buffer[] = []): Buffer {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Array.from({ length: width }, (__, x) => (x < width / 2 && y < height / 2 ? [255, 0, 0] : [0, 0, 255]));
    return [0, ...row.flat()];
  });
  const pixels = chunk('IDAT', deflateSync(Uint8Array.from(rows.flat())));
  return Buffer.from(pngOf({ head: header({ width, height }), before: [...before], pixels: [pixels] }));
}

function bytesOf(found: Thumbnail | undefined): Buffer {
  const [, base64] = /^data:image\/png;base64,(.+)$/.exec(found!.dataUri)!;
  return Buffer.from(base64!, 'base64');
}

/** What becomes of an image that comes in pieces of a few kilobytes. */
function thumbnailOfBytes(image: Uint8Array, type: ImageType): Promise<Thumbnail | undefined> {
  const count = Math.ceil(image.length / 5000);
  return thumbnailOf(
    () => comeIn(Array.from({ length: count }, (_, at) => image.subarray(at * 5000, (at + 1) * 5000))),
    type,
  );
}

const SECRETS = [chunk('tEXt', SECRET), chunk('iTXt', SECRET), chunk('prVt', SECRET)];

describe('a thumbnail', () => {
  test('is at most 480 pixels wide and 960 high, in the proportions of the image, and never larger than it', async () => {
    for (const [size, wanted] of [
      [
        [960, 300],
        [480, 150],
      ],
      [
        [40, 1920],
        [20, 960],
      ],
      [
        [64, 48],
        [64, 48],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [5000, 1],
        [480, 1],
      ],
    ] as const) {
      const found = await thumbnailOfBytes(picture(size[0], size[1]), 'png');
      expect([found?.width, found?.height]).toEqual(wanted);
    }
  });

  test('is made of pixels only: no text, time, place, comment or preview of the image is in it', async () => {
    const image = picture(64, 48, [...SECRETS, chunk('eXIf', writeOrientation(6))]);
    const png = bytesOf(await thumbnailOfBytes(image, 'png'));
    expect(png.includes(Buffer.from(SECRET))).toBe(false);
    expect(typesOf(png)).toEqual(['IHDR', 'IDAT', 'IEND']);
    const { heads, scans } = partsOf(RESTARTS);
    const jpeg = Buffer.concat([...heads.slice(0, 1), segment(0xfe, SECRET), ...heads.slice(1), scans]);
    const small = bytesOf(await thumbnailOfBytes(jpeg, 'jpeg'));
    expect(small).toEqual(bytesOf(await thumbnailOfBytes(RESTARTS, 'jpeg')));
  });

  test('is turned as the image says', async () => {
    const flat = await thumbnailOfBytes(picture(960, 480), 'png');
    const turned = await thumbnailOfBytes(picture(960, 480, [chunk('eXIf', writeOrientation(6))]), 'png');
    expect([flat?.width, flat?.height]).toEqual([480, 240]);
    expect([turned?.width, turned?.height]).toEqual([480, 960]);
  });

  test('is turned and fits when what says so stands behind the pixels', async () => {
    const pixels = [chunk('IDAT', deflateSync(Buffer.alloc(480 * (1 + 3 * 960))))];
    const after = [chunk('eXIf', writeOrientation(6))];
    const found = await thumbnailOfBytes(pngOf({ head: header({ width: 960, height: 480 }), pixels, after }), 'png');
    expect([found?.width, found?.height]).toEqual([240, 480]);
  });

  test('is not there for what is damaged, cut, no image, of another type, or wider than any screen', async () => {
    const whole = picture(64, 48);
    const wide = pngOf({
      head: header({ width: 65_536, height: 1 }),
      pixels: [chunk('IDAT', deflateSync(Buffer.alloc(1 + 3 * 65_536)))],
    });
    const filter = pngOf({ pixels: [chunk('IDAT', deflateSync(Buffer.alloc(39, 5)))] });
    for (const bytes of [whole.subarray(0, -30), Buffer.alloc(0), Buffer.from('hello'), wide, filter])
      expect(await thumbnailOfBytes(bytes, 'png')).toBeUndefined();
    expect(await thumbnailOfBytes(whole, 'jpeg')).toBeUndefined();
    expect(await thumbnailOfBytes(whole, 'gif')).toBeUndefined();
    for (const part of [0.2, 0.5, 0.9])
      expect(await thumbnailOfBytes(RESTARTS.subarray(0, RESTARTS.length * part), 'jpeg')).toBeUndefined();
    expect(await thumbnailOfBytes(RESTARTS, 'jpeg')).toBeDefined();
  });

  test('is not there when the image cannot be read', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield picture(64, 48).subarray(0, 50);
      throw new Error('the disk is gone');
    }
    expect(await thumbnailOf(broken, 'png')).toBeUndefined();
    expect(await thumbnailOf(broken, 'jpeg')).toBeUndefined();
  });

  test('never fails, whatever the bytes', async () => {
    const images = [
      [picture(16, 12), 'png'],
      [RESTARTS, 'jpeg'],
      [PROGRESSIVE, 'jpeg'],
    ] as const;
    const changes = fc.array(fc.tuple(fc.nat(1500), fc.nat(255)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...images), changes, async ([image, type], all) => {
        const bytes = Buffer.from(image);
        for (const [at, value] of all) bytes[at % bytes.length] = value;
        const found = await thumbnailOfBytes(bytes, type);
        expect(found === undefined || found.dataUri.startsWith('data:image/png;base64,')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('is small in bytes, even of what cannot be packed', async () => {
    const rows = Buffer.from(Array.from({ length: 600 * (1 + 3 * 900) }, (_, at) => (at * at * 31 + (at >> 3)) % 251));
    for (let row = 0; row < 600; row += 1) rows[row * (1 + 3 * 900)] = 0;
    const pixels = [chunk('IDAT', deflateSync(rows))];
    const found = await thumbnailOfBytes(pngOf({ head: header({ width: 900, height: 600 }), pixels }), 'png');
    expect(bytesOf(found).length).toBeLessThan(160 * 1024);
  });

  test('is the mean of the pixels that it stands for, on white', () => {
    const data = Uint8Array.from([255, 0, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 128]);
    const small = (width: number) => [...shrink({ width: 4, height: 1, data }, { width, height: 9 }).data];
    expect(small(2)).toEqual([128, 0, 128, 255, 191, 191, 191, 255]);
    expect(small(9)).toEqual([255, 0, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255, 127, 127, 127, 255]);
  });

  test('shows all pixels of any size, each once', () => {
    const sides = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(sides, sides, sides, sides, (width, height, mostWidth, mostHeight) => {
        const grey = {
          width,
          height,
          data: new Uint8Array(width * height * 4).fill(255).map((_, at) => (at % 4 === 3 ? 255 : 77)),
        };
        const small = shrink(grey, { width: mostWidth, height: mostHeight });
        expect(small.width).toBeLessThanOrEqual(mostWidth);
        expect(small.height).toBeLessThanOrEqual(mostHeight);
        expect([...small.data].every((value, at) => value === (at % 4 === 3 ? 255 : 77))).toBe(true);
      }),
    );
  });
});

const PLASMA = ['-size', '1000x700', 'plasma:tomato-steelblue', '-seed', '1', '-depth', '8'];

const ROOM = { width: 480, height: 960 };

/** What ImageMagick is to write: format, size, how. */
const KINDS: readonly (readonly [type: string, size: string, args: readonly string[]])[] = [
  ...['1x1', '7x9', '17x3'].map((size) => ['jpeg', size, ['-sampling-factor', '4:4:4']] as const),
  ...['481x100', '961x100', '1921x1080', '100x2000'].map(
    (size) => ['jpeg', size, ['-sampling-factor', '4:2:0']] as const,
  ),
  ['jpeg', '801x603', ['-sampling-factor', '4:2:2']],
  ['jpeg', '801x603', ['-sampling-factor', '4:4:0']],
  ['jpeg', '801x603', ['-sampling-factor', '4:1:1']],
  ['jpeg', '801x603', ['-sampling-factor', '4:4:4', '-quality', '97']],
  ['jpeg', '801x603', ['-colorspace', 'Gray']],
  ['jpeg', '801x603', ['-colorspace', 'Gray', '-sampling-factor', '2x2']],
  ['jpeg', '1601x1203', ['-interlace', 'JPEG']],
  ['jpeg', '1601x1203', ['-interlace', 'JPEG', '-colorspace', 'Gray']],
  ['png24', '301x203', ['-interlace', 'PNG']],
  ['png24', '1601x1203', ['-interlace', 'PNG']],
  ['png8', '301x203', ['+dither', '-colors', '200']],
  ['png8', '301x203', ['+dither', '-colors', '14', '-interlace', 'PNG']],
  ['png', '301x203', ['-monochrome', '-depth', '1']],
  ['png', '301x203', ['-monochrome', '-depth', '1', '-interlace', 'PNG']],
  ['png', '301x203', ['-colorspace', 'Gray', '-define', 'png:bit-depth=16', '-define', 'png:color-type=0']],
  ['png48', '301x203', []],
  ['png64', '301x203', ['-alpha', 'set', '-channel', 'A', '-evaluate', 'set', '40%']],
  ['png32', '301x203', ['-alpha', 'set', '-channel', 'A', '-evaluate', 'set', '40%']],
  [
    'png',
    '301x203',
    ['-colorspace', 'Gray', '-alpha', 'set', '-channel', 'A', '-evaluate', 'set', '40%', '-define', 'png:color-type=4'],
  ],
  ['png', '301x203', ['-colors', '8', '-transparent', 'tomato', '-define', 'png:color-type=3']],
  // Rows are filtered in each of the five ways.
  ...[0, 1, 2, 3, 4].map((filter) => ['png24', '301x203', ['-quality', `9${filter}`]] as const),
];

describe.skipIf(!HAS_IMAGE_TOOLS)('a thumbnail, to outsiders', () => {
  test.each(KINDS)('of a %s of %s pixels, %j, looks like it', async (type, size, args) => {
    const image = runImageTool('convert', ['-size', size, 'gradient:tomato-navy', ...args, `${type}:-`]);
    const found = await (type === 'jpeg' ? shrinkJpeg : shrinkPng)(comeIn([image]), () => ROOM);
    const { width, height, data } = found!.pixels;
    const [whole, most] = [size.split('x').map(Number) as [number, number], args.includes('JPEG') ? 1 / 8 : 1];
    const scale = Math.min(most, ROOM.width / whole[0], ROOM.height / whole[1]);
    expect(Math.abs(width - whole[0] * scale)).toBeLessThanOrEqual(1);
    expect(Math.abs(height - whole[1] * scale)).toBeLessThanOrEqual(1);
    const scaled = ['-background', 'white', '-alpha', 'remove', '-alpha', 'off', '-resize', `${width}x${height}!`];
    const wanted = runImageTool('convert', ['-', ...scaled, '-colorspace', 'sRGB', '-depth', '8', 'rgba:-'], image);
    expect(difference(wanted, data)).toBeLessThan(0.01);
  });

  test('of a photograph with restart markers, and of one that is coded in red, green and blue, looks like it', async () => {
    const ppm = runImageTool('convert', [...PLASMA, 'ppm:-']);
    const rgb = runImageTool('cjpeg', ['-rgb', '-quality', '95', '-restart', '1'], ppm);
    for (const image of [RESTARTS, rgb]) {
      const { width, height, data } = (await shrinkJpeg(comeIn([image]), () => ROOM))!.pixels;
      const scaled = ['-resize', `${width}x${height}!`, '-depth', '8', 'rgba:-'];
      expect(difference(runImageTool('convert', ['-', ...scaled], image), data)).toBeLessThan(0.015);
    }
  });

  test('looks like the image in fewer shades', async () => {
    for (const type of ['jpeg', 'png'] as const) {
      const image = runImageTool('convert', [...PLASMA, `${type}:-`]);
      const small = bytesOf(await thumbnailOfBytes(image, type));
      const wanted = runImageTool('convert', ['-', '-resize', '480x336!', '-depth', '8', 'rgb:-'], image);
      const seen = runImageTool('convert', ['-', '-depth', '8', 'rgb:-'], small);
      expect(difference(wanted, seen)).toBeLessThan(0.045);
    }
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'of an image whose orientation is %i is turned as ImageMagick turns it',
    (orientation) => {
      const data = Uint8Array.from({ length: 6 * 4 }, (_, at) =>
        at % 4 === 3 ? 255 : Math.floor(at / 4) * 40 + (at % 4),
      );
      const { width, height, data: turned } = turn({ width: 3, height: 2, data }, orientation);
      const names = [
        'TopLeft',
        'TopRight',
        'BottomRight',
        'BottomLeft',
        'LeftTop',
        'RightTop',
        'RightBottom',
        'LeftBottom',
      ];
      const args = [
        '-size',
        '3x2',
        '-depth',
        '8',
        'rgba:-',
        '-orient',
        names[orientation - 1]!,
        '-auto-orient',
        'rgba:-',
      ];
      expect([...turned]).toEqual([...runImageTool('convert', args, data)]);
      expect([width, height]).toEqual(orientation >= 5 ? [2, 3] : [3, 2]);
    },
  );
});

/** Mean difference of the samples of two pictures, 0 to 1. */
function difference(one: Uint8Array, two: Uint8Array): number {
  expect(one.length).toBe(two.length);
  return one.reduce((sum, value, at) => sum + Math.abs(value - two[at]!), 0) / one.length / 255;
}
