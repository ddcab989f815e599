import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { HELPS, inOrderOfTrying, rowsToTry, type Chance, type TriedRow } from '../../src/diagnose/next-row.ts';
import type { Ranking } from '../../src/match/rank.ts';
import type { LoadedRules } from '../../src/rules/load-rules.ts';
import type { StepResult } from '../../src/rules/step-result.ts';
import { builtInRules } from '../support/built-in-rules.ts';

/** Expected minutes until one of the actions has helped, or all were tried; exactly one of them will. */
function expectedMinutes(actions: readonly Chance[]): number {
  let left = actions.reduce((sum, { chance }) => sum + chance, 0);
  return actions.reduce((sum, { chance, minutes }) => {
    const cost = sum + left * minutes;
    left -= chance;
    return cost;
  }, 0);
}

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [at, item] of items.entries())
    for (const rest of permutations(items.toSpliced(at, 1))) yield [item, ...rest];
}

const actions = fc.array(fc.record({ chance: fc.nat(100), minutes: fc.integer({ min: 1, max: 60 }) }), {
  minLength: 1,
  maxLength: 7,
});

test('by chance ÷ minutes no other order takes less time, for up to seven', () => {
  fc.assert(
    fc.property(actions, (list) => {
      const best = Math.min(...[...permutations(list)].map(expectedMinutes));
      expect(expectedMinutes(inOrderOfTrying(list, (action) => action))).toBe(best);
    }),
    { numRuns: 60 },
  );
});

describe('rows to try after one that did not help', () => {
  let loaded: LoadedRules;
  beforeAll(async () => {
    loaded = await builtInRules();
  });
  const row = (id: string) => loaded.rules.symptoms.find((symptom) => symptom.id === id)!;

  /** A ranking with these probabilities; the rest is "none of these". */
  function ranking(probabilities: Readonly<Record<string, number>>): Ranking {
    const candidates = Object.entries(probabilities).map(([id, probability]) => ({
      symptom: row(id),
      probability,
      wordBits: 0,
      facts: [],
      words: () => [],
    }));
    return { candidates, none: 1 - candidates.reduce((sum, item) => sum + item.probability, 0), abstained: false };
  }
  function tried(id: string, result: StepResult | undefined, isRefused = false): TriedRow {
    const steps = result === undefined ? [] : row(id).steps.map((step) => [step.id, result] as const);
    return { symptom: row(id), results: new Map(steps), isRefused };
  }
  const next = (given: Readonly<Record<string, number>>, done: readonly TriedRow[]) =>
    rowsToTry(ranking(given), done, (symptom) => symptom.steps[0], loaded.context).map(({ symptom }) => symptom.id);

  const BOTH = { 'desktop/slow': 0.5, 'desktop/opened-twice': 0.45 };

  test('are those that are still likely once all steps failed', () => {
    expect(next(BOTH, [tried('desktop/slow', 'not-fixed')])).toEqual(['desktop/opened-twice']);
  });

  test('are none while the chosen row may well be right, or the others never were likely', () => {
    expect(next(BOTH, [tried('desktop/slow', 'could-not-do')])).toEqual([]);
    expect(next({ 'desktop/slow': 0.98, 'desktop/opened-twice': 0.01 }, [tried('desktop/slow', 'not-fixed')])).toEqual(
      [],
    );
  });

  test('are others once the person said that the chosen one does not fit', () => {
    const given = { 'portal/wrap-up-counts-differ': 0.5, 'desktop/slow': 0.4 };
    expect(next(given, [tried('portal/wrap-up-counts-differ', undefined, true)])).toEqual(['desktop/slow']);
    expect(next(given, [tried('portal/wrap-up-counts-differ', undefined)])).toEqual([]);
  });

  test('are not those that contradict what the chosen one says: that was seen', () => {
    const given = { 'desktop/not-responding-phone-silent': 0.55, 'desktop/softphone-silent': 0.4 };
    expect(next(given, [tried('desktop/not-responding-phone-silent', 'not-fixed')])).toEqual([]);
  });

  test('never are those that were tried', () => {
    const done = [tried('desktop/slow', 'not-fixed'), tried('desktop/opened-twice', 'not-fixed')];
    expect(next({ ...BOTH, 'desktop/slow': 0.1 }, done)).toEqual([]);
  });

  test('come in the order of probability × likelihood ÷ minutes of their first safe step; without one, last', () => {
    const given = {
      'desktop/partly-displayed': 0.3,
      'desktop/slow': 0.3,
      'audio/cross-talk': 0.2,
      'portal/wrap-up-counts-differ': 0.2,
    };
    const order = rowsToTry(
      ranking(given),
      [],
      (symptom) => (symptom.area === 'audio' ? undefined : symptom.steps[0]),
      loaded.context,
    );
    const worth = order.map(({ probability, step }) =>
      step === undefined ? 0 : (probability * HELPS[step.likelihood]) / step.minutes,
    );
    expect(order).toHaveLength(4);
    expect(worth).toEqual(worth.toSorted((a, b) => b - a));
  });
});
