import type { MeasureName, MeasureUnit } from './measure-name.ts';

/** A number as a report gives it; `absent` where it says that there is none, `unreadable` where it cannot be one. */
export type MeasureValue = number | 'absent' | 'unreadable';

const ABSENT = /^(?:|-+|–|—|n\/?a|null|none|unknown|not (?:available|measured|reported))$/i;
const NUMBER =
  /^([+-]?\d{1,12})(?:([.,])(\d{1,12}))?\s*(%|percent|pct|msec|ms|milliseconds?|seconds?|secs?|s|µs|us)?$/i;
const WRITTEN_UNITS: readonly (readonly [RegExp, MeasureUnit])[] = [
  [/^(?:%|percent|pct)$/i, 'percent'],
  [/^m/i, 'ms'],
  [/^s/i, 's'],
  [/^(?:µ|u)s$/i, 'us'],
];
/** How many milliseconds a unit has. */
const MILLISECONDS = { ms: 1, s: 1000, us: 0.001 } as const;
/** Ten minutes: longer is no round trip of a call. */
const LONGEST = 600_000;

/** What a number that is written tells of how numbers are written there. */
export type Notation = 'decimal-comma' | 'perhaps-thousands';

/** `decimal-comma` of 1,5 and `perhaps-thousands` of 1.234, which is a thousand times larger where decimals have a comma. */
export function notationOf(value: unknown): Notation | undefined {
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const [, whole = '', mark, decimals = ''] = NUMBER.exec(value.trim()) ?? [];
  if (mark === undefined || isThousands(whole, decimals) !== (mark === '.')) return undefined;
  return mark === '.' ? 'perhaps-thousands' : 'decimal-comma';
}

/**
 * A value under that name: of a loss in percent, of a time in milliseconds. A written unit (`0.4 s`) counts before the
 * name's.
 */
export function measureValue(value: unknown, { metric, unit, isRate }: MeasureName): MeasureValue {
  const read = numberIn(value);
  if (typeof read === 'string') return read;
  const by = read.unit ?? unit;
  if (metric === 'loss') {
    if (by === 'share') return within(times(read.number, 100), 100);
    // 0.02 without a unit is two percent or a fiftieth of one.
    if (by === undefined && isRate && read.number > 0 && read.number <= 1) return 'unreadable';
    return by === undefined || by === 'percent' ? within(read.number, 100) : 'unreadable';
  }
  if (by === 'percent' || by === 'share') return 'unreadable';
  // What WebRTC itself reports is in seconds, and so below 1 for each call that works.
  if (by === undefined && read.number > 0 && read.number < 1) return 'unreadable';
  return within(times(read.number, MILLISECONDS[by ?? 'ms']), LONGEST);
}

function numberIn(
  value: unknown,
): { readonly number: number; readonly unit: MeasureUnit | undefined } | 'absent' | 'unreadable' {
  if (value === null || value === undefined) return 'absent';
  if (typeof value === 'number') return { number: value, unit: undefined };
  if (typeof value !== 'string' || value.length > 60) return 'unreadable';
  const text = value.trim();
  if (ABSENT.test(text)) return 'absent';
  const [, whole, mark, decimals = '', written] = NUMBER.exec(text) ?? [];
  // 1,234 is one and a bit, or more than a thousand.
  if (whole === undefined || (mark === ',' && isThousands(whole, decimals))) return 'unreadable';
  const unit = WRITTEN_UNITS.find(([pattern]) => written !== undefined && pattern.test(written))?.[1];
  return { number: Number(decimals === '' ? whole : `${whole}.${decimals}`), unit };
}

function isThousands(whole: string, decimals: string): boolean {
  return decimals.length === 3 && !/^[+-]?0+$/.test(whole);
}

function within(number: number, most: number): MeasureValue {
  return number >= 0 && number <= most ? number : 'unreadable';
}

/** To twelve digits: what a factor leaves behind the last one (0.0123 s) is none of the report's. */
function times(number: number, factor: number): number {
  return factor === 1 ? number : Number((number * factor).toPrecision(12));
}
