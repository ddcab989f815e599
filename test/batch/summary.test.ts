import { describe, expect, test } from 'vitest';
import type { FailOn } from '../../src/batch/check-choices.ts';
import { countResults, exitCodeOf } from '../../src/batch/summary.ts';
import type { Action, Status } from '../../src/report/result.ts';

const SOUND = { loaded: 2, matched: 1, notMatched: 1, notEvaluated: 0, failed: 0 };

function summaryOf(findings: readonly (Action | 'invalid' | 'failed')[]) {
  const counter = countResults();
  for (const finding of findings) {
    const status: Status = finding === 'invalid' ? 'invalid' : finding === 'none' ? 'unmatched' : 'matched';
    const action = finding === 'invalid' || finding === 'failed' ? 'none' : finding;
    counter.add({ status, action, rules: finding === 'failed' ? { ...SOUND, failed: 1 } : SOUND });
  }
  return counter.summary(0);
}

describe('the exit code', () => {
  test.each<[number, (Action | 'invalid' | 'failed')[]]>([
    [0, []],
    [0, ['none', 'none']],
    [4, ['none', 'workaround']],
    [4, ['explain']],
    [4, ['wait']],
    [5, ['ask', 'workaround']],
    [5, ['invalid', 'wait']],
    [5, ['failed']],
    [3, ['escalate', 'ask', 'invalid', 'workaround']],
  ])('is %i for %j', (code, findings) => {
    expect(exitCodeOf(summaryOf(findings))).toBe(code);
  });

  test.each<[FailOn, number[]]>([
    ['workaround', [3, 5, 4, 0]],
    ['incomplete', [3, 5, 0, 0]],
    ['escalate', [3, 0, 0, 0]],
    ['never', [0, 0, 0, 0]],
  ])('under --fail-on %s tells only what is at or above it', (failOn, codes) => {
    const findings: Action[] = ['escalate', 'ask', 'workaround', 'none'];
    expect(findings.map((finding) => exitCodeOf(summaryOf([finding, 'none']), failOn))).toEqual(codes);
  });
});

test('each record is counted once by its status and once by its action', () => {
  const { records, statuses, actions } = summaryOf(['escalate', 'invalid', 'none', 'workaround', 'failed']);
  const total = (counts: Readonly<Record<string, number>>) =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  expect([records, total(statuses), total(actions)]).toEqual([5, 5, 5]);
});
