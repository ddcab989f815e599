import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
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

/** The same file, elsewhere, behind a link: its content is as it should be. */
function relink(path: string): void {
  renameSync(path, `${path}.moved`);
  renameSync(`${path}.moved`, join(path, '../../../moved'));
  symlinkSync('../../moved', path);
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

  it.each(['manifest-sha256.txt', 'tagmanifest-sha256.txt'])('names %s when it is missing', async (name) => {
    expect(await verifyChanged((top) => rmSync(join(top, name)))).toMatchObject({
      valid: false,
      missing: [name],
      errors: [`${name} is missing`],
    });
  });

  it.each<[string, string, RegExp]>([
    [
      'lead elsewhere',
      Array.from({ length: 50_000 }, (_, i) => `${'a'.repeat(64)}  ../${i}\n`).join(''),
      /49900 more files/,
    ],
    ['are none', 'x\n'.repeat(2_000_000), /1999900 more lines/],
    ['are empty', '\r'.repeat(4_000_000), /^$/],
    ['are one', 'x'.repeat(4_000_000), /line 1 is not/],
    ['are too many', 'x\n'.repeat(2_500_000), /larger than 4194304 bytes/],
  ])('is done soon, however many lines of a manifest %s', async (_, text, error) => {
    const folder = temporaryFolder();
    await repacked((top) => {
      // In a folder, for an archive would have to be a bomb.
      renameSync(top, join(folder, 'bag'));
      mkdirSync(top);
    });
    writeFileSync(join(folder, 'bag/manifest-sha256.txt'), text);
    const started = performance.now();
    const { valid, errors } = await verifyBundle(join(folder, 'bag'), io);
    expect([valid, errors.length <= 102]).toEqual([false, true]);
    expect(errors.join('\n')).toMatch(error);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('stops when it is interrupted', async () => {
    const folder = temporaryFolder();
    const { path } = await createBundle(bundleInput(join(folder, 'b.zip')), io);
    const interrupt = new AbortController();
    interrupt.abort();
    await expect(verifyBundle(path, wholeIo({}, interrupt.signal))).rejects.toMatchObject({ name: 'Cancelled' });
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
      'fetch.txt is not supported: it would make a reader download files',
    ],
    [
      'an algorithm that is not checked',
      (top) => writeFileSync(join(top, 'manifest-md5.txt'), ''),
      'md5 is not supported',
    ],
    ['a wrong Oxum', (top) => writeFileSync(join(top, 'bag-info.txt'), 'Payload-Oxum: 1.1\n'), 'Payload-Oxum is 1.1'],
    [
      'another version',
      (top) => writeFileSync(join(top, 'bagit.txt'), 'BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n'),
      'BagIt 9.9 is not supported',
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

  const PARENT = 'ab'.repeat(32);
  it.each<[string, string, string, string | null]>([
    ['two parents', `Parent-Bundle-Id: ${PARENT}\nParent-Bundle-Id: ${PARENT}\n`, 'has to be one SHA-256', null],
    ['a parent that is no id', 'Parent-Bundle-Id: ../x\n', 'has to be one SHA-256', null],
    ['a parent that its record does not name', `Parent-Bundle-Id: ${PARENT}\n`, 'data/case.json no parent', PARENT],
  ])('refuses %s', async (_, lines, error, parent) => {
    const result = await verifyChanged((top) => {
      appendFileSync(join(top, 'bag-info.txt'), lines);
      retag(top);
    });
    expect(result).toMatchObject({ valid: false, parent, errors: [expect.stringContaining(error)] });
  });

  it('takes a bundle in a folder as one in an archive', async () => {
    const folder = temporaryFolder();
    const made = await createBundle(bundleInput(join(folder, 'b.zip')), io);
    execFileSync('unzip', ['-q', made.path, '-d', folder]);
    const top = join(folder, '20261120-k3f9-20261120T134100Z');
    for (const path of [top, `${top}/`])
      expect(await verifyBundle(path, io)).toEqual(await verifyBundle(made.path, io));
    symlinkSync(top, join(folder, 'link'));
    expect(await verifyBundle(join(folder, 'link'), io)).toMatchObject({ valid: true, id: made.id });
    appendFileSync(join(top, 'data/case.json'), ' ');
    rmSync(join(top, 'data/case.md'));
    writeFileSync(join(top, 'data/planted.txt'), 'x');
    expect(await verifyBundle(top, io)).toMatchObject({
      valid: false,
      changed: ['data/case.json'],
      missing: ['data/case.md'],
      extra: ['data/planted.txt'],
      errors: [expect.stringContaining('Payload-Oxum')],
    });
  });

  it.each<[string, (top: string) => void, string]>([
    ['a link to a file', (top) => symlinkSync('/etc/passwd', join(top, 'data/x')), '"data/x" is a link'],
    ['a link in place of a file', (top) => relink(join(top, 'data/case.md')), '"data/case.md" is a link'],
    ['a link to a folder', (top) => symlinkSync('/', join(top, 'data/x')), '"data/x" is a link'],
    ['a link in a circle', (top) => symlinkSync('.', join(top, 'data/x')), '"data/x" is a link'],
    ['a link that leads nowhere', (top) => symlinkSync('none', join(top, 'data/x')), 'neither a file nor a folder'],
    ['a pipe', (top) => execFileSync('mkfifo', [join(top, 'data/x')]), 'neither a file nor a folder'],
    ['a strange name', (top) => writeFileSync(join(top, 'data/\x1b[2J'), ''), '"data/\\u001b[2J" has a control'],
    ['names that differ by case', (top) => writeFileSync(join(top, 'data/CASE.md'), ''), 'by case or accents alone'],
    [
      'folders without end',
      (top) => mkdirSync(join(top, 'data', 'd/'.repeat(130)), { recursive: true }),
      'more than 240 bytes',
    ],
  ])('refuses a folder with %s', async (_, change, error) => {
    const folder = temporaryFolder();
    const made = await createBundle(bundleInput(join(folder, 'b.zip')), io);
    execFileSync('unzip', ['-q', made.path, '-d', folder]);
    const top = join(folder, '20261120-k3f9-20261120T134100Z');
    change(top);
    const result = await verifyBundle(top, io);
    expect(result).toMatchObject({ valid: false, id: null, errors: [expect.stringContaining('not a sound bag')] });
    expect(result.errors[0]).toContain(error);
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
    expect(await verifyBundle(folder, io)).toMatchObject({
      valid: false,
      errors: [expect.stringContaining('it has no bagit.txt')],
    });
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
      async *stream(_, part) {
        yield content.subarray(part?.start, part?.end);
      },
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
