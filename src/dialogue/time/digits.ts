import { Temporal } from 'temporal-polyfill';
import { Refusal } from './refusal.ts';

/** Dates of digits only: the year first, or day and month in an order that is not known, with or without a year. */
const YEAR_FIRST = /(?<![\d.])(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?![\d.])/;
const YEAR_LAST = /(?<![\d.:])(?<first>\d{1,2})([/.-])(?<second>\d{1,2})\2(?<year>\d{4})(?!\d)/;
const SHORT = /(?<![\d/.:-])(?<first>\d{1,2})\/(?<second>\d{1,2})(?:\/(?<year>\d\d))?(?![\d/])/;

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:,? |T)(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?$/i;

/**
 * The text with a date of digits written as year-month-day. One that can be two dates is refused with both.
 *
 * @param thisYear stands in where no year was typed
 */
export function datesInIsoOrder(text: string, thisYear: number): string {
  const straight = text.replace(YEAR_FIRST, (_, year: string, month: string, day: string) => isoDate(year, month, day));
  const found = YEAR_LAST.exec(straight) ?? SHORT.exec(straight);
  if (found === null) return straight;
  const { first = '', second = '', year: typed } = found.groups ?? {};
  const year = typed === undefined ? String(thisYear) : typed.padStart(4, '20');
  const [one, two] = new Set([isoDate(year, first, second), isoDate(year, second, first)].filter(exists));
  if (one === undefined) throw new Refusal(`There is no such date as ${found[0]}: type it as in 2026-11-20 08:41.`);
  if (two !== undefined) {
    throw new Refusal(`${found[0]} can be ${inWords(one)} or ${inWords(two)}: type ${one} or ${two}.`);
  }
  return straight.replace(found[0], one);
}

/** The wall clock that ISO 8601 without its offset speaks of; fractions of a second are dropped, `undefined` when it is not ISO. */
export function readIso(text: string): Temporal.PlainDateTime | undefined {
  const found = ISO.exec(text);
  if (found === null) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00'] = found;
  return existing(`${isoDate(year, month, day)}T${hour.padStart(2, '0')}:${minute}:${second}`, text);
}

/** The wall clock with these fields, or of a text in the form of ISO 8601; 30 February and 25:00 are refused, never moved. */
export function existing(fields: Temporal.PlainDateTimeLike | string, typed: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(fields, { overflow: 'reject' });
  } catch {
    throw new Refusal(`There is no such date or time as ${typed}.`); // the form is right: only the ranges can be wrong
  }
}

function isoDate(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function exists(date: string): boolean {
  try {
    Temporal.PlainDate.from(date);
    return true;
  } catch {
    return false; // it has the form of a date: only its ranges can be wrong
  }
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `4 March 2026` */
function inWords(date: string): string {
  const { year, month, day } = Temporal.PlainDate.from(date);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}
