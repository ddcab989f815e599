import { FILLER } from '../fold-text.ts';
import type { SecretKind, Span } from '../kind.ts';
import { digitsOf, hasCheckDigit, isCard, ISSUED, LONGEST, NOT_ISSUED, SHORTEST } from './card/number.ts';
import { cardsOverLines } from './card/over-lines.ts';
import { cardRuns } from './card/runs.ts';
import { findAround } from '../search/regions.ts';
import { searchFor, type Search } from '../search/search.ts';

/** Enough digits, with at most three blanks, dashes or invisible characters between two of them. */
const RUN = searchFor(new RegExp(String.raw`\d(?:[ \t\-${FILLER}]{0,3}\d){11,}`, 'g'));
/** The ways in which cards are written with these signs; else `1732110060.123456` and dates would be taken for one. */
const SIGN = String.raw`(?: ?[./_] ?|\+|(?:%(?:25)?20|%2D|%C2%A0|&nbsp;|&#160;|\\u00a0){1,3})`;
const WITH_SIGNS = [
  new RegExp(String.raw`(?<!\d)\d{4}(${SIGN})\d{4}\1\d{4}\1\d{1,7}(?!\d)`, 'gi'),
  new RegExp(String.raw`(?<!\d)\d{4}(${SIGN})\d{6}\1\d{4,5}(?!\d)`, 'gi'),
].map((pattern) => searchFor(pattern));
/** What is encoded before a number ends with two characters that look as if they were a part of it. */
const ENCODED = /(?<!\d{3})%(?:25)?(?:0[9ad]|2[023678cdf]|3[abdf]|5b|7b|c2%a0)/gi;
/** What is made of digits and is no card: a UUID, a hash, a short id in hexadecimal, an international telephone number, a fraction. */
const NO_CARD = [
  /(?<![0-9a-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-z])/gi,
  /(?<![0-9a-z])(?=\d{0,64}[a-f])(?:[0-9a-f]{32,}|[0-9a-f]{24}|[0-9a-f]{16})(?![0-9a-z])/gi,
  /\+\d[\d \-()]{6,18}\d\b/g,
  /(?<=\d\.)\d{12,}\b(?!\.\d)/g,
];
/** Ids that support needs, by their names; what issuers give out is taken for a card even so. */
const ID_NAME =
  /(?:(?:call|tracking|interaction|correlation|org(?:ani[sz]ation)?|trace|span|request|conversation|contact|session|message|event)[-_ ]?id|order(?:[-_ ]?(?:id|no\.?|number))?)["'\\]{0,3}[ \t]{0,3}[:=]?[ \t]{0,3}["'\\#]{0,3}$/i;
/** Lists of ports, with nothing but what is said of ports between. */
const PORTS = /\bports?(?:[\s\d,:;=()-]|open|blocked|closed|free|used|range|list|allowed|tcp|udp|and|or|to){1,60}$/i;

/**
 * Card numbers (ISO/IEC 7812-1): 12 to 19 digits that pass the Luhn check, however they are grouped, also over two
 * lines and with the signs of addresses between them. Numbers that do not pass stay, and so do times and ids.
 */
export const card: SecretKind = {
  name: 'card',
  hint: /\d(?:(?:(?:%(?:25)?20|%2D|%C2%A0|&nbsp;|&#160;|\\u00a0){1,3}|[ \t./_\-+|>*#\r\n=\\\uFFFF]{0,28})\d){11}/i,
  find: (text) => findAround(text, cardRuns(text), cardsIn),
  canonical: digitsOf,
};

function cardsIn(text: string): readonly Span[] {
  const masked = NO_CARD.reduce((rest, pattern) => rest.replace(pattern, maskUnlessCard), text.replace(ENCODED, mask));
  return [
    ...Array.from(runsOf(masked), (run) => cardsInRun(masked, run)).flat(),
    ...WITH_SIGNS.flatMap((pattern) => written(masked, pattern)),
    ...cardsOverLines(masked),
  ].filter((span) => !isInsideId(masked, span));
}

/** What `pattern` matches and passes the check. */
function written(text: string, pattern: Search): readonly Span[] {
  return pattern
    .all(text)
    .map(({ 0: digits, index }) => ({
      start: index,
      end: index + digits.length,
    }))
    .filter(({ start, end }) => isCard(digitsOf(text.slice(start, end))));
}

function mask(match: string): string {
  return ';'.repeat(match.length);
}

/** E.164 allows 15 digits; a longer one after a plus is not a telephone number. */
function maskUnlessCard(match: string): string {
  return match.startsWith('+') && digitsOf(match).length > 15 ? match : 'x'.repeat(match.length);
}

/** Within a word, or behind the name of an id: then only what issuers give out is a card. */
function isInsideId(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 70), start);
  const glued = /[a-z]$/i.test(before) || /^[a-z]/i.test(text.slice(end, end + 1));
  if (PORTS.test(before) && !/\d{6}/.test(text.slice(start, end))) return true;
  return (glued || ID_NAME.test(before)) && !ISSUED.test(digitsOf(text.slice(start, end)));
}

/** The groups of digits that may belong together, run by run. */
function* runsOf(text: string): Generator<readonly Span[]> {
  for (const { 0: run, index: at } of RUN.all(text)) {
    yield Array.from(run.matchAll(/\d+/g), ({ 0: digits, index }) => ({
      start: at + index,
      end: at + index + digits.length,
    }));
  }
}

/** Groups of digits, and all of them in a row, with where each group begins there. */
interface Run {
  readonly groups: readonly Span[];
  readonly digits: string;
  readonly places: readonly number[];
}

/**
 * The cards in a run of digit groups. A card takes up whole groups. A single group need only pass the check; several
 * must also be a number of an issuer, or as a whole begin as Visa's do, or every table of numbers would hold some.
 */
function cardsInRun(text: string, groups: readonly Span[]): readonly Span[] {
  const digits = groups.map(({ start, end }) => text.slice(start, end)).join('');
  const places = [0];
  for (const { start, end } of groups) places.push((places.at(-1) ?? 0) + end - start);
  if (digits.length < SHORTEST) return [];
  const cards: Span[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    const last = lastGroupOfCard(text, { groups, digits, places }, first);
    if (last === -1) continue;
    cards.push({ start: groups[first]?.start ?? 0, end: groups[last]?.end ?? 0 });
    first = last;
  }
  return cards;
}

/** Index of the group with which a card that begins with group `first` ends; -1 when none does. The longest wins. */
function lastGroupOfCard(text: string, { groups, digits, places }: Run, first: number): number {
  const from = places[first] ?? 0;
  let found = -1;
  for (let last = first; last < groups.length; last += 1) {
    const to = places[last + 1] ?? 0;
    if (to - from > LONGEST) break;
    if (to - from < SHORTEST || !hasCheckDigit(digits, from, to)) continue;
    const number = digits.slice(from, to);
    if (NOT_ISSUED.test(number)) continue;
    const whole = first === 0 && last === groups.length - 1;
    const issued = ISSUED.test(number);
    if (
      first === last ||
      (whole && (issued || number.startsWith('4'))) ||
      (issued && isGrouped(groups.slice(first, last + 1)) && isApart(text, groups, first, last))
    )
      found = last;
  }
  return found;
}

/** Whether it is no part of a longer number: of 13 digits at least, and no dash between it and its neighbours. */
function isApart(text: string, groups: readonly Span[], first: number, last: number): boolean {
  const count = groups.slice(first, last + 1).reduce((sum, { start, end }) => sum + end - start, 0);
  const before = text.slice(groups[first - 1]?.end ?? groups[first]?.start, groups[first]?.start);
  const behind = text.slice(groups[last]?.end, groups[last + 1]?.start ?? groups[last]?.end);
  return count > SHORTEST && before !== '-' && behind !== '-';
}

/** Groups of four to ten digits (the last may be shorter), or of one each. */
function isGrouped(groups: readonly Span[]): boolean {
  const lengths = groups.map(({ start, end }) => end - start);
  return (
    lengths.every((length) => length === 1) ||
    lengths.every((length, index) => length <= 10 && (length >= 4 || index === lengths.length - 1))
  );
}
