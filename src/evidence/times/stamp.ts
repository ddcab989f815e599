/**
 * What a line says of when it was written, in milliseconds:
 * `instant` since 1970; `wall` the same on a wall clock whose zone is not said, as though that were UTC;
 * `yearless` a wall clock's date and time without the year, since the beginning of one; `clock` since midnight of an untold day.
 */
export type Stamp =
  | { readonly kind: 'instant'; readonly ms: number; readonly clock?: number }
  | { readonly kind: 'wall' | 'yearless' | 'clock'; readonly ms: number };

/** Parts of a time as they were written: digits, of which none but those of the clock need be there. */
export interface StampParts {
  readonly year?: string | undefined;
  /** From 1. */
  readonly month?: string | undefined;
  readonly day?: string | undefined;
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second?: string | undefined;
  /** Digits behind the point; from the fourth on they are dropped. */
  readonly fraction?: string | undefined;
  /** `Z`, `UTC`, `GMT`, `+05:30` or `-0600`. */
  readonly zone?: string | undefined;
}

const MINUTE = 60_000;
/** A leap year, for dates whose year is not told. */
const ANY_YEAR = 2000;

/** The time that the parts are; undefined where there is none such, as 30 February or 25:00. */
export function stampOf(parts: StampParts): Stamp | undefined {
  const clock = clockOf(parts);
  if (clock === undefined) return undefined;
  if (parts.month === undefined || parts.day === undefined) return { kind: 'clock', ms: clock };
  const day = dayOf(parts.year === undefined ? ANY_YEAR : Number(parts.year), Number(parts.month), Number(parts.day));
  if (day === undefined) return undefined;
  if (parts.year === undefined) return { kind: 'yearless', ms: day - Date.UTC(ANY_YEAR, 0) + clock };
  if (parts.zone === undefined) return { kind: 'wall', ms: day + clock };
  const offset = offsetOf(parts.zone);
  return offset === undefined ? undefined : { kind: 'instant', ms: day + clock - offset };
}

function clockOf({ hour, minute, second = '0', fraction = '0' }: StampParts): number | undefined {
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  // 60 is the leap second, which counts as the first one of the next minute.
  if (!(hours <= 23 && minutes <= 59 && seconds <= 60)) return undefined;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

function dayOf(year: number, month: number, day: number): number | undefined {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1970 ? ms : undefined;
}

function offsetOf(zone: string): number | undefined {
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  // No place is farther from UTC than 14 hours.
  if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}
