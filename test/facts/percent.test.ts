import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPercent, parsePercent, percentOf } from '../../src/facts/percent.ts';

test.each([
  ['20%', 20],
  ['2.5 %', 2.5],
  ['0%', 0],
  ['120%', 120],
  ['20', undefined],
  ['-1%', undefined],
  ['1e3%', undefined],
  ['.5%', undefined],
  ['', undefined],
])('%j is read as %s', (text, value) => {
  expect(parsePercent(text)).toBe(value);
});

test('a share that is exactly a whole percentage is exactly that, and one agent more or less is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom(2, 7, 20, 29), (hundreds, percent) => {
      const [seats, agents] = [hundreds * 100, hundreds * percent];
      expect(percentOf(agents, seats)).toBe(percent);
      expect(percentOf(agents + 1, seats)).toBeGreaterThan(percent);
      expect(percentOf(agents - 1, seats)).toBeLessThan(percent);
    }),
  );
});

test('is written to two places', () => {
  expect([20, 2.5, 23.333333, 0].map(formatPercent)).toEqual(['20%', '2.5%', '23.33%', '0%']);
});
