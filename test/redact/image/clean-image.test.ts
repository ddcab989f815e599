import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImageType } from '../../../src/evidence/image.ts';
import { cleanImage } from '../../../src/redact/image/clean-image.ts';
import { bundleChild } from '../../support/child.ts';
import { clean, pngOf, RESTARTS, SECRET } from './craft.ts';

const CHILD = bundleChild(join(import.meta.dirname, '../../support/image-child.ts'));

describe('an image', () => {
  test.each<ImageType>(['gif', 'bmp', 'webp', 'tiff', 'heif'])('of type %s is refused with a reason', async (type) => {
    const why = `it is a ${type.toUpperCase()} image, and only PNG and JPEG can be cleaned of metadata`;
    await expect(clean(Buffer.from(SECRET), type)).rejects.toMatchObject({ code: 'image-refused', why });
  });

  test('that only calls itself another type is refused', async () => {
    await expect(clean(RESTARTS, 'png')).rejects.toMatchObject({ why: 'it is damaged: it does not begin as a PNG' });
    await expect(clean(pngOf(), 'jpeg')).rejects.toMatchObject({ why: 'it is damaged: it does not begin as a JPEG' });
    await expect(clean(Buffer.alloc(0), 'png')).rejects.toMatchObject({ why: 'it is damaged: it ends too early' });
  });

  test('whose file cannot be read fails with the reason of the file', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield RESTARTS.subarray(0, 300);
      throw new Error('EIO');
    }
    const cleaning = cleanImage(failing(), 'jpeg');
    await expect(
      (async () => {
        while ((await cleaning.next()).done !== true);
      })(),
    ).rejects.toThrow('EIO');
  });

  test.each(['at the end', 'when it is refused', 'when nobody reads on'])('lets go of its file %s', async (when) => {
    let isOpen = true;
    async function* file(): AsyncGenerator<Uint8Array> {
      try {
        yield when === 'when it is refused' ? RESTARTS.subarray(1) : RESTARTS;
      } finally {
        isOpen = false;
      }
    }
    const cleaning = cleanImage(file(), 'jpeg');
    if (when === 'when nobody reads on') {
      await cleaning.next();
      await cleaning.return(undefined);
    } else {
      await all(cleaning).catch(() => {});
    }
    expect(isOpen).toBe(false);
  });
});

describe('memory stays flat and the time in bounds for', () => {
  const MIB = 1024 * 1024;
  const trailing = { kind: 'image-trailing', count: 1 };
  test.each<[string, string, number, object]>([
    ['a PNG of 300 MiB with as much behind it', 'png', 300, { why: '', removed: [trailing], trailing: 300 * MIB }],
    ['a JPEG of 300 MiB with as much behind it', 'jpeg', 300, { why: '', removed: [trailing], trailing: 300 * MIB }],
    ['a scan of nothing but stuffed bytes', 'jpeg-stuffing', 100, { why: '' }],
    [
      'a text chunk of 300 MiB',
      'png-text',
      300,
      { why: '', removed: [{ kind: 'image-metadata', count: 1 }, trailing] },
    ],
    ['100 MiB of empty chunks', 'png-chunks', 100, { why: expect.stringMatching(/more parts/) }],
    ['100 MiB of pixels in chunks of one byte', 'png-crumbs', 100, { why: expect.stringMatching(/more parts/) }],
    ['100 MiB of empty segments', 'jpeg-segments', 100, { why: expect.stringMatching(/more parts/) }],
    ['a small file that unpacks to 1 TiB', 'png-bomb', 0, { why: expect.stringMatching(/more pixels than it shows/) }],
  ])('%s', (what, kind, mebibytes, expected) => {
    const start = performance.now();
    const { stdout, stderr, error } = spawnSync(process.execPath, [CHILD, kind, String(mebibytes)], {
      timeout: 60_000,
    });
    expect(error ?? stderr.toString()).toBe('');
    const result = JSON.parse(stdout.toString()) as { peak: number };
    console.log(`${what}: ${Math.round(result.peak)} MiB, ${((performance.now() - start) / 1000).toFixed(1)} s`);
    expect(result).toMatchObject(expected);
    expect(result.peak).toBeLessThan(200);
  });
});

async function all(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const list: Uint8Array[] = [];
  for await (const piece of pieces) list.push(piece);
  return list;
}
