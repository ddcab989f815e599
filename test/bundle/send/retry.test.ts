import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayPass, nextPause, parseRetryAfter, randomNumbers } from '../../../src/bundle/send/retry.ts';

describe('nextPause', () => {
  test('lies between nothing and 1, 2, 4, 8 seconds, and ends after the fifth try', () => {
    const longest = [1, 2, 3, 4].map((failures) => nextPause(failures, 0, 0.999999, undefined));
    expect(longest).toEqual([1000, 2000, 4000, 8000]);
    expect([1, 2, 3, 4].map((failures) => nextPause(failures, 0, 0, undefined))).toEqual([0, 0, 0, 0]);
    expect(nextPause(5, 0, 0, undefined)).toBeNull();
  });

  test('is no shorter than the server asks, up to two minutes', () => {
    expect(nextPause(1, 0, 0.5, 7000)).toBe(7000);
    expect(nextPause(1, 0, 0.5, 3_600_000)).toBe(120_000);
    expect(nextPause(1, 0, 0.5, 10)).toBe(500);
  });

  test('never leads to a try that begins more than ten minutes after the first failure', () => {
    const asked = fc.option(fc.nat(), { nil: undefined });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.nat(700_000),
        fc.float({ min: 0, max: Math.fround(0.99), noNaN: true }),
        asked,
        (failures, since, random, wanted) => {
          const pause = nextPause(failures, since, random, wanted);
          expect(pause === null || (failures < 5 && pause >= 0 && since + pause <= 600_000)).toBe(true);
        },
      ),
    );
    expect(nextPause(1, 600_001, 0, undefined)).toBeNull();
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Fri, 20 Nov 2026 12:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['2026', 2_026_000],
  ])('%j is %j milliseconds', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});

test('only what may pass is tried again', () => {
  const all = Array.from({ length: 500 }, (_, at) => at + 100);
  expect(all.filter(mayPass)).toEqual([408, 425, 429, 500, 502, 503, 504]);
});

test('random numbers follow from the seed, and are spread from 0 to below 1', () => {
  const take = (seed: string): number[] => {
    const next = randomNumbers(seed);
    return Array.from({ length: 1000 }, next);
  };
  expect(take('0badcafe')).toEqual(take('0badcafe'));
  expect(take('0badcafe')).not.toEqual(take('0badcaff'));
  for (const seed of ['00000000', 'ffffffff', '12345678']) {
    const numbers = take(seed);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    expect(mean).toBeGreaterThan(0.45);
    expect(mean).toBeLessThan(0.55);
  }
});
