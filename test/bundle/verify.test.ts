import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBundle, type CreatedBundle } from '../../src/bundle/create.ts';
import { verifyBundle } from '../../src/bundle/verify.ts';
import type { Files } from '../../src/io/io.ts';
import { bundleInput, PIXEL } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { wholeIo } from '../support/whole-io.ts';

const io = wholeIo();

/** A bundle, unpacked, changed by `change` and packed again by Python. */
async function repacked(change: (top: string) => void): Promise<string> {
  const folder = temporaryFolder();
  const made = await createBundle(bundleInput(join(folder, 'b.zip')), io);
  execFileSync('unzip', ['-q', made.path, '-d', join(folder, 'x')]);
  change(join(folder, 'x', '20261120-k3f9-20261120T134100Z'));
  execFileSync('python3', ['-m', 'zipfile', '-c', join(folder, 'r.zip'), 'x/20261120-k3f9-20261120T134100Z'], {
    cwd: folder,
  });
  return join(folder, 'r.zip');
}

async function verifyChanged(change: (top: string) => void) {
  return verifyBundle(await repacked(change), io);
}

/** Replaces a line of `bag-info.txt` or another tag file, and brings the tag manifest up to date. */
function retag(top: string): void {
  const names = execFileSync(
    'find',
    ['.', '-maxdepth', '1', '-type', 'f', '!', '-name', 'tagmanifest*', '-printf', '%P\n'],
    { cwd: top, encoding: 'utf8' },
  );
  const text = execFileSync('sha256sum', names.trim().split('\n').sort(), { cwd: top, encoding: 'utf8' });
  writeFileSync(join(top, 'tagmanifest-sha256.txt'), text);
}

describe('bundle verify', () => {
  it('finds a bundle valid that another program packed again', async () => {
    expect(await verifyChanged(() => undefined)).toMatchObject({
      valid: true,
      changed: [],
      missing: [],
      extra: [],
      errors: [],
    });
  });

  it('names each changed, missing and extra file', async () => {
    const result = await verifyChanged((top) => {
      appendFileSync(join(top, 'data/case.json'), ' ');
      rmSync(join(top, 'data/case.md'));
      mkdirSync(join(top, 'data/evidence'));
      writeFileSync(join(top, 'data/evidence/planted.txt'), 'x');
      writeFileSync(join(top, 'planted.txt'), 'x');
    });
    expect(result).toMatchObject({
      schema: 'deskmedic/verify/v1',
      valid: false,
      changed: ['data/case.json'],
      missing: ['data/case.md'],
      extra: ['data/evidence/planted.txt', 'planted.txt'],
    });
    expect(result.errors).toEqual([expect.stringContaining('Payload-Oxum')]);
  });

  it('is done soon, however many lines of a manifest are strange', async () => {
    const path = await repacked((top) => {
      const lines = Array.from({ length: 100_000 }, (_, index) => `${'a'.repeat(64)}  ../${index}\n`);
      writeFileSync(join(top, 'manifest-sha256.txt'), lines.join(''));
    });
    const started = performance.now();
    expect((await verifyBundle(path, io)).errors.length).toBeGreaterThanOrEqual(100_000);
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it('finds a manifest that was changed together with a file', async () => {
    const result = await verifyChanged((top) => {
      writeFileSync(join(top, 'data/case.md'), 'other');
      const others = execFileSync('sh', ['-c', 'sha256sum $(find data -type f)'], { cwd: top, encoding: 'utf8' });
      writeFileSync(join(top, 'manifest-sha256.txt'), others);
    });
    expect(result).toMatchObject({ valid: false, changed: ['manifest-sha256.txt'] });
  });

  it.each<[string, (top: string) => void, string]>([
    [
      'a list of files to download',
      (top) => writeFileSync(join(top, 'fetch.txt'), 'http://x 1 data/y\n'),
      'fetch.txt would make a reader download files',
    ],
    [
      'an algorithm that is not checked',
      (top) => writeFileSync(join(top, 'manifest-md5.txt'), ''),
      'md5 is not checked',
    ],
    ['a wrong Oxum', (top) => writeFileSync(join(top, 'bag-info.txt'), 'Payload-Oxum: 1.1\n'), 'Payload-Oxum is 1.1'],
    [
      'another version',
      (top) => writeFileSync(join(top, 'bagit.txt'), 'BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n'),
      'does not declare BagIt 1.0',
    ],
    [
      'a manifest that leads outside',
      (top) => appendFileSync(join(top, 'manifest-sha256.txt'), `${'0'.repeat(64)}  data/../../../etc/passwd\n`),
      'does not belong there',
    ],
    [
      'a manifest with a line that is none',
      (top) => appendFileSync(join(top, 'manifest-sha256.txt'), 'hello\n'),
      'is not a SHA-256 and a path',
    ],
    [
      'a manifest that lists a file twice',
      (top) => appendFileSync(join(top, 'manifest-sha256.txt'), readFileSync(join(top, 'manifest-sha256.txt'))),
      'lists a file again',
    ],
    ['no payload manifest', (top) => rmSync(join(top, 'manifest-sha256.txt')), 'manifest-sha256.txt is missing'],
  ])('refuses %s even when the tag manifest agrees', async (_, change, error) => {
    const result = await verifyChanged((top) => {
      change(top);
      retag(top);
    });
    expect(result.valid).toBe(false);
    expect(result.changed).toEqual([]);
    expect(result.errors.join('\n')).toContain(error);
  });

  it('says of a truncated or foreign file that it is no sound archive, and of a missing one that it cannot be read', async () => {
    const folder = temporaryFolder();
    const { path } = await createBundle(bundleInput(join(folder, 'b.zip')), io);
    for (const length of [5000, 22, 1, 0]) {
      truncateSync(path, length);
      expect(await verifyBundle(path, io)).toMatchObject({
        valid: false,
        id: null,
        errors: [expect.stringContaining('not a sound archive')],
      });
    }
    writeFileSync(path, 'not a zip at all, but long enough to hold an end record');
    expect(await verifyBundle(path, io)).toMatchObject({
      valid: false,
      errors: [expect.stringContaining('no zip file')],
    });
    await expect(verifyBundle(join(folder, 'none.zip'), io)).rejects.toMatchObject({ code: 'cannot-read', exit: 6 });
    await expect(verifyBundle(folder, io)).rejects.toMatchObject({ code: 'cannot-read', exit: 6 });
  });
});

describe('a bundle with one byte flipped', () => {
  let made: CreatedBundle;
  let bytes: Buffer;

  beforeAll(async () => {
    const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
    writeFileSync(join(folder, 'shot.png'), PIXEL);
    made = await createBundle(
      bundleInput(join(folder, 'b.zip'), {
        evidence: [{ path: join(folder, 'shot.png'), role: 'screenshot', consent: true }],
      }),
      io,
    );
    bytes = readFileSync(made.path);
    rmSync(folder, { recursive: true });
  });

  /** The disk, with `bytes` in place of every file: thousands of flips need not be written. */
  const memory = (content: Buffer): { files: Files } => ({
    files: {
      ...io.files,
      facts: async () => ({ kind: 'file', size: content.length, modifiedAt: 0 }),
      readAt: async (_, offset, length) => content.subarray(offset, offset + length),
    },
  });

  it('is never valid', { timeout: 120_000 }, async () => {
    expect(await verifyBundle('b.zip', memory(bytes))).toMatchObject({ valid: true, id: made.id });
    const accepted: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 0xff;
      if ((await verifyBundle('b.zip', memory(flipped))).valid) accepted.push(at);
    }
    expect(accepted).toEqual([]);
  });
});
