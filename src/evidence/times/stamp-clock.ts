import type { Stamp } from './stamp.ts';
import { wallClock } from './wall-clock.ts';

/** A point in the time of one file: since 1970 where it is `dated`, else since the file's own beginning of days. */
export interface Moment {
  readonly ms: number;
  readonly dated: boolean;
  /** Counts how often the clock was put back, or may have been: between two runs no length can be told. */
  readonly run: number;
}

/** Makes moments of the stamps of one file, given in the order of its lines. */
export interface StampClock {
  read(stamp: Stamp): Moment;
  /** ISO 8601 in UTC; undefined as long as no line has told the date. */
  at(moment: Moment | undefined): string | undefined;
  /** Whole milliseconds from one to the other, 0 where lines stand in the wrong order; undefined when it cannot be told. */
  between(from: Moment | undefined, to: Moment | undefined): number | undefined;
  /** The same as long as the clock runs on; undefined where it was put back between them, or the lines stand in the wrong order. */
  elapsed(from: Moment | undefined, to: Moment | undefined): number | undefined;
  /** Whether times were read that do not say their zone. */
  isZoneAssumed(): boolean;
}

const DAY = 24 * 60 * 60 * 1000;
/** A clock that is put back by less shows lines out of order or the end of summer time, not the next day. */
const BACK_INTO_NEXT_DAY = 90 * 60 * 1000;
/** Whose clock without a date goes on by more in one step may have had it put back instead. */
const LONGEST_STEP = DAY / 2;
/** By which lines may stand in the wrong order. */
const DISORDER = 60 * 1000;
const BACK_INTO_NEXT_YEAR = 180 * DAY;
const YEAR = 366 * DAY;

/** A clock for one file. @param zone IANA name, for times that do not say theirs */
export function createStampClock(zone: string): StampClock {
  const wall = wallClock(zone);
  let days = 0;
  let years = 0;
  let clockBefore = 0;
  let yearlessBefore = 0;
  let zoneAssumed = false;
  let run = 0;
  let latest: { ms: number; dated: boolean } | undefined;
  /** Added to an undated moment it makes a dated one; known once a line tells both. */
  let origin: number | undefined;

  function onClock(ms: number): number {
    if (ms < clockBefore - BACK_INTO_NEXT_DAY) {
      days += 1;
      if (ms + DAY - clockBefore > LONGEST_STEP) run += 1;
    }
    clockBefore = ms;
    return days * DAY + ms;
  }

  function onCalendar(ms: number): number {
    if (ms < yearlessBefore - BACK_INTO_NEXT_YEAR) years += 1;
    yearlessBefore = ms;
    return years * YEAR + ms;
  }

  function undated(ms: number): Moment {
    return origin === undefined ? momentOf(ms, false) : momentOf(ms + origin, true);
  }

  function momentOf(ms: number, dated: boolean): Moment {
    if (latest?.dated !== dated) latest = { ms, dated };
    else if (ms < latest.ms - DISORDER) {
      run += 1;
      latest = { ms, dated };
    } else if (ms > latest.ms) latest = { ms, dated };
    return { ms, dated, run };
  }

  function distance(from: Moment, to: Moment): number | undefined {
    if (from.dated === to.dated) return to.ms - from.ms;
    const [start, end] = [dated(from), dated(to)];
    return start === undefined || end === undefined ? undefined : end - start;
  }

  function dated(moment: Moment): number | undefined {
    if (moment.dated) return moment.ms;
    return origin === undefined ? undefined : moment.ms + origin;
  }

  return {
    read(stamp) {
      switch (stamp.kind) {
        case 'instant':
          if (stamp.clock !== undefined) origin = stamp.ms - onClock(stamp.clock);
          return momentOf(stamp.ms, true);
        case 'wall':
          zoneAssumed = true;
          return momentOf(wall(stamp.ms), true);
        case 'yearless':
          return undated(onCalendar(stamp.ms));
        case 'clock':
          return undated(onClock(stamp.ms));
      }
    },
    at(moment) {
      const ms = moment === undefined ? undefined : dated(moment);
      return ms === undefined ? undefined : new Date(ms).toISOString();
    },
    between(from, to) {
      if (from === undefined || to === undefined) return undefined;
      const length = distance(from, to);
      return length === undefined ? undefined : Math.max(0, length);
    },
    elapsed(from, to) {
      if (from === undefined || to === undefined || from.run !== to.run) return undefined;
      const length = distance(from, to);
      return length === undefined || length < 0 ? undefined : length;
    },
    isZoneAssumed: () => zoneAssumed,
  };
}
