/** A moment in UTC (`2026-11-20T14:41:00.000Z`), or one on a wall clock whose zone the record does not name. */
export type ObservedAt = { readonly utc: string } | { readonly wall: string };

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** As programs write it, and as it is written again. */
const IN_JSON = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;
const HINT = 'write it as 2026-11-20T08:41:00-05:00';

/** Reads ISO 8601, date and time of day. Or why it is none, in words that follow the name of the field. */
export function readObservedAt(raw: unknown): { ok: true; at: ObservedAt } | { ok: false; reason: string } {
  if (typeof raw !== 'string') return { ok: false, reason: `must be a text; ${HINT}` };
  if (isInJson(raw)) return { ok: true, at: { utc: raw } };
  const found = ISO.exec(raw.trim());
  if (found === null) return { ok: false, reason: `is no date with a time of day; ${HINT}` };
  const [, date = '', time = '', zone] = found;
  const wall = `${date}T${time.replace(',', '.')}`;
  const asUtc = Date.parse(`${wall}Z`);
  // Date.parse lets 30 February pass as 2 March, and 24:00 as the next day.
  if (Number.isNaN(asUtc) || new Date(asUtc).getUTCDate() !== Number(date.slice(8)))
    return { ok: false, reason: 'is a date or time that does not exist' };
  if (zone === undefined) return { ok: true, at: { wall } };
  const moment = Date.parse(`${wall}${fullOffset(zone)}`);
  if (Number.isNaN(moment)) return { ok: false, reason: `has an offset from UTC that does not exist; ${HINT}` };
  return { ok: true, at: { utc: new Date(moment).toISOString() } };
}

/** Most records of a batch pass here, so no date is made of what is one for certain. */
function isInJson(raw: string): boolean {
  if (!IN_JSON.test(raw)) return false;
  const two = (at: number): number => 10 * raw.charCodeAt(at) + raw.charCodeAt(at + 1) - 11 * 0x30;
  // Whether a month has 29 days or more is left to those who know.
  return two(5) >= 1 && two(5) <= 12 && two(8) >= 1 && two(8) <= 28 && two(11) < 24;
}

/** `-05:00` of `-05` and `-0500`. */
function fullOffset(zone: string): string {
  return /^[zZ]$/.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.replace(':', '').slice(3) || '00'}`;
}
