import type { Temporal } from 'temporal-polyfill';
import { Refusal } from './refusal.ts';

/** An offset behind a time of day; without one before it, `-2026` is the end of a date. */
const OFFSET = /(?<=\d:\d\d(?:[.,]\d{1,9})?|\d ?[ap]m) ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$/i;

/** A text and the zone that it speaks of: `08:41 +05:30` is `08:41` in `+05:30`, anything without an offset in `zone`. */
export function splitOffset(text: string, zone: string): { readonly text: string; readonly zone: string } {
  const found = OFFSET.exec(text);
  return found === null ? { text, zone } : { text: text.slice(0, found.index), zone: zoneOf(found[1] ?? 'Z') };
}

function zoneOf(offset: string): string {
  if (/^[a-z]/i.test(offset)) return 'UTC';
  const [, sign = '+', hours = '00', minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
  // No place is farther from UTC than 14 hours.
  if (Number(hours) > 14 || Number(minutes) > 59) throw new Refusal(`There is no zone that is ${offset} from UTC.`);
  return `${sign}${hours}:${minutes}`;
}

/** Milliseconds since 1970 at which the wall clock of the zone shows this time; refused unless there was exactly one. */
export function onTheClock(wall: Temporal.PlainDateTime, zone: string): number {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.equals(later)) return earlier.epochMilliseconds;
  const when = wallWords(wall);
  if (earlier.toPlainDateTime().equals(wall)) {
    const both = `${when}${earlier.offset} or ${when}${later.offset}`;
    throw new Refusal(`${when} was twice in ${zone}, because the clocks went back: type ${both}.`);
  }
  const both = `${wallWords(earlier.toPlainDateTime())} or ${wallWords(later.toPlainDateTime())}`;
  throw new Refusal(`${when} never was in ${zone}, because the clocks went forward: type ${both}.`);
}

/** `2026-11-20 08:41`, with seconds where there are any. */
export function wallWords(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: wall.second === 0 ? 'minute' : 'second' }).replace('T', ' ');
}
