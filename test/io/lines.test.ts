import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLineSplitter } from '../../src/io/lines.ts';

function linesOf(...chunks: readonly Uint8Array[]): string[] {
  const splitter = createLineSplitter('stdin');
  const lines: string[] = [];
  for (const chunk of chunks) {
    splitter.add(chunk);
    for (let line = splitter.next(); line !== null; line = splitter.next()) lines.push(line);
  }
  const rest = splitter.rest();
  return rest === null ? lines : [...lines, rest];
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe('the line splitter', () => {
  test('gives the same lines however the bytes are cut into chunks', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', 'é', '👩‍💻', '\u2028', '\r', ' '), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 5 }), (content, cuts) => {
        const bytes = utf8(content);
        const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((end, at) => bytes.subarray(edges[at], end));
        const expected = content.split('\n').map((line) => line.replace(/\r$/, ''));
        // Nothing stands after the last line end; a lone CR there is a line that is empty.
        if (content === '' || content.endsWith('\n')) expected.pop();
        expect(linesOf(...chunks)).toEqual(expected);
      }),
    );
  });

  test('drops a byte order mark at the start, and nowhere else', () => {
    expect(linesOf(utf8('\uFEFFone\n\uFEFFtwo'))).toEqual(['one', '\uFEFFtwo']);
  });

  test('does not take bytes for text that are none, and says which line', () => {
    const bytes = Buffer.concat([utf8('good\n'), Buffer.from([0x66, 0xfc, 0x72, 0x0a])]);
    expect(() => linesOf(bytes)).toThrow(
      expect.objectContaining({ code: 'not-utf8', where: { file: 'stdin', line: 2 } }),
    );
  });

  test('refuses a line of more than 1 MiB before it has all of it', () => {
    const chunk = Buffer.alloc(600 * 1024, 'x');
    expect(() => linesOf(chunk, chunk)).toThrow(expect.objectContaining({ code: 'line-too-long' }));
  });

  test('hands out as bytes what was not read as lines', () => {
    const splitter = createLineSplitter('stdin');
    splitter.add(utf8('one\ntwo\nthr'));
    splitter.next();
    expect(Buffer.from(splitter.remaining()).toString()).toBe('two\nthr');
    expect(splitter.rest()).toBeNull();
  });
});
