import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { createStampClock } from '../../../src/evidence/times/stamp-clock.ts';
import { stampOf } from '../../../src/evidence/times/stamp.ts';
import { wallClock } from '../../../src/evidence/times/wall-clock.ts';

describe('a stamp', () => {
  const clock = { hour: '08', minute: '41' };
  const date = { year: '2026', month: '11', day: '20' };

  it('is of the kind that its parts make', () => {
    expect(stampOf(clock)).toEqual({ kind: 'clock', ms: 31_260_000 });
    expect(stampOf({ ...clock, second: '03', fraction: '25' })).toEqual({ kind: 'clock', ms: 31_263_250 });
    expect(stampOf({ ...clock, month: '2', day: '1' })).toEqual({ kind: 'yearless', ms: 31 * 86_400_000 + 31_260_000 });
    expect(stampOf({ ...date, ...clock })).toEqual({ kind: 'wall', ms: Date.UTC(2026, 10, 20, 8, 41) });
    expect(stampOf({ ...date, ...clock, zone: '-0600' })).toEqual({
      kind: 'instant',
      ms: Date.UTC(2026, 10, 20, 14, 41),
    });
    expect(stampOf({ ...date, ...clock, zone: 'GMT' })).toEqual({ kind: 'instant', ms: Date.UTC(2026, 10, 20, 8, 41) });
  });

  it.each([
    { ...clock, hour: '24' },
    { ...clock, minute: '60' },
    { ...clock, second: '61' },
    { ...clock, hour: undefined },
    { ...date, ...clock, month: '13' },
    { ...date, ...clock, month: '2', day: '30' },
    { ...date, ...clock, zone: '+15:00' },
    { ...date, ...clock, year: '0001' },
  ])('is none where there is no such time: %o', (parts) => {
    expect(stampOf(parts)).toBeUndefined();
  });
});

describe('the wall clock of a zone', () => {
  const zone = fc.constantFrom(
    'America/Chicago',
    'Europe/Berlin',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'UTC',
    '+05:30',
  );
  const wall = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) });

  it('is read as another program reads it, wherever it shows a time once', () => {
    fc.assert(
      fc.property(zone, wall, (name, ms) => {
        const shown = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC').toPlainDateTime();
        const [one, other] = (['earlier', 'later'] as const).map(
          (disambiguation) => shown.toZonedDateTime(name, { disambiguation }).epochMilliseconds,
        );
        fc.pre(one === other);
        expect(wallClock(name)(ms)).toBe(one);
      }),
    );
  });

  it('goes on through the hours that are shown twice or never', () => {
    const read = wallClock('America/Chicago');
    const at = (day: number, hour: number, minute: number, month = 10): string =>
      new Date(read(Date.UTC(2026, month, day, hour, minute))).toISOString();
    expect([at(1, 0, 59), at(1, 1, 10), at(1, 1, 50), at(1, 1, 10), at(1, 1, 50), at(1, 2, 0)]).toEqual([
      '2026-11-01T05:59:00.000Z',
      '2026-11-01T06:10:00.000Z',
      '2026-11-01T06:50:00.000Z',
      '2026-11-01T07:10:00.000Z',
      '2026-11-01T07:50:00.000Z',
      '2026-11-01T08:00:00.000Z',
    ]);
    expect(new Date(wallClock('America/Chicago')(Date.UTC(2026, 2, 8, 2, 30))).toISOString()).toBe(
      '2026-03-08T08:30:00.000Z',
    );
  });
});

describe('the clock of a file', () => {
  const clock = (hour: number, minute: number): { kind: 'clock'; ms: number } => ({
    kind: 'clock',
    ms: (hour * 60 + minute) * 60_000,
  });

  it('counts days and years where nobody says them', () => {
    const days = createStampClock('UTC');
    const [evening, morning] = [days.read(clock(23, 50)), days.read(clock(0, 10))];
    expect(days.between(evening, morning)).toBe(20 * 60_000);
    const years = createStampClock('UTC');
    const [december, january] = [
      years.read({ kind: 'yearless', ms: 365 * 86_400_000 }),
      years.read({ kind: 'yearless', ms: 0 }),
    ];
    expect(years.between(december, january)).toBe(86_400_000);
  });

  it('takes a small step back for disorder', () => {
    const days = createStampClock('UTC');
    const [later, earlier] = [days.read(clock(8, 41)), days.read(clock(8, 40))];
    expect(days.between(later, earlier)).toBe(0);
    expect(days.between(earlier, later)).toBe(60_000);
  });

  it('cannot tell what elapsed where the clock was put back', () => {
    const elapsed = (one: Parameters<ReturnType<typeof createStampClock>['read']>[0], other: typeof one): unknown => {
      const file = createStampClock('UTC');
      return file.elapsed(file.read(one), file.read(other));
    };
    expect(elapsed(clock(8, 40), clock(8, 41))).toBe(60_000);
    expect(elapsed(clock(23, 50), clock(0, 10))).toBe(20 * 60_000);
    expect(elapsed(clock(8, 41), clock(8, 40))).toBeUndefined();
    expect(elapsed(clock(14, 0), clock(12, 0))).toBeUndefined();
    expect(elapsed({ kind: 'instant', ms: 10 ** 12 }, { kind: 'instant', ms: 10 ** 12 - 1 })).toBeUndefined();
  });

  it('cannot tell how far a moment with a date is from one without', () => {
    const mixed = createStampClock('UTC');
    const undated = mixed.read(clock(8, 41));
    const dated = mixed.read({ kind: 'instant', ms: Date.UTC(2026, 10, 20, 8, 43) });
    expect(mixed.between(undated, dated)).toBeUndefined();
    expect(mixed.at(undated)).toBeUndefined();
    mixed.read({ kind: 'instant', ms: Date.UTC(2026, 10, 20, 14, 50), clock: clock(8, 50).ms });
    expect(mixed.at(undated)).toBe('2026-11-20T14:41:00.000Z');
  });
});
