import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readImage } from '../../src/evidence/image.ts';
import { bmp, gif, jpeg, png, webp } from './images.ts';

describe('readImage', () => {
  test.each([
    ['png', png(640, 480)],
    ['jpeg', jpeg(640, 480)],
    ['gif', gif(640, 480)],
    ['bmp', bmp(640, 480)],
    ['webp', webp(640, 480)],
  ] as const)('reads the size of a %s', (type, bytes) => {
    expect(readImage(bytes)).toEqual({ kind: 'image', type, width: 640, height: 480 });
  });

  test('reads a JPEG with pages of metadata before its size', () => {
    const metadata = Buffer.concat([Buffer.from([0xff, 0xe2, 0xff, 0xff]), Buffer.alloc(0xffff - 2)]);
    const [start, rest] = [jpeg(640, 480).subarray(0, 2), jpeg(640, 480).subarray(2)];
    expect(readImage(Buffer.concat([start, ...Array<Buffer>(8).fill(metadata), rest]))).toMatchObject({
      kind: 'image',
      width: 640,
    });
  });

  test.each([
    ['%PDF-1.7\n', 'a PDF'],
    ['PK\x03\x04rest', 'a zip archive or an Office document'],
    ['<!DOCTYPE html><html>', 'a web page'],
    ['<?xml version="1.0"?>\n<svg xmlns="x" width="1" height="1">', 'an SVG drawing'],
    ['{"log": {}}', 'a text'],
    ['just words, ünicode too', 'a text'],
    ['\0\0\0\x18ftypmp42', 'a video'],
    ['MZ\x90\0', 'a program'],
    ['\0\x01\x02\x03', 'a file of an unknown kind'],
  ])('tells %j from an image', (text, what) => {
    expect(readImage(Buffer.from(text))).toEqual({ kind: 'other', what });
  });

  test.each([
    ['cut off in its header', png(640, 480).subarray(0, 18)],
    ['with no pixels', png(0, 480)],
    ['a JPEG that is nothing but its mark', Buffer.from([0xff, 0xd8, 0xff])],
  ])('an image %s is damaged', (_, bytes) => {
    expect(readImage(bytes).kind).toBe('damaged');
  });

  test('never throws and never hangs, whatever the bytes', () => {
    const beginnings = fc.constantFrom(
      png(1, 1),
      jpeg(1, 1),
      gif(1, 1),
      bmp(1, 1),
      webp(1, 1),
      Buffer.from('\0\0\0\x18ftypheic'),
      Buffer.from('II*\0'),
      deflateSync('x'),
    );
    fc.assert(
      fc.property(beginnings, fc.nat(40), fc.uint8Array({ maxLength: 300 }), (beginning, cut, rest) => {
        const content = readImage(Buffer.concat([beginning.subarray(0, cut), rest]));
        expect(content.kind === 'image' ? content.width * content.height : 1).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
