import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { caseStore } from '../../src/case/store.ts';
import { bundleChild, startChild } from '../support/child.ts';
import { diskIo, temporaryFolder } from '../support/disk.ts';

const KILLS = 220;
/** Processes at once, each on its own case: starting node takes most of the time. */
const LANES = 2;

const script = bundleChild('test/support/journal-child.ts');
const packs = { packs: [], policy: 'cisco-tac', zone: 'UTC' } as const;

interface Tally {
  acknowledged: number;
  repaired: number;
  midway: number;
}

/** Kills a process that appends to a case, again and again; each time what it acknowledged must be there. */
async function lane(home: string, kills: number): Promise<Tally> {
  const store = caseStore(home, diskIo());
  const created = await store.create({ type: 'opened', format: 1, tool: '0', ...packs });
  await created.close();
  const tally: Tally = { acknowledged: 1, repaired: 0, midway: 0 };
  let onDisk = 1;
  for (let kill = 0; kill < kills; kill++) {
    const child = startChild(script, ['flood', home, created.id]);
    // A third while the case is being opened (and repaired), the others while it is appended to.
    await child.seen(kill % 3 === 0 ? 'start' : 'had');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 15));
    child.process.kill('SIGKILL');
    const { output, errors, signal } = await child.ended;
    expect(errors).toBe('');
    expect(signal).toBe('SIGKILL');
    const had = /^had (\d+)/m.exec(output);
    expect(Number(had?.[1] ?? Infinity)).toBeGreaterThanOrEqual(tally.acknowledged);
    if (output.includes('repaired')) tally.repaired++;
    const last = [...output.matchAll(/^ok (\d+)$/gm)].at(-1);
    if (last !== undefined) tally.midway++;
    tally.acknowledged = Math.max(tally.acknowledged, Number(last?.[1] ?? 0));
    const entries = await store.read(created.id);
    expect(entries.length).toBeGreaterThanOrEqual(tally.acknowledged);
    // Written but killed before the acknowledgement: at most one.
    expect(entries.length).toBeLessThanOrEqual(Math.max(tally.acknowledged, onDisk) + 1);
    expect(entries.length).toBeGreaterThanOrEqual(onDisk);
    onDisk = entries.length;
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
  }
  const after = await store.open(created.id);
  await after.append({ type: 'back' });
  await after.close();
  const torn = readdirSync(join(home, 'cases', created.id)).filter((name) => name.startsWith('journal.torn-'));
  expect(torn.length).toBeGreaterThanOrEqual(tally.repaired);
  return tally;
}

it(`loses nothing that was acknowledged in ${KILLS} kills with SIGKILL, and repairs what was torn`, async () => {
  const homes = Array.from({ length: LANES }, temporaryFolder);
  const tallies = await Promise.all(homes.map((home) => lane(home, KILLS / LANES)));
  const sum = (key: keyof Tally): number => tallies.reduce((total, tally) => total + tally[key], 0);
  // A test in which nobody was ever killed while writing would prove nothing.
  expect(sum('midway')).toBeGreaterThan(KILLS / 10);
  expect(sum('acknowledged')).toBeGreaterThan(KILLS);
  expect(sum('repaired')).toBeGreaterThan(0);
}, 120_000);
