import { expect, test } from 'vitest';
import { writeZip } from '../../src/bundle/zip-write.ts';
import { heapInUse } from '../support/heap.ts';

const ENTRIES = 200;
const LETTERS = 256 * 1024;

test('what an entry was read from is let go of long before the archive ends', async () => {
  const zip = writeZip(() => Promise.resolve());
  function content(nth: number): AsyncIterable<Uint8Array> {
    const text = `${nth} `.repeat(LETTERS / 2).slice(0, LETTERS);
    return {
      async *[Symbol.asyncIterator]() {
        yield Buffer.from(text.slice(-100));
      },
    };
  }
  const before = heapInUse();
  for (let nth = 0; nth < ENTRIES; nth++) await zip.add(`entry-${nth}`, content(nth), false);
  const held = heapInUse() - before;
  await zip.end();
  expect(held).toBeLessThan((ENTRIES * LETTERS) / 20);
});

test('an error of what is read, and one of what is written to, end the entry that they happen in and all that follow', async () => {
  const failing = writeZip(() => Promise.reject(new Error('the disk is full')));
  const one = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(300_000, 'x');
  };
  await expect(failing.add('a', one(), true)).rejects.toThrow('the disk is full');
  await expect(failing.add('b', one(), true)).rejects.toThrow('the disk is full');
  await expect(failing.end()).rejects.toThrow('the disk is full');

  const zip = writeZip(() => Promise.resolve());
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half');
    throw new Error('it cannot be read');
  };
  await expect(zip.add('a', broken(), false)).rejects.toThrow('it cannot be read');
});
