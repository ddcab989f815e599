import type { Span } from '../../kind.ts';
import { canBeTelephone, digitsOf, FIRST, numberAt, PLUS, START, withExtension } from './number.ts';
import { beginningsIn, digitRuns } from '../../search/digit-runs.ts';
import { rememberLast } from '../../search/remember-last.ts';
import { searchFor, type Search } from '../../search/search.ts';

/** Country codes of ITU-T E.164, each with all of its digits; those that are not assigned have no number behind them. */
const COUNTRY = String.raw`(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(?:2[1-69]|3[578]|42|5[09]|6[7-9]|8[0578]|9[679])\d)`;
const WITH_PLUS = searchFor(
  new RegExp(
    String.raw`(?=[+%])(?:(?<![\w)])|(?<=%[0-9a-f]{2}|\\[nrt]))${PLUS}[ ]?\(?(${COUNTRY})(?=\)?(?:[ .\-/(]{0,3}|%20|%2D)\d)`,
    'gi',
  ),
);

/** Ways of writing without a plus, of eight digits at least. */
const grouped = digitRuns({ signs: ' ./()-', widest: 3, least: 8 });

/** Where numbers may begin, an area code in parentheses with the first of them. */
const numbersIn = rememberLast((text) => {
  const starts = beginningsIn(text, grouped(text));
  return [...starts, ...starts.filter((start) => text[start - 1] === '(').map((start) => start - 1)];
});

/** A way of writing that only telephone numbers have; `digits` says how many there are. */
interface Shape {
  readonly pattern: Search;
  readonly digits: readonly [least: number, most: number];
  /** Whether digits beside it make it a part of a table. */
  readonly alone?: true;
}

const SHAPES: readonly Shape[] = [
  // The international prefixes 00 and 011 instead of the plus, in groups: 001-518-640-0854.
  {
    pattern: shape(
      '0[01]',
      String.raw`(?:00|011[ .-])[ ]?${COUNTRY}([ .-])(?:\(0\)[ ]?)?[1-9]\d{0,4}(?:\1\d{2,8}){1,4}`,
    ),
    digits: [10, 18],
  },
  // North American Numbering Plan: (NPA) NXX-XXXX with dots or dashes, neither beginning with 0 or 1.
  {
    pattern: shape(
      String.raw`(?:1[ .-])?\(?[2-9]\d\d[). -]`,
      String.raw`(?:1[ .-])?(?:\([2-9]\d\d\)[ .-]?|[2-9]\d\d[.-])[2-9]\d\d[ .-]\d{4}`,
    ),
    digits: [10, 11],
  },
  // A trunk zero, and groups: 07700 063 966, 0490 75 40 81, 03.93.92.16.85, 0961-7596216, 030/123 45 67.
  {
    pattern: shape(
      '0[1-9]',
      String.raw`${FIRST}0[1-9]\d{0,3}(?:[ ]?/[ ]?\d{2,8}(?:[ -]\d{2,4}){0,3}|([ .-])\d{2,8}(?:\1\d{2,4}){0,4}|-\d{2,4}(?: \d{2,4}){1,3})`,
    ),
    digits: [9, 12],
    alone: true,
  },
  // An area code in parentheses: (08) 8747 6301, (64) 3591-3246.
  {
    pattern: shape(
      String.raw`\(\d`,
      String.raw`\((?:0\d{1,4}\)[ ]?\d{2,4}(?:[ -]?\d{2,4}){1,3}|[1-9]\d{1,4}\)[ ]?\d{3,4}-\d{3,4})`,
    ),
    digits: [8, 12],
  },
];

/** Numbers that need no words around them to be told. */
export function shapedNumbers(text: string): readonly Span[] {
  const international = WITH_PLUS.all(text).map(({ index, 1: country = '' }) =>
    numberAt(text, index, /^[17]/.test(country) ? 11 : 15),
  );
  return [
    ...international.filter((span) => isInternational(text, span)),
    ...SHAPES.flatMap(({ pattern, digits: [least, most], alone }) =>
      pattern
        .all(text)
        .map(({ 0: match, index }) => withExtension(text, index, match.length))
        .filter((span) => {
          const count = digitsOf(text.slice(span.start, span.end)).length;
          return count >= least && count <= most && canBeTelephone(text, span) && !(alone && isInTable(text, span));
        }),
    ),
  ];
}

/** `opening` is how it begins, which is looked at first. */
function shape(opening: string, pattern: string): Search {
  return searchFor(new RegExp(`(?=${opening})${START}${pattern}`, 'gi'), { startsIn: numbersIn });
}

/** At least seven digits; those of North America, and behind +7, have eleven. */
function isInternational(text: string, span: Span): boolean {
  const digits = digitsOf(text.slice(span.start, span.end));
  const enough = /^[17]/.test(digits) ? digits.length === 11 : digits.length >= 7;
  return enough && !/^[\p{L}\p{N}_]/u.test(text.slice(span.end, span.end + 2));
}

/** Bytes or columns in a row, of which some look like a number. */
function isInTable(text: string, { start, end }: Span): boolean {
  return (
    /(?:^|[^0-9a-z])[0-9a-f]{2}[ :.-]$/i.test(text.slice(Math.max(0, start - 4), start)) ||
    /^(?:[ ]{1,8}\d|[ :.-][0-9a-f]{2}(?![0-9a-z]))/i.test(text.slice(end, end + 10))
  );
}
