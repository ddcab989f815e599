import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseStore } from '../../src/case/store.ts';
import { bundleChild, startChild } from '../support/child.ts';
import { diskIo, temporaryFolder } from '../support/disk.ts';

const script = bundleChild('test/support/fault-child.ts');

interface Outcome {
  readonly acknowledged: readonly string[];
  readonly error: null | { readonly name: string; readonly message: string; readonly exit: number };
  readonly operations: number;
  readonly trace: readonly string[];
}

async function live(home: string, code: string, nth: number | 'link'): Promise<Outcome> {
  const { output, errors } = await startChild(script, [home, code, String(nth)]).ended;
  expect(errors).toBe('');
  return JSON.parse(output) as Outcome;
}

/** What a later run finds: the texts of the one case there is, which must open and take a further entry. */
async function found(home: string): Promise<readonly string[]> {
  const store = caseStore(home, diskIo());
  const [id, ...others] = await store.list();
  expect(others).toEqual([]);
  if (id === undefined) return [];
  const open = await store.open(id);
  const texts = open.entries.map((entry) => (entry.type === 'noted' ? entry.text : entry.type));
  await open.append({ type: 'noted', text: 'later' });
  await open.close();
  const left = readdirSync(join(home, 'cases', id)).filter((name) => !name.startsWith('journal.torn-'));
  expect(left.sort()).toEqual(['evidence', 'journal.jsonl']);
  return texts;
}

it('nothing is acknowledged before it was synced to the disk', async () => {
  const { trace } = await live(temporaryFolder(), 'EIO', 0);
  const before = trace.flatMap((name, n) => (name === 'ack' ? [trace[n - 1]] : []));
  expect(before).toEqual(['sync', 'sync', 'sync', 'sync']);
  expect(trace.join(' ')).toContain('ack write sync ack write sync ack');
  // The first entry: content on disk before its name, and the name on disk before the acknowledgement.
  expect(trace.join(' ')).toContain('write sync link open sync');
});

it('a disk without hard links serves as well', async () => {
  const home = temporaryFolder();
  const { error, acknowledged, trace } = await live(home, 'EPERM', 'link');
  expect(error).toBeNull();
  expect(trace).toContain('link');
  expect(await found(home)).toEqual(acknowledged);
});

describe('when the disk refuses', () => {
  it.each(['EIO', 'ENOSPC'])(
    'any one operation with %s, the error is clear and nothing acknowledged is lost',
    async (code) => {
      const { operations, error } = await live(temporaryFolder(), code, 0);
      expect(error).toBeNull();
      expect(operations).toBeGreaterThan(30);
      for (let nth = 1; nth <= operations; nth++) {
        const home = temporaryFolder();
        const outcome = await live(home, code, nth);
        expect([nth, outcome.error]).toMatchObject([nth, { name: 'UserError', exit: 6 }]);
        const texts = await found(home);
        expect([nth, ...texts.slice(0, outcome.acknowledged.length)]).toEqual([nth, ...outcome.acknowledged]);
        expect(texts.length).toBeLessThanOrEqual(outcome.acknowledged.length + 1);
      }
    },
    60_000,
  );
});
