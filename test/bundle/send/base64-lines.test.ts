import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64Lines } from '../../../src/bundle/send/base64-lines.ts';

async function* pieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}

test('the lines are those of the whole, however it comes in pieces', async () => {
  const content = fc.uint8Array({ maxLength: 2000 });
  const sizes = fc.array(fc.nat(200), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(content, sizes, async (bytes, cuts) => {
      let text = '';
      for await (const block of base64Lines(pieces(bytes, cuts))) text += Buffer.from(block).toString('latin1');
      const lines = text.split('\r\n');
      expect(lines.pop()).toBe('');
      expect(lines.slice(0, -1).every((line) => line.length === 76)).toBe(true);
      expect(lines.every((line) => /^[A-Za-z0-9+/=]{4,76}$/.test(line))).toBe(true);
      expect(Buffer.from(lines.join(''), 'base64').equals(bytes)).toBe(true);
    }),
  );
});
