import { Temporal } from 'temporal-polyfill';
import { showTime, type ShownTime } from '../facts/time.ts';
import { datesInIsoOrder, readIso } from './time/digits.ts';
import { Refusal } from './time/refusal.ts';
import { millisecondsAgo, readWords, type Said } from './time/words.ts';
import { onTheClock, splitOffset, wallWords } from './time/zone.ts';

/** A moment that has been, or why the text is not taken and what to type instead. */
export type ParsedTime = ({ readonly ok: true } & ShownTime) | { readonly ok: false; readonly reason: string };

/** What a text is read against: milliseconds since 1970, and the IANA zone in which the person lives. */
export interface Here {
  readonly now: number;
  readonly zone: string;
}

/** Longer than any time that people type; keeps chrono's patterns from being fed a page. */
const LONGEST = 80;

const YEAR = 366 * 24 * 60 * 60 * 1000;

/** No desk of this kind is older: an earlier year is a slip. */
const OLDEST = Date.UTC(2000, 0, 1);

/** Words before a time that add nothing to it. */
const FILLER =
  /^(?:it (?:was|started|began) |first )?(?:(?:at about|at around|at|around|about|since|from|on|ca\.?|approx\.?|earlier) |~ ?)?/i;

/**
 * The moment that a person means by "08:41", "yesterday 14:05", "20 min ago" or ISO 8601, to the second. What is not wholly
 * understood, can be read in two ways, never was, or lies ahead is refused with a reason that says what to type.
 * Without an offset the text is read on the wall clock of `here.zone`; the zone of the machine does not matter.
 */
export function parseTime(text: string, here: Here): ParsedTime {
  try {
    return { ok: true, ...showTime(momentOf(tidy(text), here), here.zone) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, reason: error.message };
    throw error;
  }
}

/** One way of writing for what has several. */
function tidy(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  if (line === '') throw new Refusal('Type a time, as in 08:41, yesterday 14:05, or 20 min ago.');
  if (line.length > LONGEST) throw new Refusal('That is too long for a time: type one as in yesterday 14:05.');
  return line
    .replace(FILLER, '')
    .replace(/\b([ap])\.m\b\.?/gi, '$1m')
    .replace(/\bmidnight\b/gi, '00:00')
    .replace(/\bnoon\b/gi, '12:00')
    .replace(/\.$/, '');
}

/** Milliseconds since 1970, whole seconds, never ahead of `here.now`. */
function momentOf(text: string, here: Here): number {
  const now = Math.floor(here.now / 1000) * 1000;
  if (/^(?:(?:just|right) )?now$/i.test(text)) return now;
  const ago = millisecondsAgo(text);
  if (ago !== undefined) return past(now - ago, now, 'That', false);
  const spoken = splitOffset(text, here.zone);
  const said = read(
    spoken.text,
    Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(spoken.zone).toPlainDate(),
  );
  const moment = onTheClock(said.wall, spoken.zone);
  if (moment > now && said.onlyClock) {
    const clock = wallWords(said.wall).slice(11);
    throw new Refusal(`${clock} today is still ahead: add yesterday or a date, as in yesterday ${clock}.`);
  }
  return past(moment, now, wallWords(said.wall), said.fullDate);
}

function read(text: string, today: Temporal.PlainDate): Said {
  const ordered = datesInIsoOrder(text, today.year);
  const wall = readIso(ordered);
  return wall === undefined ? readWords(ordered, today) : { wall, onlyClock: false, fullDate: true };
}

function past(moment: number, now: number, what: string, fullDate: boolean): number {
  if (moment > now) throw new Refusal(`${what} is still ahead: type a time that has been.`);
  if (moment < OLDEST) throw new Refusal(`${what} is too long ago: is the year right?`);
  if (!fullDate && now - moment > YEAR) {
    throw new Refusal(`${what} is more than a year ago: if that is meant, type the full date, as in 2024-11-20 08:41.`);
  }
  return moment;
}
