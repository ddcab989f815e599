import { describe, expect, test } from 'vitest';
import { showTime, timeWords } from '../../src/facts/time.ts';

const MOMENT = Date.UTC(2026, 10, 20, 14, 41);

describe('showTime', () => {
  test('shows one moment in UTC, on the wall clock, and names the zone', () => {
    expect(showTime(MOMENT, 'America/Chicago')).toEqual({
      utc: '2026-11-20T14:41:00Z',
      local: '2026-11-20T08:41:00-06:00',
      zone: 'America/Chicago',
    });
  });

  test('takes ISO 8601 with any offset', () => {
    expect(showTime('2026-11-20T08:41:00-06:00', 'Asia/Kolkata').local).toBe('2026-11-20T20:11:00+05:30');
  });

  test('keeps milliseconds where there are any', () => {
    expect(showTime(MOMENT + 7, 'UTC').utc).toBe('2026-11-20T14:41:00.007Z');
  });

  test('throws for a time without an offset instead of guessing one', () => {
    expect(() => showTime('2026-11-20T08:41:00', 'UTC')).toThrow(RangeError);
  });
});

describe('timeWords', () => {
  test('says wall clock, zone, offset and UTC', () => {
    expect(timeWords(MOMENT, 'America/Chicago')).toBe('2026-11-20 08:41 (America/Chicago, UTC-06:00) = 14:41 UTC');
  });

  test('adds the date to UTC when it is another day there', () => {
    expect(timeWords('2026-11-20T20:41:00-06:00', 'America/Chicago')).toBe(
      '2026-11-20 20:41 (America/Chicago, UTC-06:00) = 2026-11-21 02:41 UTC',
    );
  });

  test('tells the two 01:30s of an autumn night apart', () => {
    expect(timeWords('2026-11-01T05:30:00Z', 'America/New_York')).toContain('UTC-04:00');
    expect(timeWords('2026-11-01T06:30:00Z', 'America/New_York')).toContain('UTC-05:00');
  });
});
