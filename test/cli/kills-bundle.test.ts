import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBundle } from '../../src/bundle/create.ts';
import { verifyBundle } from '../../src/bundle/verify.ts';
import { bundleInput, PIXEL } from '../support/bundle-case.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { bundleChild, startChild } from '../support/child.ts';
import { temporaryFolder } from '../support/disk.ts';
import { wholeIo } from '../support/whole-io.ts';

/** Of each verb, with each signal. */
const KILLS = 8;
const SECRET = 'Zx81-qUARTZ-77kestrel';
const TEMPORARY = /^\.deskmedic-.*\.tmp$/;

let program: BuiltProgram;
beforeAll(() => {
  program = installProgram();
});
afterAll(() => program.remove());

const stalled = bundleChild('test/support/stalled-bundle-child.ts');

/** A log that takes a while, an image, and a home of its own. */
function desk() {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  for (const name of ['in', 'out', 'home']) mkdirSync(at(name));
  const line = `13:41 guest7@mail.example waits, Authorization: Bearer ${SECRET}\n`;
  writeFileSync(at('in/a.log'), line.repeat(3000));
  writeFileSync(at('in/shot.png'), PIXEL);
  const escalation = { schema: 'deskmedic/escalation/v1', area: 'desktop', summary: 'slow', attachments: ['a.log'] };
  writeFileSync(at('in/esc.json'), JSON.stringify({ ...escalation, screenshots: ['shot.png'] }));
  const create = ['bundle', 'create', '--from', at('in/esc.json'), '-o', at('out/b.zip'), '--allow-incomplete'];
  const redact = ['redact', at('in/a.log'), '-o', at('out/a.log')];
  const start = (args: readonly string[], before: readonly string[] = []) => {
    const [command, ...words] = [...before, process.execPath, program.bin, ...args, '--home', at('home')];
    const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    const ended = once(child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      errors,
    }));
    return { child, ended };
  };
  return {
    at,
    start,
    verbs: { create, redact },
    maps: () => (existsSync(at('home/placeholders')) ? readdirSync(at('home/placeholders')) : []),
    whole: () => readdirSync(at('out')).filter((name) => !TEMPORARY.test(name)),
    temporary: () => readdirSync(at('out')).filter((name) => TEMPORARY.test(name)),
  };
}

/** What is there after a run, however it ended: all of it or nothing. */
async function expectAllOrNothing(place: ReturnType<typeof desk>, verb: 'create' | 'redact'): Promise<boolean> {
  const [name] = place.whole();
  const maps = place.maps().filter((map) => !TEMPORARY.test(map));
  if (name === undefined) expect(maps).toEqual([]);
  else if (verb === 'create') {
    const verified = await verifyBundle(place.at('out/b.zip'), wholeIo());
    expect(verified).toMatchObject({ valid: true });
    // It gets its name before its map does: who is killed right then has a bundle without one.
    expect([[], [`${verified.id}.json`]]).toContainEqual(maps);
  } else expect(readFileSync(place.at('out/a.log'), 'utf8').split('{authorization-1}\n')).toHaveLength(3001);
  for (const left of place.temporary()) {
    expect(readFileSync(join(place.at('out'), left), 'latin1')).not.toContain(SECRET);
  }
  return name !== undefined;
}

describe.each(['create', 'redact'] as const)('%s', (verb) => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    `killed by %s at ${KILLS} moments leaves all or nothing, and the next run nothing else`,
    async (signal) => {
      const calm = desk();
      const begun = performance.now();
      expect((await calm.start(calm.verbs[verb]).ended).errors).not.toContain('error');
      const lasts = performance.now() - begun;
      expect(await expectAllOrNothing(calm, verb)).toBe(true);
      let killed = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const place = desk();
        const { child, ended } = place.start(place.verbs[verb]);
        await sleep((lasts * (kill + 0.5)) / KILLS);
        child.kill(signal);
        const { code, signal: endedBy, errors } = await ended;
        const isWhole = await expectAllOrNothing(place, verb);
        if (code === 0) expect(isWhole).toBe(true);
        else {
          killed += 1;
          // Before the program listens a signal ends it as it ends any other.
          expect([130, null], errors).toContain(code);
          if (code === null) expect(endedBy).toBe(signal);
          expect(errors).not.toContain('unexpected');
        }
        if (code !== null) expect(place.temporary()).toEqual([]);
        if (isWhole) continue;
        expect((await place.start(place.verbs[verb]).ended).code).toBe(0);
        expect(await expectAllOrNothing(place, verb)).toBe(true);
        expect(place.temporary()).toEqual([]);
      }
      expect(killed).toBeGreaterThan(KILLS / 3);
    },
    120_000,
  );
});

it('what was being written when a process was killed is removed by the next one that writes there, not before', async () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const out = join(folder, 'out');
  mkdirSync(out);
  const child = startChild(stalled, [out, home]);
  await child.seen('stalled');
  expect(readdirSync(out)).toEqual([expect.stringMatching(TEMPORARY)]);
  expect(readdirSync(home)).toEqual([expect.stringMatching(TEMPORARY)]);
  const inputFor = (name: string) => ({ ...bundleInput(join(out, name)), journal: [{ text: 'guest7@mail.example' }] });
  const other = await createBundle(inputFor('other.zip'), wholeIo(), home);
  expect(readdirSync(out).sort()).toEqual([expect.stringMatching(TEMPORARY), 'other.zip']);
  expect(readdirSync(home).sort()).toEqual([expect.stringMatching(TEMPORARY), `${other.id}.json`]);
  child.process.kill('SIGKILL');
  await child.ended;
  await createBundle(inputFor('third.zip'), wholeIo(), home);
  expect(readdirSync(out).sort()).toEqual(['other.zip', 'third.zip']);
  expect(readdirSync(home)).toEqual([`${other.id}.json`]);
});

it('a temporary file that somebody else may be writing stays', async () => {
  const out = temporaryFolder();
  const others = [
    // Another machine, and what no version of this program has written.
    '.deskmedic-00000000-00000000-4194303-1-0123456789abcdef.tmp',
    '.deskmedic-0123456789abcdef.tmp',
    '.deskmedic-notes.tmp',
  ];
  for (const name of others) writeFileSync(join(out, name), 'theirs');
  await createBundle(bundleInput(join(out, 'b.zip')), wholeIo());
  expect(readdirSync(out).sort()).toEqual([...others, 'b.zip'].sort());
});

it.runIf(process.getuid?.() === 0)('a file that this user may not read: exit 6, and nothing is written', async () => {
  const place = desk();
  const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  chmodSync(place.at('.'), 0o755);
  chmodSync(program.folder, 0o755);
  for (const name of ['in', 'out', 'home']) chmodSync(place.at(name), 0o777);
  for (const name of ['in/a.log', 'in/shot.png', 'in/esc.json']) chmodSync(place.at(name), 0o644);
  chmodSync(place.at('in/a.log'), 0o600);
  for (const verb of Object.values(place.verbs)) {
    const { code, errors } = await place.start(verb, asNobody).ended;
    expect([code, errors]).toEqual([6, expect.stringMatching(/a\.log: permission denied/)]);
    expect(readdirSync(place.at('out'))).toEqual([]);
    expect(place.maps()).toEqual([]);
  }
});
