import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { diskIo, temporaryFolder } from '../support/disk.ts';

const { files } = diskIo();
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

async function* chunks(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield new TextEncoder().encode(part);
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

describe('reading', () => {
  it('gives the whole file, a part of it, and its chunks', async () => {
    const path = join(temporaryFolder(), 'data');
    const bytes = Buffer.alloc(700_001, 'deskmedic ');
    writeFileSync(path, bytes);
    expect(Buffer.from(await files.read(path)).equals(bytes)).toBe(true);
    expect(Buffer.from(await collect(files.stream(path))).equals(bytes)).toBe(true);
    for (const [start, end] of [
      [5, 699_000],
      [300_000, 300_001],
      [699_000, 900_000],
      [900_000, 900_001],
      [7, 7],
    ] as const)
      expect(Buffer.from(await collect(files.stream(path, { start, end }))).equals(bytes.subarray(start, end))).toBe(
        true,
      );
    const seen = createHash('sha256');
    for await (const chunk of files.stream(path, { reuse: true })) seen.update(chunk);
    expect(seen.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(Buffer.from(await files.readAt(path, 699_991, 10)).equals(bytes.subarray(699_991, 700_001))).toBe(true);
  });

  it('gives fewer bytes where the file ends, without reserving what it does not have', async () => {
    const path = join(temporaryFolder(), 'data');
    writeFileSync(path, 'abcdef');
    expect(text(await files.readAt(path, 4, 2 ** 40))).toBe('ef');
    expect((await files.readAt(path, 100, 10)).length).toBe(0);
  });

  it('refuses a file that is over the limit, also one that does not say how large it is', async () => {
    const path = join(temporaryFolder(), 'data');
    writeFileSync(path, 'abcdef');
    expect(text(await files.read(path, 6))).toBe('abcdef');
    await expect(files.read(path, 5)).rejects.toMatchObject({ code: 'too-large', exit: 6, where: { file: path } });
    await expect(files.read('/dev/zero', 1000)).rejects.toMatchObject({ code: 'too-large' });
  });

  it('says in words what is in the way', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('round', join(folder, 'round'));
    const attempts: readonly (readonly [() => Promise<unknown>, string])[] = [
      [() => files.read(join(folder, 'none')), `cannot read ${join(folder, 'none')}: no such file`],
      [() => files.read(folder), `cannot read ${folder}: it is a folder`],
      [() => files.read(folder, 10), `cannot read ${folder}: it is a folder`],
      [() => files.read(join(folder, 'file', 'x')), 'a part of the path is a file, not a folder'],
      [() => files.read(join(folder, 'x'.repeat(300))), 'the name is too long'],
      [() => files.read(join(folder, 'a\0b')), 'the name is not allowed'],
      [() => files.facts(join(folder, 'round')), 'links in a circle'],
      [() => collect(files.stream(join(folder, 'none'))), 'no such file'],
    ];
    for (const [attempt, words] of attempts) {
      const error = await attempt().catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'UserError', code: 'cannot-read', exit: 6 });
      expect((error as Error).message).toContain(words);
      expect((error as { hint?: string }).hint).toBeTruthy();
    }
  });

  it('tells a file, a folder and nothing apart', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'abc');
    symlinkSync('nowhere', join(folder, 'dangling'));
    expect(await files.facts(join(folder, 'file'))).toMatchObject({ kind: 'file', size: 3 });
    expect(await files.facts(folder)).toMatchObject({ kind: 'directory' });
    expect(await files.facts(join(folder, 'none'))).toBeNull();
    expect(await files.facts(join(folder, 'file', 'below'))).toBeNull();
    expect(await files.facts(join(folder, 'dangling'))).toBeNull();
  });

  it('lists names in order, and none of a folder that does not exist', async () => {
    const folder = temporaryFolder();
    for (const name of ['b', 'a', 'B', '.c']) writeFileSync(join(folder, name), '');
    expect(await files.names(folder)).toEqual(['.c', 'B', 'a', 'b']);
    expect(await files.names(join(folder, 'none'))).toEqual([]);
  });

  it('starts relative paths at the working directory of the system', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x'), 'here');
    const there = diskIo({ system: { cwd: folder } }).files;
    expect(text(await there.read('x'))).toBe('here');
    expect(await there.resolve('none/y')).toBe(join(folder, 'none/y'));
    symlinkSync('x', join(folder, 'link'));
    expect(await there.resolve('link')).toBe(join(folder, 'x'));
  });
});

describe('glob', () => {
  function tree(): string {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'deep'));
    for (const name of ['b.png', '.a.png', 'Shot [2].png', 'deep/c.png', 'note.txt'])
      writeFileSync(join(folder, name), '');
    symlinkSync('..', join(folder, 'deep', 'up'));
    symlinkSync('b.png', join(folder, 'link.png'));
    return folder;
  }

  it('gives absolute paths in order, names with a dot and links included', async () => {
    const folder = tree();
    const there = diskIo({ system: { cwd: folder } }).files;
    const expected = ['.a.png', 'Shot [2].png', 'b.png', 'link.png'].map((name) => join(folder, name));
    expect(await there.glob('*.png')).toEqual(expected);
    expect(await files.glob(join(folder, '*.png'))).toEqual(expected);
    expect(await there.glob('none/*.png')).toEqual([]);
  });

  it('does not go round in a circle of links', async () => {
    const found = await files.glob(join(tree(), '**/*.png'));
    expect(found.map((path) => basename(path))).toEqual(['.a.png', 'Shot [2].png', 'b.png', 'c.png']);
  });

  it('takes a name that exists as it stands, brackets or not', async () => {
    const folder = tree();
    expect(await files.glob(join(folder, 'Shot [2].png'))).toEqual([join(folder, 'Shot [2].png')]);
  });
});

describe('writing a file', () => {
  it('takes text, bytes and chunks, and keeps it to its owner under any umask', async () => {
    const folder = temporaryFolder();
    const before = process.umask(0);
    try {
      await files.write(join(folder, 'text'), 'grüße');
      await files.write(join(folder, 'bytes'), new Uint8Array([1, 2]));
      await files.write(join(folder, 'chunks'), chunks('a', '', 'bc'));
      await files.write(join(folder, 'shared'), 'x', { mode: 0o644 });
      await files.makeDirectory(join(folder, 'new', 'below'));
    } finally {
      process.umask(before);
    }
    expect(readFileSync(join(folder, 'text'), 'utf8')).toBe('grüße');
    expect([...readFileSync(join(folder, 'bytes'))]).toEqual([1, 2]);
    expect(readFileSync(join(folder, 'chunks'), 'utf8')).toBe('abc');
    expect(['text', 'bytes', 'chunks', 'shared', 'new', 'new/below'].map((name) => modeOf(join(folder, name)))).toEqual(
      ['600', '600', '600', '644', '700', '700'],
    );
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('makes a folder that several make at once, and one with a slash at its end', async () => {
    const folder = join(temporaryFolder(), 'a', 'b', 'c');
    await Promise.all(Array.from({ length: 8 }, () => files.makeDirectory(`${folder}/`)));
    expect(statSync(folder).isDirectory()).toBe(true);
  });

  it('says what is in the way of a new folder', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('nowhere', join(folder, 'link'));
    const attempts: readonly (readonly [string, string])[] = [
      [join(folder, 'file'), 'something is there already'],
      [join(folder, 'file', 'below'), 'a part of the path is a file, not a folder'],
      [join(folder, 'link'), 'something is there already'],
    ];
    for (const [path, words] of attempts) {
      const error = await files.makeDirectory(path).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'cannot-write', exit: 6 });
      expect((error as Error).message).toContain(words);
    }
  });

  it.runIf(existsSync('/proc'))('refuses a folder where the system takes none, and does not try for ever', async () => {
    for (const path of ['/proc/nope', '/proc/nope/', '/proc/nope/below']) {
      const error = await files.makeDirectory(path).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'cannot-write', exit: 6, message: expect.stringContaining('not allowed') });
    }
  });

  it('refuses what is there already, and does not touch it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'x');
    writeFileSync(path, 'old');
    symlinkSync('elsewhere', join(folder, 'dangling'));
    await expect(files.write(path, 'new')).rejects.toMatchObject({ code: 'exists', exit: 6 });
    await expect(files.write(join(folder, 'dangling'), 'new')).rejects.toMatchObject({ code: 'exists' });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['dangling', 'x']);
  });

  it('lets only one of several writers create a file', async () => {
    const folder = temporaryFolder();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => files.write(join(folder, 'x'), `writer ${n}`)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe(`writer ${winner}`);
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('replaces a link instead of writing through it', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'target'), 'precious');
    symlinkSync('target', join(folder, 'link'));
    chmodSync(join(folder, 'target'), 0o644);
    await files.write(join(folder, 'link'), 'new', { overwrite: true });
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(false);
    expect(modeOf(join(folder, 'link'))).toBe('600');
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('precious');
  });

  it('leaves nothing behind when the content fails, and passes the failure on as it is', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x'), 'old');
    const failure = new Error('the redactor refused');
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(100_000);
      throw failure;
    }
    await expect(files.write(join(folder, 'y'), failing())).rejects.toBe(failure);
    await expect(files.write(join(folder, 'x'), failing(), { overwrite: true })).rejects.toBe(failure);
    expect(readdirSync(folder)).toEqual(['x']);
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('old');
  });

  it('says what is in the way', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder'));
    const missing = files.write(join(folder, 'none', 'x'), 'x');
    await expect(missing).rejects.toMatchObject({ code: 'cannot-write', exit: 6, message: /no such folder/ });
    const onFolder = files.write(join(folder, 'folder'), 'x', { overwrite: true });
    await expect(onFolder).rejects.toMatchObject({ code: 'cannot-write', message: /it is a folder/ });
    expect(readdirSync(folder)).toEqual(['folder']);
  });

  it('removes a file, a folder with everything in it, a link but not its target, and nothing', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, 'a', 'b', 'c'), '');
    writeFileSync(join(folder, 'kept'), '');
    symlinkSync('kept', join(folder, 'link'));
    for (const name of ['a', 'link', 'none']) await files.remove(join(folder, name));
    expect(readdirSync(folder)).toEqual(['kept']);
  });
});

describe('appending', () => {
  it('adds to what is there, cuts it, and adds after the cut', async () => {
    const path = join(temporaryFolder(), 'journal');
    const first = await files.append(path);
    await first.append('äbc\n');
    await first.close();
    const second = await files.append(path);
    await second.append('def\n');
    await second.truncate(5);
    await second.append('ghi\n');
    await second.close();
    expect(readFileSync(path, 'utf8')).toBe('äbc\nghi\n');
    expect(modeOf(path)).toBe('600');
  });

  it('does not follow a link', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'target'), 'precious');
    symlinkSync('target', join(folder, 'journal'));
    await expect(files.append(join(folder, 'journal'))).rejects.toMatchObject({ code: 'cannot-write' });
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('precious');
    expect(readlinkSync(join(folder, 'journal'))).toBe('target');
  });
});

const canMount = ((): boolean => {
  const probe = mkdtempSync(join(tmpdir(), 'deskmedic-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    console.warn('SKIPPED: no small disk can be mounted here (needs root), so a full disk is not tested');
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
})();

describe.skipIf(!canMount)('on a full disk', () => {
  function smallDisk<T>(options: string, work: (folder: string) => Promise<T>): Promise<T> {
    const folder = temporaryFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
    return work(folder).finally(() => execFileSync('umount', ['--lazy', folder]));
  }

  it('a write says so and leaves nothing behind', async () => {
    await smallDisk('size=64k', async (folder) => {
      await files.write(join(folder, 'small'), 'kept');
      const large = files.write(join(folder, 'small'), Buffer.alloc(200_000), { overwrite: true });
      await expect(large).rejects.toMatchObject({
        code: 'cannot-write',
        exit: 6,
        message: /no space left on the disk/,
      });
      expect(readdirSync(folder)).toEqual(['small']);
      expect(readFileSync(join(folder, 'small'), 'utf8')).toBe('kept');
    });
  });

  it('appending stops for good after the first line that does not fit, and keeps those before it', async () => {
    await smallDisk('size=64k', async (folder) => {
      const appender = await files.append(join(folder, 'journal'));
      const line = `${'x'.repeat(999)}\n`;
      let written = 0;
      let failure: unknown = null;
      while (failure === null && written < 1000) {
        failure = await appender.append(line).then(
          () => null,
          (error: unknown) => error,
        );
        if (failure === null) written++;
      }
      expect(failure).toMatchObject({ code: 'cannot-write', exit: 6, message: /no space left on the disk/ });
      expect(written).toBeGreaterThan(10);
      await expect(appender.append('y')).rejects.toBe(failure);
      await appender.close();
      expect(readFileSync(join(folder, 'journal'), 'utf8')).toBe(line.repeat(written));
    });
  });

  it('a disk that is read-only is called that', async () => {
    await smallDisk('size=64k,ro', async (folder) => {
      const message = /the disk is read-only/;
      await expect(files.write(join(folder, 'x'), 'x')).rejects.toMatchObject({ code: 'cannot-write', message });
      await expect(files.append(join(folder, 'x'))).rejects.toMatchObject({ message });
      await expect(files.makeDirectory(join(folder, 'x'))).rejects.toMatchObject({ message });
      await expect(files.lock(join(folder, 'x'))).rejects.toMatchObject({ message });
      expect(existsSync(join(folder, 'x'))).toBe(false);
    });
  });
});
