import { Temporal } from 'temporal-polyfill';

/** Clocks are put forward and back at full quarters of an hour: within one, the distance from UTC is the same. */
const QUARTER = 15 * 60 * 1000;
/** By which lines may stand in the wrong order. */
const DISORDER = 60 * 1000;
/** Quarters that are remembered: a log stays in one for thousands of lines. */
const REMEMBERED = 100;

/**
 * Reads the wall clock of a zone, for times in the order of a file: the milliseconds since 1970 at which it shows `wall`
 * (the same, as though it were UTC). Of a time that is shown twice the second one is meant if the first lies before what
 * was read last; a time that is never shown is taken as though the clocks had not yet been put forward.
 */
export function wallClock(zone: string): (wall: number) => number {
  const offsets = new Map<number, readonly [first: number, second: number]>();
  let last = Number.NEGATIVE_INFINITY;

  function offsetsAt(wall: number): readonly [first: number, second: number] {
    const quarter = Math.floor(wall / QUARTER);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    if (offsets.size >= REMEMBERED) offsets.clear();
    const start = quarter * QUARTER;
    const shown = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO('UTC').toPlainDateTime();
    const [first, second] = (['earlier', 'later'] as const).map(
      (disambiguation) => shown.toZonedDateTime(zone, { disambiguation }).epochMilliseconds - start,
    ) as [number, number];
    const exists = shown.toZonedDateTime(zone).toPlainDateTime().equals(shown);
    const found = exists ? ([first, second] as const) : ([second, second] as const);
    offsets.set(quarter, found);
    return found;
  }

  return (wall) => {
    const [first, second] = offsetsAt(wall);
    last = wall + (wall + first < last - DISORDER ? second : first);
    return last;
  };
}
