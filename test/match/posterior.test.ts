import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BIT, logarithm, weightsOf } from '../../src/match/posterior.ts';

const scores = fc.array(fc.integer({ min: -60 * BIT, max: 60 * BIT }), { minLength: 1, maxLength: 50 });

describe('weights', () => {
  test('are whole numbers in proportion to powers of two', () => {
    fc.assert(
      fc.property(scores, (list) => {
        const weights = weightsOf(list);
        const best = Math.max(...list);
        for (const [at, score] of list.entries()) {
          expect(Number.isSafeInteger(weights[at])).toBe(true);
          const exact = 2 ** ((score - best) / BIT);
          expect(Math.abs(weights[at]! / 1e12 - exact)).toBeLessThanOrEqual(0.01 * exact + 2e-12);
        }
      }),
    );
  });

  test('depend on differences alone, and keep the order of the scores', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: -9999, max: 9999 }), (list, shift) => {
        const weights = weightsOf(list);
        expect(weightsOf(list.map((score) => score + shift))).toEqual(weights);
        const order = list.map((score, at) => ({ score, weight: weights[at]! })).sort((a, b) => a.score - b.score);
        for (const [at, { weight }] of order.entries())
          expect(weight).toBeGreaterThanOrEqual(order[at - 1]?.weight ?? 0);
      }),
    );
  });
});

test('a logarithm is right to two thousandths of a bit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (value) => {
      expect(Math.abs(logarithm(value) / BIT - Math.log2(value))).toBeLessThan(0.002);
    }),
  );
});
