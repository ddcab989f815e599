import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeStream } from '../../src/evidence/decode-stream.ts';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function piecesOf(bytes: Uint8Array, size: number): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of decodeStream(cut(bytes, size))) pieces.push(piece);
  return pieces;
}

test('a text comes out whole in small pieces, however large the chunks are that it is read in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀', '\r\n'), minLength: 1, maxLength: 60 }),
      fc.constantFrom<BufferEncoding>('utf8', 'utf16le'),
      fc.integer({ min: 1, max: 300_000 }),
      async (unit, encoding, size) => {
        const text = unit.repeat(Math.ceil(70_000 / unit.length));
        const mark = encoding === 'utf8' ? '' : '\uFEFF';
        const pieces = await piecesOf(Buffer.from(mark + text, encoding), Math.max(size, 100));
        expect(pieces.join('')).toBe(text);
        expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(16 * 1024 + 4);
      },
    ),
    { numRuns: 40 },
  );
});
