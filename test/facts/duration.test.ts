import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/facts/duration.ts';

describe('parseDuration', () => {
  test.each([
    ['90s', 90_000],
    ['119s', 119_000],
    ['2m', 120_000],
    ['1h', 3_600_000],
    ['1m30s', 90_000],
    ['1h2m3s4ms', 3_723_004],
    ['00:01:30', 90_000],
    ['100:00:00', 360_000_000],
    ['500ms', 500],
    ['0s', 0],
    ['1h500ms', 3_600_500],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test.each([
    '',
    ' ',
    '90',
    '-90s',
    '+1m',
    '1.5s',
    '1,5s',
    '90 s',
    '1m90s',
    '1m60s',
    '30s1m',
    '1m1m',
    '2M',
    '1:30',
    '00:60:00',
    '00:00:60',
    '0:01:30',
    '1d',
    'two minutes',
    '٣s',
    '9999999999999999h',
    '1m\n',
  ])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('formatDuration', () => {
  test('writes the largest units first and leaves out what is zero', () => {
    expect([0, 1, 500, 1_000, 119_000, 120_000, 121_000, 3_600_000, 90_000_000].map(formatDuration)).toEqual([
      '0s',
      '1ms',
      '500ms',
      '1s',
      '1m59s',
      '2m',
      '2m1s',
      '1h',
      '25h',
    ]);
  });

  test('writes what parseDuration reads back', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds))).toBe(milliseconds);
      }),
    );
  });
});
