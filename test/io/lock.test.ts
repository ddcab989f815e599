import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleChild, startChild } from '../support/child.ts';
import { diskIo, temporaryFolder } from '../support/disk.ts';

const child = bundleChild('test/support/lock-child.ts');
const { files } = diskIo();
const hasProc = existsSync('/proc/self/stat');

/** A lock as this very process would write it, with some of it different. */
async function forge(path: string, different: Record<string, unknown>): Promise<void> {
  const lock = await files.lock(path);
  const own = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  if (lock.taken) await lock.release();
  writeFileSync(path, JSON.stringify({ ...own, nonce: 'forged', ...different }));
}

async function takenOver(path: string): Promise<boolean> {
  const lock = await files.lock(path);
  if (lock.taken) await lock.release();
  return lock.taken;
}

describe('a lock', () => {
  it('is taken once, says who holds it, and is free after its release', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'lock');
    const first = await files.lock(path);
    expect(first.taken).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await files.lock(path)).toEqual({ taken: false, pid: process.pid, host: hostname() });
    if (first.taken) await first.release();
    expect(readdirSync(folder)).toEqual([]);
    expect(await takenOver(path)).toBe(true);
  });

  it('is released only by who took it', async () => {
    const path = join(temporaryFolder(), 'lock');
    const lock = await files.lock(path);
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname(), nonce: 'of somebody else' }));
    if (lock.taken) await lock.release();
    expect(readFileSync(path, 'utf8')).toContain('somebody else');
  });

  it('of another computer is never taken over', async () => {
    const path = join(temporaryFolder(), 'lock');
    await forge(path, { host: 'elsewhere', bootId: 'another boot', pid: 2 ** 22 + 1 });
    expect(await files.lock(path)).toEqual({ taken: false, pid: 2 ** 22 + 1, host: 'elsewhere' });
  });

  it('of a process that does not exist is taken over', async () => {
    const path = join(temporaryFolder(), 'lock');
    await forge(path, { pid: 2 ** 22 + 1 });
    expect(await takenOver(path)).toBe(true);
  });

  it('of a process that does not exist is taken over on systems without boot ids and start times too', async () => {
    const path = join(temporaryFolder(), 'lock');
    await forge(path, { bootId: null, startTime: null });
    expect(await takenOver(path)).toBe(false);
    await forge(join(path, '../lock2'), { bootId: null, startTime: null, pid: 2 ** 22 + 1 });
    expect(await takenOver(join(path, '../lock2'))).toBe(true);
  });

  it.skipIf(!hasProc)(
    'of a living process with another start time is taken over: its number was used again',
    async () => {
      const path = join(temporaryFolder(), 'lock');
      await forge(path, { startTime: '1' });
      expect(await takenOver(path)).toBe(true);
    },
  );

  it.skipIf(!hasProc)('from before the last boot is taken over', async () => {
    const path = join(temporaryFolder(), 'lock');
    await forge(path, { bootId: 'another boot' });
    expect(await takenOver(path)).toBe(true);
  });

  it.skipIf(!hasProc)(
    'of another container on this computer is never taken over: its numbers are not ours',
    async () => {
      const path = join(temporaryFolder(), 'lock');
      await forge(path, { pid: 2 ** 22 + 1, pidNamespace: 'pid:[1]' });
      expect(await takenOver(path)).toBe(false);
      await forge(join(path, '../lock2'), { startTime: '1', pidNamespace: 'pid:[1]' });
      expect(await takenOver(join(path, '../lock2'))).toBe(false);
      await forge(join(path, '../lock3'), { bootId: 'another boot', pidNamespace: 'pid:[1]' });
      expect(await takenOver(join(path, '../lock3'))).toBe(true);
      // As versions wrote it that did not know of namespaces.
      await forge(join(path, '../lock4'), { pid: 2 ** 22 + 1, pidNamespace: undefined });
      expect(await takenOver(join(path, '../lock4'))).toBe(true);
    },
  );

  it.skipIf(!hasProc)('of this computer under its former name is recognised by the boot id', async () => {
    const path = join(temporaryFolder(), 'lock');
    await forge(path, { host: 'laptop-at-home', pid: 2 ** 22 + 1 });
    expect(await takenOver(path)).toBe(true);
  });

  it('without content is taken over when it is old', async () => {
    const path = join(temporaryFolder(), 'lock');
    writeFileSync(path, '');
    const old = new Date(Date.now() - 11_000);
    utimesSync(path, old, old);
    expect(await takenOver(path)).toBe(true);
  });

  it('in a folder that does not exist, or where a folder stands, is an error in words', async () => {
    const folder = temporaryFolder();
    await expect(files.lock(join(folder, 'none', 'lock'))).rejects.toMatchObject({ code: 'cannot-write', exit: 6 });
    mkdirSync(join(folder, 'lock'));
    await expect(files.lock(join(folder, 'lock'))).rejects.toMatchObject({ code: 'cannot-read', exit: 6 });
  });
});

describe('between processes', () => {
  it('only one of four at a time holds the lock', async () => {
    const folder = temporaryFolder();
    const counter = join(folder, 'counter');
    writeFileSync(counter, '0');
    const children = Array.from({ length: 4 }, () =>
      startChild(child, ['count', join(folder, 'lock'), counter, '1500']),
    );
    const ends = await Promise.all(children.map(({ ended }) => ended));
    expect(ends.map(({ errors }) => errors).join('')).toBe('');
    const counts = ends.map(({ output }) => Number(output));
    expect(Number(readFileSync(counter, 'utf8'))).toBe(counts.reduce((sum, n) => sum + n, 0));
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual(['counter']);
  }, 20_000);

  it('the lock of a process killed with SIGKILL is taken over at once, by exactly one of many', async () => {
    for (let round = 0; round < 10; round++) {
      const path = join(temporaryFolder(), 'lock');
      const holder = startChild(child, ['hold', path]);
      await holder.seen('taken');
      expect(await files.lock(path)).toMatchObject({ taken: false, pid: holder.process.pid });
      holder.process.kill('SIGKILL');
      await holder.ended;
      const started = Date.now();
      const results = await Promise.all(Array.from({ length: 12 }, () => files.lock(path)));
      const taken = results.filter((result) => result.taken);
      expect(taken).toHaveLength(1);
      expect(Date.now() - started).toBeLessThan(2000);
      if (taken[0]?.taken) await taken[0].release();
    }
  }, 20_000);

  it.skipIf(!hasProc)('the lock of a killed process that its parent never asks about is taken over too', async () => {
    const path = join(temporaryFolder(), 'lock');
    // `sleep` takes the place of the shell and never waits for the child, which stays a zombie.
    const parent = startChild(child, ['hold', path], ['sh', '-c', '"$@" & exec sleep 60', 'sh']);
    await parent.seen('taken');
    const { pid } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    const stat = (): string => readFileSync(`/proc/${pid}/stat`, 'utf8');
    await expect.poll(stat).toContain(') Z ');
    expect(await takenOver(path)).toBe(true);
    parent.process.kill();
    await parent.ended;
  });

  it('four processes that meet a stale lock again and again never hold it two at a time', async () => {
    const folder = temporaryFolder();
    const counter = join(folder, 'counter');
    const lock = join(folder, 'lock');
    writeFileSync(counter, '0');
    const children = Array.from({ length: 4 }, () => startChild(child, ['count', lock, counter, '3000']));
    let planted = 0;
    const running = new Set(children);
    for (const one of children) void one.ended.then(() => running.delete(one));
    while (running.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      // `wx` fails while one of them holds it: a stale lock can only be left where there was none.
      const stale = { pid: 2 ** 22 + 1, host: hostname(), bootId: null, startTime: null, nonce: `planted-${planted}` };
      try {
        writeFileSync(lock, JSON.stringify(stale), { flag: 'wx' });
        planted++;
      } catch {
        continue;
      }
    }
    const ends = await Promise.all(children.map(({ ended }) => ended));
    expect(ends.map(({ errors }) => errors).join('')).toBe('');
    const total = ends.reduce((sum, { output }) => sum + Number(output), 0);
    expect(Number(readFileSync(counter, 'utf8'))).toBe(total);
    expect(planted).toBeGreaterThan(20);
  }, 20_000);
});
