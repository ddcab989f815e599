import { Temporal } from 'temporal-polyfill';

export { isZone } from './zone.ts';

/** One moment as everything that leaves the tool shows it. */
export interface ShownTime {
  /** ISO 8601 with `Z`. */
  readonly utc: string;
  /** ISO 8601 with the offset that held in `zone` at that moment. */
  readonly local: string;
  /** IANA name. */
  readonly zone: string;
}

/**
 * The same moment in UTC and on the wall clock of `zone`.
 *
 * @param moment milliseconds since 1970, or ISO 8601 with an offset or `Z`
 * @param zone an IANA name that {@link isZone} accepts
 * @throws RangeError for a text without an offset and for an unknown zone
 */
export function showTime(moment: number | string, zone: string): ShownTime {
  const instant =
    typeof moment === 'number' ? Temporal.Instant.fromEpochMilliseconds(moment) : Temporal.Instant.from(moment);
  return { utc: instant.toString(), local: instant.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' }), zone };
}

/** A moment in words, to the minute: `2026-11-20 08:41 (America/Chicago, UTC-06:00) = 14:41 UTC`. Arguments as {@link showTime}. */
export function timeWords(moment: number | string, zone: string): string {
  const { utc, local } = showTime(moment, zone);
  const day = utc.slice(0, 10) === local.slice(0, 10) ? '' : `${utc.slice(0, 10)} `;
  return `${minutes(local)} (${zone}, UTC${offsetOf(local)}) = ${day}${minutes(utc).slice(11)} UTC`;
}

/** `2026-11-20 08:41` of an ISO text. */
function minutes(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

/** `-06:00` of an ISO text with an offset. */
function offsetOf(iso: string): string {
  return /[+-]\d\d:\d\d(?::\d\d)?$/.exec(iso)?.[0] ?? '';
}
