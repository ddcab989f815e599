import type { ParsedComponents } from 'chrono-node';
import { casual } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import { existing } from './digits.ts';
import { Refusal } from './refusal.ts';

/** What a text says, before any zone. */
export interface Said {
  readonly wall: Temporal.PlainDateTime;
  /** A time of day without a date: today is only guessed. */
  readonly onlyClock: boolean;
  /** A date with its year was typed. */
  readonly fullDate: boolean;
}

const EXAMPLES = '08:41, yesterday 14:05, 20 min ago or 2026-11-20 08:41';

/**
 * How long ago "20 min ago" or "half an hour ago" is, in milliseconds; `undefined` when the text is nothing of the kind.
 * Chrono reckons on the machine's clock, so it is asked from a noon with no change of clocks anywhere near.
 */
export function millisecondsAgo(text: string): number | undefined {
  const noon = new Date(2001, 6, 18, 12);
  const [found, ...more] = casual.parse(text, noon);
  if (found === undefined || more.length > 0 || found.text !== text) return undefined;
  return found.tags().has('result/relativeDateAndTime') ? noon.getTime() - found.start.date().getTime() : undefined;
}

/**
 * A date and time of day in words. Chrono reads it; what it left over, guessed or could have read otherwise is refused.
 *
 * @param today the date on the wall clock that the text speaks of
 */
export function readWords(text: string, today: Temporal.PlainDate): Said {
  // Chrono counts days on the machine's clock; noon is there on every day in every zone.
  const noon = new Date(today.year, today.month - 1, today.day, 12);
  const [found, ...more] = casual.parse(text, noon);
  if (found === undefined) throw new Refusal(`“${text}” is not a time that is understood: type ${EXAMPLES}.`);
  if (found.end || more.length > 0)
    throw new Refusal('That is more than one time: type the one at which it was first seen.');
  const rest = (text.slice(0, found.index) + text.slice(found.index + found.text.length)).trim();
  if (rest !== '') throw new Refusal(`“${rest}” was not understood in “${text}”: type ${EXAMPLES}.`);
  refuseGuesses(text, found.start);
  return said(text, found.start, today);
}

function refuseGuesses(text: string, start: ParsedComponents): void {
  if (start.isCertain('timezoneOffset')) {
    throw new Refusal('Type the zone as its distance from UTC, as in 08:41 -06:00 or 14:41 UTC.'); // CST is three zones
  }
  if (/\bnight\b/i.test(text)) throw new Refusal('A night has two dates: type yesterday 23:00 or today 02:00.');
  if (!start.isCertain('hour')) throw new Refusal('At what time? Add it, as in yesterday 14:05.');
  const hour = start.get('hour') ?? 0;
  const part = /\b(?:morning|afternoon|evening)\b/i.exec(text)?.[0].toLowerCase();
  const meant =
    part === undefined ? saysWhichHalf(text) || start.isCertain('meridiem') : (part === 'morning') === hour < 12;
  if (!meant)
    throw new Refusal(`Which half of the day? Type ${hour % 12 || 12}am, ${hour % 12 || 12}pm, or all four digits.`);
}

/** "8" can be two times of the day; "8:00" and "08" are read on the 24-hour clock. */
function saysWhichHalf(text: string): boolean {
  return /\d:\d\d|\b0\d\b/.test(text);
}

function said(text: string, start: ParsedComponents, today: Temporal.PlainDate): Said {
  const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'): number => start.get(name) ?? 0;
  const wall = existing(
    {
      year: part('year'),
      month: part('month'),
      day: part('day'),
      hour: part('hour'),
      minute: part('minute'),
      second: part('second'),
    },
    text,
  );
  const dated = start.isCertain('day') || start.isCertain('weekday');
  // Chrono takes the nearest Monday, and what was seen cannot have been on the next one.
  const ahead = !start.isCertain('day') && start.isCertain('weekday') && Temporal.PlainDate.compare(wall, today) > 0;
  return {
    wall: ahead ? wall.subtract({ days: 7 }) : wall,
    onlyClock: !dated,
    fullDate: start.isCertain('year') && /\d{4}/.test(text),
  };
}
