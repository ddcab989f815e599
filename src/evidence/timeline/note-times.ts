import type { StampParts } from '../times/stamp.ts';

/** A time as it stands in a note. */
export interface NoteTime {
  readonly parts: StampParts;
  /** Where in the note it begins, and where it is over. */
  readonly start: number;
  readonly end: number;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH = String.raw`(?<name>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?`;
const DATE = [
  String.raw`(?<year>\d{4})[-/.](?<month>\d\d?)[-/.](?<day>\d\d?)`,
  String.raw`(?<one>\d\d?)(?:[/.-])(?<two>\d\d?)[/.-](?<otherYear>\d{4})`,
  String.raw`${MONTH} {1,2}(?<namedDay>\d\d?)(?:st|nd|rd|th)?(?:,? (?<namedYear>\d{4}))?`,
  String.raw`(?<dayFirst>\d\d?)\.? ${MONTH.replace('name', 'nameBehind')}(?:,? (?<yearBehind>\d{4}))?`,
].join('|');
const CLOCK = String.raw`(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?(?: ?(?<half>[ap])\.?m\b\.?)?`;
/** "13:05-13:06" is a range: a distance from UTC in digits stands behind ISO 8601, or without a colon behind seconds. */
const ZONE = String.raw`(?: ?(?<zone>Z|UTC|GMT|(?<=T\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)[+-]\d\d:?\d\d|(?<=:\d\d:\d\d(?:[.,]\d{1,9})? )[+-]\d{4})(?![\w:]))?`;

const TIME = new RegExp(String.raw`(?<![\w:.])(?:(?:${DATE}),?(?:T| {1,3}(?:at )?))?${CLOCK}${ZONE}(?!\w|:\d)`, 'gi');
/** `[1763642463.120512]`, as `ping -D` writes it: seconds since 1970. */
const EPOCH = /^\[(\d{10})(?:\.(\d{1,9}))?\]/;
const ONLY_DATE = new RegExp(
  String.raw`^\W{0,8}(?:(?:date|day):? {1,3})?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? {1,3})?(?:${DATE})\W{0,8}$`,
  'i',
);

/** A date before a time that does not stand next to it: "Wed 2026-11-18: offline 9:15". */
const DATE_BEFORE = new RegExp(String.raw`(?<![\w:.-])(?:${DATE})(?![\w-])`, 'i');

/** More are not looked for. */
const MOST = 3;

/** The first three times in a note. */
export function noteTimes(note: string): readonly NoteTime[] {
  const epoch = EPOCH.exec(note);
  if (epoch !== null) return [{ parts: epochParts(Number(epoch[1]), epoch[2]), start: 0, end: epoch[0].length }];
  const times: NoteTime[] = [];
  for (const found of note.matchAll(TIME)) {
    times.push({ parts: partsOf(found.groups ?? {}), start: found.index, end: found.index + found[0].length });
    if (times.length === MOST) break;
  }
  const [first, second, ...others] = times;
  if (first === undefined) return [];
  const dated = withDate(first, note);
  return second === undefined ? [dated] : [withHalf(dated, second, note), second, ...others];
}

/** The date of a line that says nothing but a date, as above the notes of a day. */
export function noteDate(note: string): StampParts | undefined {
  const groups = ONLY_DATE.exec(note)?.groups;
  return groups === undefined ? undefined : partsOf({ ...groups, hour: '0', minute: '00' });
}

type Groups = Readonly<Record<string, string | undefined>>;

function partsOf(groups: Groups): StampParts {
  const { hour, minute, second, fraction, zone } = groups;
  return { ...dateOf(groups), hour: inDay(hour, groups.half), minute, second, fraction, zone: zone?.toUpperCase() };
}

function dateOf(groups: Groups): Pick<StampParts, 'year' | 'month' | 'day'> {
  const { year, month, day, one, two, otherYear } = groups;
  if (year !== undefined) return { year, month, day };
  if (one !== undefined && two !== undefined) return dayAndMonth(one, two, otherYear);
  const name = groups.name ?? groups.nameBehind;
  if (name === undefined) return {};
  return {
    year: groups.namedYear ?? groups.yearBehind,
    month: String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1),
    day: groups.namedDay ?? groups.dayFirst,
  };
}

/** 20/11 is one day, 10/11 can be two: such a date is left out. */
function dayAndMonth(one: string, two: string, year: string | undefined): Pick<StampParts, 'year' | 'month' | 'day'> {
  if (Number(one) > 12) return { year, month: two, day: one };
  if (Number(two) > 12 || one === two) return { year, month: one, day: two };
  return {};
}

function inDay(hour: string | undefined, half: string | undefined): string | undefined {
  if (half === undefined || Number(hour) > 12 || Number(hour) < 1) return hour;
  return String((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0));
}

function withDate(first: NoteTime, note: string): NoteTime {
  if (first.parts.day !== undefined) return first;
  const groups = DATE_BEFORE.exec(note.slice(0, first.start))?.groups;
  return groups === undefined ? first : { ...first, parts: { ...first.parts, ...dateOf(groups) } };
}

/** "8:41 to 8:43 pm": the half of the day is said once for both, and "11:59 to 12:01 pm" begins in the other one. */
function withHalf(first: NoteTime, second: NoteTime, note: string): NoteTime {
  const [own, other] = [first, second].map(({ start, end }) => /([ap])\.?m\.?$/i.exec(note.slice(start, end))?.[1]);
  if (own !== undefined || other === undefined) return first;
  const same = inDay(first.parts.hour, other);
  const isLater = minutesOf({ ...first.parts, hour: same }) > minutesOf(second.parts);
  return { ...first, parts: { ...first.parts, hour: isLater ? inDay(first.parts.hour, opposite(other)) : same } };
}

function opposite(half: string): string {
  return half.toLowerCase() === 'a' ? 'p' : 'a';
}

function minutesOf({ hour, minute }: StampParts): number {
  return Number(hour) * 60 + Number(minute);
}

function epochParts(seconds: number, fraction: string | undefined): StampParts {
  const [, year, month, day, hour, minute, second] =
    /^(\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(new Date(seconds * 1000).toISOString()) ?? [];
  return { year, month, day, hour, minute, second, fraction, zone: 'Z' };
}
