import { describe, expect, test } from 'vitest';
import { parseBif } from '../../bench/questions/bif.ts';
import { rolesOf } from '../../bench/questions/fault-network.ts';
import { readNetwork } from '../../bench/questions/main.ts';
import { measureNetwork, PUBLISHED } from '../../bench/questions/network-report.ts';

const FILE = process.env['DESKMEDIC_WIN95'];
const SKIPPED =
  FILE === undefined ? ' — SKIPPED: set DESKMEDIC_WIN95 to the path of win95pts.bif or win95pts.bif.gz' : '';

/** Questions, first, among the first three, repairs: measured before by other code, with the same set-up. */
const EXPECTED: Readonly<Record<string, readonly [questions: number, top1: number, top3: number, repairs: number]>> = {
  'complaint only': [0, 0.425, 0.744, 3.06],
  '+ greedy, 16 leaves': [3.9, 0.542, 0.825, 2.44],
  '+ file order, 16 leaves': [9.8, 0.542, 0.825, 2.42],
  '+ greedy, 42 findings': [5.2, 0.833, 0.963, 1.46],
  '+ file order, 42 findings': [27.1, 0.835, 0.972, 1.32],
};
const PRIOR_REPAIRS = 5.67;

describe.skipIf(FILE === undefined)(`the Windows 95 printer network${SKIPPED}`, () => {
  test(`has 76 variables, 28 of them faults, 16 leaves and 42 that are no roots${SKIPPED}`, () => {
    const network = parseBif(readNetwork(FILE!));
    const { faults, complaints, leaves, findings } = rolesOf(network);
    expect(network.variables).toHaveLength(76);
    expect(faults).toHaveLength(28);
    expect(complaints).toHaveLength(6);
    expect(leaves.length + complaints.length).toBe(16);
    expect(findings.length + complaints.length).toBe(42);
  });

  test(`takes as many questions and repairs as measured before, within sampling${SKIPPED}`, () => {
    const results = measureNetwork(parseBif(readNetwork(FILE!)), PUBLISHED, 1995);
    const [prior, ...rest] = results;
    /** 0.2, or two standard errors of the difference of two such samples where that is more. */
    const within = (actual: number, expected: number, error: number): void =>
      expect(Math.abs(actual - expected)).toBeLessThanOrEqual(Math.max(0.2, 2 * Math.SQRT2 * error));
    within(prior!.repairs, PRIOR_REPAIRS, prior!.repairsError);
    expect(rest.map(({ policy }) => policy)).toEqual(Object.keys(EXPECTED));
    for (const { policy, questions, top1, top3, repairs, questionsError, repairsError } of rest) {
      const expected = EXPECTED[policy]!;
      within(questions, expected[0], questionsError);
      expect(Math.abs(top1 - expected[1])).toBeLessThanOrEqual(0.02);
      expect(Math.abs(top3 - expected[2])).toBeLessThanOrEqual(0.02);
      within(repairs, expected[3], repairsError);
    }
  });
});
