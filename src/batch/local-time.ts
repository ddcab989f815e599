import { Temporal } from 'temporal-polyfill';

/** How often a wall clock shows a time: `never` in the hour that is left out when the clocks go forward. */
export type WallTime = { readonly shown: 'once' | 'twice'; readonly utc: string } | { readonly shown: 'never' };

/**
 * The moment at which the wall clock of `zone` shows `wall` (ISO 8601 without a zone), in UTC. Where the clocks went
 * back it is the first of the two.
 */
export function readWallClock(wall: string, zone: string): WallTime {
  const time = Temporal.PlainDateTime.from(wall);
  const first = time.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const last = time.toZonedDateTime(zone, { disambiguation: 'later' });
  if (!first.toPlainDateTime().equals(time)) return { shown: 'never' };
  const shown = first.epochMilliseconds === last.epochMilliseconds ? 'once' : 'twice';
  return { shown, utc: new Date(first.epochMilliseconds).toISOString() };
}
