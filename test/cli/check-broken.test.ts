import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result, Summary } from '../../src/report/result.ts';
import { plantedLines, summaryOf, WAYS, type BatchPlan } from '../support/broken-batch.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { runProgram } from '../support/run-program.ts';

const RECORDS = 100_000;
/** One in a hundred cannot be read, in each of the ten ways a hundred. */
const PLAN: BatchPlan = { records: RECORDS, broken: RECORDS / 100, troubled: 400, escalated: 0 };

let program: BuiltProgram;
beforeAll(() => {
  program = installProgram();
});
afterAll(() => program?.remove());

function check(plan: BatchPlan, options: readonly string[], onLine: (line: string) => void = () => {}) {
  const env = { TZ: 'UTC', DESKMEDIC_HOME: join(program.folder, 'home') };
  return runProgram([program.bin, 'check', '-', ...options], piecesOf(plan), env, onLine);
}

/** The lines, gathered to some size: a write for each would be slow. */
function* piecesOf(plan: BatchPlan): Generator<Uint8Array> {
  let gathered: Uint8Array[] = [Buffer.from('\ufeff')];
  let size = 0;
  for (const { bytes } of plantedLines(plan)) {
    gathered.push(bytes);
    size += bytes.length;
    if (size < 50_000) continue;
    yield Buffer.concat(gathered);
    gathered = [];
    size = 0;
  }
  yield Buffer.concat(gathered);
}

describe('100,000 records, 1,000 of them broken in ten ways', () => {
  test(
    'give 100,000 results, each broken one at its line with its reason, and exit code 5',
    { timeout: 120_000 },
    async () => {
      const planted = plantedLines(PLAN);
      const broken = new Map<string, number>();
      const wrong: unknown[] = [];
      let results = 0;
      const { code, stderr } = await check(PLAN, ['--format', 'ndjson'], (text) => {
        const { id, line, status, action, problems } = JSON.parse(text) as Result;
        const codes = problems.map((problem) => problem.code);
        const found = JSON.stringify([id, line, status, action, codes]);
        results++;
        let next = planted.next();
        while (next.done !== true && next.value.result === undefined) next = planted.next();
        const due = next.value?.result;
        const expected = JSON.stringify([due?.id, due?.line, due?.status, due?.action, due?.codes]);
        if (found !== expected && wrong.length < 5) wrong.push({ found, expected });
        if (status === 'invalid') broken.set(codes.join(), (broken.get(codes.join()) ?? 0) + 1);
      });
      expect(wrong).toEqual([]);
      expect([results, planted.next().done]).toEqual([RECORDS, true]);
      const each = PLAN.broken / WAYS.length;
      expect(Object.fromEntries(broken)).toEqual({
        'bad-json': 3 * each,
        'not-utf8': each,
        'too-large': each,
        'too-deep': each,
        'not-an-object': 2 * each,
        'facts-not-an-object': each,
        'text-not-a-string': each,
      });
      expect([code, stderr]).toEqual([5, '']);
    },
  );

  test(
    'are counted as they were planted, and one to escalate among them makes it 3',
    { timeout: 120_000 },
    async () => {
      const plan = { ...PLAN, escalated: 1 };
      let text = '';
      const { code, stderr } = await check(plan, ['--format', 'json'], (line) => (text += line));
      const { results, summary, exitCode } = JSON.parse(text) as {
        results: Result[];
        summary: Summary;
        exitCode: number;
      };
      expect(summary).toEqual(summaryOf(plantedLines(plan)));
      expect([results.length, summary.statuses.invalid, summary.actions.escalate]).toEqual([RECORDS, plan.broken, 1]);
      expect([code, exitCode, stderr]).toEqual([3, 3, '']);
    },
  );
});

describe('the exit code of a thousand records', () => {
  const sound: BatchPlan = { records: 1000, broken: 0, troubled: 4, escalated: 0 };
  const broken: BatchPlan = { ...sound, broken: WAYS.length };
  const escalated: BatchPlan = { ...broken, escalated: 1 };

  test.each<[number, string, readonly string[], BatchPlan]>([
    [4, 'none broken', [], sound],
    [0, 'none broken', ['--fail-on', 'incomplete'], sound],
    [5, 'ten broken', ['--fail-on', 'workaround'], broken],
    [5, 'ten broken', ['--fail-on', 'incomplete'], broken],
    [0, 'ten broken', ['--fail-on', 'escalate'], broken],
    [0, 'ten broken', ['--fail-on', 'never'], broken],
    [3, 'ten broken and one to escalate', ['--fail-on', 'workaround'], escalated],
    [3, 'ten broken and one to escalate', ['--fail-on', 'incomplete'], escalated],
    [3, 'ten broken and one to escalate', ['--fail-on', 'escalate'], escalated],
    [0, 'ten broken and one to escalate', ['--fail-on', 'never'], escalated],
  ])('is %i with %s and %j', async (expected, _, options, plan) => {
    let results = 0;
    const { code } = await check(plan, ['--format', 'ndjson', ...options], () => results++);
    expect([results, code]).toEqual([1000, expected]);
  });
});
