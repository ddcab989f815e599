import type { ReadingProblem } from '../reading.ts';
import { stampOf } from './stamp.ts';
import { wallClock } from './wall-clock.ts';

/** Reads times that stand in fields of their own, in the order of the file. */
export interface MomentReader {
  /** Milliseconds since 1970; undefined for what is no time, or none of a contact center. `inUtc`: the field's name says UTC. */
  read(value: unknown, inUtc?: boolean): number | undefined;
  /** Whether times were read that do not say their zone. */
  isZoneAssumed(): boolean;
}

/** ISO 8601 with `T` or a blank. */
const WRITTEN =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)? ?(?<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?$/i;
/** Since 1970, as some programs write it. */
const COUNTED = /^\d{10}(?:\.\d{1,9})?$|^\d{13}$/;

/** 2000 to 2100 in milliseconds since 1970. */
const EARLIEST = 946_684_800_000;
const LATEST = 4_102_444_800_000;

/** @param zone IANA name, for times that do not say theirs */
export function createMomentReader(zone: string): MomentReader {
  const wall = wallClock(zone);
  let isAssumed = false;

  function written(text: string, inUtc: boolean): number | undefined {
    const parts = WRITTEN.exec(text)?.groups;
    const { year, month, day, hour, minute, second, fraction } = parts ?? {};
    if (parts === undefined) return undefined;
    const stamp = stampOf({
      year,
      month,
      day,
      hour,
      minute,
      second,
      fraction,
      zone: parts['zone'] ?? (inUtc ? 'Z' : undefined),
    });
    if (stamp === undefined || stamp.ms < EARLIEST || stamp.ms >= LATEST) return undefined;
    if (stamp.kind !== 'wall') return stamp.ms;
    isAssumed = true;
    return wall(stamp.ms);
  }

  return {
    read(value, inUtc = false) {
      if (typeof value === 'number') return counted(value);
      if (typeof value !== 'string' || value.length > 40) return undefined;
      const text = value.trim();
      return COUNTED.test(text) ? counted(Number(text)) : written(text, inUtc);
    },
    isZoneAssumed: () => isAssumed,
  };
}

/** What is said of a file of whose times none, or not all, say their zone; undefined where they do. */
export function zoneProblem(times: Pick<MomentReader, 'isZoneAssumed'>, zone: string): ReadingProblem | undefined {
  return times.isZoneAssumed()
    ? { code: 'no-zone', message: `its times do not say their zone: they are read as those of ${zone}` }
    : undefined;
}

/** The moment as ISO 8601 in UTC. */
export function utcOf(moment: number): string {
  return new Date(moment).toISOString();
}

/** A count of seconds or of milliseconds. */
function counted(count: number): number | undefined {
  const moment = Math.round(count < 1e11 ? count * 1000 : count);
  return moment >= EARLIEST && moment < LATEST ? moment : undefined;
}
