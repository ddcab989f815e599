import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../src/case/events.ts';
import { caseHome } from '../../src/case/home.ts';
import { caseStore, type OpenedEvent } from '../../src/case/store.ts';
import { bundleChild, startChild } from '../support/child.ts';
import { diskIo, stoppedClock, temporaryFolder } from '../support/disk.ts';

const opened: OpenedEvent = {
  type: 'opened',
  format: 1,
  tool: '0.1.0',
  packs: [],
  policy: 'cisco-tac',
  zone: 'America/Chicago',
};
const answer = (value: string): CaseEvent => ({ type: 'answered', prompt: 'text', value, by: 'person' });
const io = diskIo();
const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/** A store with one closed case of `answers` answers, and where its journal lies. */
async function withCase(answers: number): Promise<{ home: string; id: string; journal: string; folder: string }> {
  const home = temporaryFolder();
  const created = await caseStore(home, io).create(opened);
  for (let n = 1; n <= answers; n++) await created.append(answer(`answer ${n}`));
  await created.close();
  const folder = join(home, 'cases', created.id);
  return { home, id: created.id, folder, journal: join(folder, 'journal.jsonl') };
}

describe('a case', () => {
  it('is created, appended to, closed, opened again and read', async () => {
    const home = join(temporaryFolder(), 'not', 'there', 'yet');
    const clock = stoppedClock('2026-11-20T08:41:00-06:00');
    const store = caseStore(home, diskIo({ clock }));
    const created = await store.create(opened);
    expect(created.id).toMatch(/^20261120-/);
    const second = await created.append(answer('silent'));
    expect(second).toEqual({ ...answer('silent'), seq: 2, at: '2026-11-20T14:41:00.000Z' });
    expect(created.entries.map(({ seq }) => seq)).toEqual([1, 2]);
    await created.close();
    await created.close();
    const again = await store.open(created.id.slice(0, 11));
    expect(again).toMatchObject({ id: created.id, repaired: null });
    await again.append({ type: 'back' });
    await again.close();
    expect((await store.read(created.id)).map(({ type, seq }) => [type, seq])).toEqual([
      ['opened', 1],
      ['answered', 2],
      ['back', 3],
    ]);
    expect(readdirSync(join(home, 'cases', created.id)).sort()).toEqual(['evidence', 'journal.jsonl']);
  });

  it('is readable by its owner alone, also where everybody may read by default', async () => {
    const before = process.umask(0);
    try {
      const { home, folder, journal } = await withCase(1);
      const modes = [join(home, 'cases'), folder, join(folder, 'evidence'), journal].map((path) => statSync(path).mode);
      expect(modes.map((mode) => (mode & 0o777).toString(8))).toEqual(['700', '700', '700', '600']);
    } finally {
      process.umask(before);
    }
  });

  it('keeps the order of answers that are appended at the same time', async () => {
    const { home, id } = await withCase(0);
    const open = await caseStore(home, io).open(id);
    await Promise.all(Array.from({ length: 20 }, (_, n) => open.append(answer(String(n)))));
    await open.close();
    const entries = await caseStore(home, io).read(id);
    expect(entries.slice(1).map((entry) => (entry.type === 'answered' ? entry.value : null))).toEqual(
      Array.from({ length: 20 }, (_, n) => String(n)),
    );
  });

  it('takes nothing more once it is closed', async () => {
    const created = await caseStore(temporaryFolder(), io).create(opened);
    await created.close();
    await expect(created.append(answer('late'))).rejects.toThrow('closed');
  });

  it('gets another id when the first is taken', async () => {
    const home = temporaryFolder();
    const random = ['00000000', '00000000', '00000001'];
    const clock = stoppedClock('2026-11-20T12:00:00Z');
    const real = io.system.randomHex;
    const system = { randomHex: (bytes: number) => (bytes === 4 ? random.shift()! : real(bytes)) };
    const store = caseStore(home, diskIo({ clock, system }));
    const first = await store.create(opened);
    const second = await store.create(opened);
    expect([first.id, second.id]).toEqual(['20261120-aaaa', '20261120-baaa']);
    await first.close();
    await second.close();
  });

  it('is one of several created at once, each with its own id', async () => {
    const home = temporaryFolder();
    const created = await Promise.all(Array.from({ length: 10 }, () => caseStore(home, io).create(opened)));
    expect(new Set(created.map(({ id }) => id)).size).toBe(10);
    await Promise.all(created.map((one) => one.close()));
    expect(await caseStore(home, io).list()).toHaveLength(10);
  });
});

describe('finding a case', () => {
  it('lists the newest day first, within a day the one touched last, and no leftovers', async () => {
    const home = temporaryFolder();
    const make = async (iso: string): Promise<string> => {
      const created = await caseStore(home, diskIo({ clock: stoppedClock(iso) })).create(opened);
      await created.close();
      return created.id;
    };
    const old = await make('2026-11-19T12:00:00Z');
    const early = await make('2026-11-20T08:00:00Z');
    const late = await make('2026-11-20T09:00:00Z');
    const touch = (id: string, seconds: number): void =>
      utimesSync(join(home, 'cases', id, 'journal.jsonl'), seconds, seconds);
    touch(old, 3000);
    touch(early, 1000);
    touch(late, 2000);
    mkdirSync(join(home, 'cases', '20261121-aaaa', 'evidence'), { recursive: true });
    mkdirSync(join(home, 'cases', 'something else'));
    expect(await caseStore(home, io).list()).toEqual([late, early, old]);
    touch(early, 4000);
    expect(await caseStore(home, io).list()).toEqual([early, late, old]);
  });

  it('says which cases there are when the id is none of them', async () => {
    const { home, id } = await withCase(0);
    const store = caseStore(home, io);
    const typo = `${id.slice(0, -1)}${id.endsWith('a') ? 'b' : 'a'}`;
    for (const method of ['open', 'read', 'inspect', 'remove'] as const) {
      const error = await caught(store[method](typo));
      expect(error).toMatchObject({ code: 'unknown-case', exit: 2, hint: expect.stringContaining(id) });
    }
    for (const typed of ['', '..', '../..', `../cases/${id}`, `${id}/..`, 'C:\\x'])
      expect(await caught(store.remove(typed))).toMatchObject({ code: 'unknown-case' });
    expect(() => store.evidencePath('../..')).toThrow('not a case id');
    expect(store.evidencePath(id)).toBe(join(home, 'cases', id, 'evidence'));
    expect(await caught(caseStore(temporaryFolder(), io).open('x'))).toMatchObject({ code: 'unknown-case' });
  });

  it('asks for more of the id when several cases begin so', async () => {
    const home = temporaryFolder();
    const store = caseStore(home, io);
    const ids: string[] = [];
    for (let n = 0; n < 2; n++) {
      const created = await store.create(opened);
      ids.push(created.id);
      await created.close();
    }
    const error = await caught(store.open('2'));
    expect(error).toMatchObject({ code: 'ambiguous-case', exit: 2 });
    for (const id of ids) expect((error as { hint: string }).hint).toContain(id);
  });
});

describe('a journal that is not whole', () => {
  it('is repaired after a cut at any byte behind the first line: whole lines stay, the rest is set aside', async () => {
    const { home, id, journal, folder } = await withCase(1);
    const whole = readFileSync(journal);
    const firstEnd = whole.indexOf('\n') + 1;
    let torn = 0;
    for (let length = firstEnd; length < whole.length; length++) {
      writeFileSync(journal, whole.subarray(0, length));
      const kept = whole.subarray(0, length).lastIndexOf('\n') + 1;
      const open = await caseStore(home, io).open(id);
      const cutOff = whole.subarray(kept, length);
      if (cutOff.length > 0) torn++;
      expect(open.repaired).toBe(cutOff.length > 0 ? join(folder, `journal.torn-${torn}`) : null);
      expect(readFileSync(open.repaired ?? '/dev/null').equals(cutOff)).toBe(true);
      const entry = await open.append({ type: 'noted', text: 'after' });
      await open.close();
      expect(entry.seq).toBe(whole.subarray(0, kept).toString().split('\n').length);
      const entries = await caseStore(home, io).read(id);
      expect(entries.at(-1)).toEqual(entry);
      expect(readFileSync(journal).subarray(0, kept).equals(whole.subarray(0, kept))).toBe(true);
    }
    expect(torn).toBeGreaterThan(100);
  }, 30_000);

  it('with a changed byte before the last line is refused with the line, and not touched', async () => {
    const { home, id, journal, folder } = await withCase(3);
    const lines = readFileSync(journal, 'utf8').split('\n');
    lines[2] = lines[2]!.replace('answer 2', 'answer 9');
    writeFileSync(journal, lines.join('\n'));
    const store = caseStore(home, io);
    for (const method of ['open', 'read'] as const)
      expect(await caught(store[method](id))).toMatchObject({
        code: 'case-damaged',
        exit: 6,
        where: { file: journal, line: 3 },
        message: expect.stringContaining('line 3'),
      });
    const reading = await store.inspect(id);
    expect(reading.damaged).toMatchObject({ line: 3 });
    expect(reading.entries).toHaveLength(2);
    expect(readFileSync(journal, 'utf8')).toBe(lines.join('\n'));
    expect(readdirSync(folder).sort()).toEqual(['evidence', 'journal.jsonl']);
  });

  it('without its first entry is damaged, not empty', async () => {
    const { home, id, journal } = await withCase(0);
    for (const content of ['', '{"half of a li']) {
      writeFileSync(journal, content);
      expect(await caught(caseStore(home, io).open(id))).toMatchObject({ code: 'case-damaged', where: { line: 1 } });
      expect(readFileSync(journal, 'utf8')).toBe(content);
    }
  });

  it('of a newer version can be looked at, not written to', async () => {
    const home = temporaryFolder();
    const store = caseStore(home, io);
    const created = await store.create(opened);
    await created.append({ type: 'observed', probe: 'dns' } as unknown as CaseEvent);
    await created.close();
    expect(await caught(store.open(created.id))).toMatchObject({ code: 'case-newer', exit: 6 });
    expect((await store.read(created.id)).map(({ type }) => type)).toEqual(['opened']);
    expect(existsSync(join(home, 'cases', created.id, 'lock'))).toBe(false);
  });
});

describe('two at once', () => {
  const holder = bundleChild('test/support/journal-child.ts');

  it('the second process is told who works on the case, may look at it, and gets it when the first is killed', async () => {
    const { home, id } = await withCase(1);
    const child = startChild(holder, ['hold', home, id]);
    await child.seen('open');
    const store = caseStore(home, io);
    for (const method of ['open', 'remove'] as const) {
      const error = await caught(store[method](id));
      expect(error).toMatchObject({ code: 'case-locked', exit: 6, hint: expect.stringContaining(`case show ${id}`) });
      expect((error as Error).message).toContain(`process ${child.process.pid}`);
    }
    expect(await store.read(id)).toHaveLength(2);
    child.process.kill('SIGKILL');
    await child.ended;
    const open = await store.open(id);
    await open.append(answer('mine now'));
    await open.close();
    expect(await store.read(id)).toHaveLength(3);
  });

  it('a lock of another computer is named with the file to delete', async () => {
    const { home, id, folder } = await withCase(0);
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 7, host: 'elsewhere', nonce: 'x' }));
    const error = await caught(caseStore(home, io).open(id));
    expect(error).toMatchObject({ code: 'case-locked', message: expect.stringContaining('elsewhere') });
    expect((error as { hint: string }).hint).toContain(join(folder, 'lock'));
  });
});

describe('deleting a case', () => {
  it('removes everything in it, and only that', async () => {
    const { home, id, folder } = await withCase(1);
    const other = await caseStore(home, io).create(opened);
    await other.close();
    writeFileSync(join(folder, 'evidence', 'shot.png'), 'x');
    writeFileSync(join(folder, 'journal.torn-1'), 'x');
    await caseStore(home, io).remove(id);
    expect(readdirSync(join(home, 'cases'))).toEqual([other.id]);
  });

  it('works for a damaged one too', async () => {
    const { home, id, journal } = await withCase(0);
    writeFileSync(journal, 'nonsense\nnonsense\n');
    await caseStore(home, io).remove(id);
    expect(readdirSync(join(home, 'cases'))).toEqual([]);
  });
});

describe('a home that cannot be used', () => {
  it('is named together with the way out', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const home = join(folder, 'file', 'home');
    const error = await caught(caseStore(home, io).create(opened));
    expect(error).toMatchObject({ code: 'cannot-write', exit: 6, hint: expect.stringContaining('--home') });
    expect((error as Error).message).toContain(home);
  });

  const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const canDropRights =
    process.getuid?.() === 0 && spawnSync(asNobody[0]!, [...asNobody.slice(1), 'true']).status === 0;
  if (!canDropRights) console.warn('SKIPPED: not root or no setpriv, so a folder without permission is not tested');
  const script = bundleChild('test/support/journal-child.ts');

  it.skipIf(!canDropRights)(
    'for lack of permission gives exit 6, for a new case and for one that is there',
    async () => {
      const { home, id, folder } = await withCase(1);
      chmodSync(home, 0o755);
      execFileSync('chmod', ['-R', 'a+rX', home]);
      chmodSync(join(script, '..'), 0o755);
      for (const task of ['create', 'append']) {
        const { output } = await startChild(script, [task, home, id], asNobody).ended;
        expect(JSON.parse(output)).toMatchObject({ code: 'cannot-write', exit: 6 });
        expect(output).toContain('permission denied');
        expect(output).toContain(home);
      }
      const { output } = await startChild(script, ['read', home, id], asNobody).ended;
      expect(output).toBe('2 entries\n');
      expect(readdirSync(folder).sort()).toEqual(['evidence', 'journal.jsonl']);
      expect(readdirSync(join(home, 'cases'))).toEqual([id]);
    },
  );
});

describe('the home folder', () => {
  const system = { cwd: '/srv/desk', dataDirectory: '/home/jd/.local/share/deskmedic', platform: 'linux' } as const;

  it('is --home, else DESKMEDIC_HOME, else the platform’s own', () => {
    const env = { DESKMEDIC_HOME: '/srv/cases' };
    expect(caseHome('here', diskIo({ system, env }))).toBe('/srv/desk/here');
    expect(caseHome(undefined, diskIo({ system, env }))).toBe('/srv/cases');
    expect(caseHome(undefined, diskIo({ system, env: { DESKMEDIC_HOME: '' } }))).toBe(system.dataDirectory);
    expect(caseHome(undefined, diskIo({ system }))).toBe(system.dataDirectory);
  });

  it('is a Windows path on Windows', () => {
    const windows = { ...system, cwd: 'C:\\Users\\J D', platform: 'win32' } as const;
    expect(caseHome('cases', diskIo({ system: windows }))).toBe('C:\\Users\\J D\\cases');
    expect(caseHome('D:\\cases', diskIo({ system: windows }))).toBe('D:\\cases');
  });
});
