import { describe, expect, it } from 'vitest';
import { classifyEvidence } from '../../src/evidence/classify.ts';
import { PIXEL } from '../support/bundle-case.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Buffer => Buffer.from(text, encoding);

/** A 3 × 2 bitmap: file header, information header, no pixels. */
const BITMAP = Buffer.alloc(54);
BITMAP.write('BM');
BITMAP.writeUInt32LE(54, 2);
BITMAP.writeUInt32LE(40, 14);
BITMAP.writeUInt32LE(3, 18);
BITMAP.writeUInt32LE(2, 22);

describe('what a file is', () => {
  it.each<[string, string, Buffer]>([
    ['image', 'no-ending', PIXEL],
    ['image', 'a.gif', bytes('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')],
    ['image', 'a.bmp', BITMAP],
    [
      'image',
      'long-metadata.jpg',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff]), Buffer.alloc(100)]),
    ],
    ['text', 'a.png', bytes('this is no image')],
    ['text', 'a.txt', bytes('BMW called, and the agent heard nothing at all')],
    ['text', 'a.log', bytes('\x1b[31mred\x1b[0m\r\n')],
    ['text', 'a.txt', bytes('\ufeffnaïve', 'utf16le')],
    ['text', 'cut.txt', bytes('naï').subarray(0, 3)],
    ['text', 'empty', Buffer.alloc(0)],
    ['har', 'a.har', bytes('anything')],
    ['har', 'a.har.txt', bytes(' {"log" : {"version":"1.2","entries":[')],
    ['har', 'a.txt', bytes('\ufeff{"log":{"entries":[]}}', 'utf16le')],
    ['har', 'a.json', bytes('{"x": 1, "log": {"entries": [{}]}}')],
    ['text', 'a.json', bytes('{"log": {"entries": 1}}')],
    ['text', 'b.json', bytes('{"log": []}')],
    ['binary', 'a.txt', bytes('a\0b')],
    ['binary', 'latin1.txt', bytes('na\xefve', 'latin1')],
    ['binary', 'utf16-without-mark.txt', bytes('plain', 'utf16le')],
    ['binary', 'a.zip', bytes('PK\x03\x04')],
    ['binary', 'a.pdf', bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3', 'latin1')],
  ])('is %s: %s', (kind, name, content) => {
    expect(classifyEvidence(name, content)).toBe(kind);
  });
});
