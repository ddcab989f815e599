import { Temporal } from 'temporal-polyfill';

/**
 * The moment at which the wall clock of `zone` shows `wall` (ISO 8601 without a zone), in UTC. Where the clocks
 * went back it is the first of the two; an hour that was left out is read as the hour after it.
 */
export function readWallClock(wall: string, zone: string): string {
  const zoned = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'compatible' });
  return new Date(zoned.epochMilliseconds).toISOString();
}
