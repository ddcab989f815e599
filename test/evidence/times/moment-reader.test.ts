import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMomentReader, utcOf, zoneProblem } from '../../../src/evidence/times/moment-reader.ts';

const ZONE = 'America/Chicago';

function utc(value: unknown, inUtc?: boolean): string | undefined {
  const moment = createMomentReader(ZONE).read(value, inUtc);
  return moment === undefined ? undefined : utcOf(moment);
}

describe('a time in a field of its own', () => {
  it.each<[unknown, string]>([
    ['2026-11-20T14:00:00Z', '2026-11-20T14:00:00.000Z'],
    ['2026-11-20T14:00:00.123456+00:00', '2026-11-20T14:00:00.123Z'],
    ['2026-11-20 08:00:00 -0600', '2026-11-20T14:00:00.000Z'],
    ['2026-11-20 14:00 UTC', '2026-11-20T14:00:00.000Z'],
    ['2026-11-20T08:00:00,5', '2026-11-20T14:00:00.500Z'],
    [1795183200, '2026-11-20T14:00:00.000Z'],
    [1795183200.25, '2026-11-20T14:00:00.250Z'],
    ['1795183200000', '2026-11-20T14:00:00.000Z'],
  ])('%s is read', (value, expected) => {
    expect(utc(value)).toBe(expected);
  });

  it.each([
    [''],
    ['08:00'],
    ['11/20/2026 08:00'],
    ['2026-02-30T08:00:00Z'],
    ['2026-11-20T25:00:00Z'],
    [0],
    [Number.NaN],
    [1e300],
    [null],
    [{}],
  ])('%s is none', (value) => {
    expect(utc(value)).toBeUndefined();
  });

  it('is in UTC where its name says so', () => {
    expect(utc('2026-11-20 08:00:00', true)).toBe('2026-11-20T08:00:00.000Z');
  });

  it('tells when its zone was assumed, and only then', () => {
    const times = createMomentReader(ZONE);
    times.read('2026-11-20T14:00:00Z');
    times.read('no time');
    expect(zoneProblem(times, ZONE)).toBeUndefined();
    times.read('2026-11-20T14:00:00');
    expect(zoneProblem(times, ZONE)).toMatchObject({
      code: 'no-zone',
      message: expect.stringContaining(ZONE) as string,
    });
  });

  it('is read back as it is written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2001-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }),
        (date) => {
          expect(utc(date.toISOString())).toBe(date.toISOString());
        },
      ),
    );
  });
});
