import { FILLER } from '../fold-text.ts';
import type { SecretKind, Span } from '../kind.ts';

/** Card numbers have 12 to 19 digits (ISO/IEC 7812-1). */
const SHORTEST = 12;
const LONGEST = 19;
const ZERO = '0'.charCodeAt(0);

/** What may stand between two groups of digits: at most three blanks, dashes or invisible characters. */
const GAP = new RegExp(`^[ \\t\\-${FILLER}]{1,3}$`);
/** Most texts have not even that, and are done with. */
const ENOUGH_DIGITS = new RegExp(String.raw`(?:\d[ \t./_\-${FILLER}]{0,3}){12}`);
/** The ways in which cards are written with these signs; else `1732110060.123456` and dates would be taken for one. */
const WITH_SIGNS = [
  /(?<!\d)\d{4}( ?[./_] ?)\d{4}\1\d{4}\1\d{1,7}(?!\d)/g,
  /(?<!\d)\d{4}( ?[./_] ?)\d{6}\1\d{4,5}(?!\d)/g,
];
/** What is made of digits and is no card: a UUID, a hash, an international telephone number. */
const NO_CARD = [
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  /\b(?=\d*[a-f])[0-9a-f]{32,}\b/gi,
  /\+\d[\d \-()]{6,18}\d\b/g,
];

/** Card numbers that pass the Luhn check, however they are grouped. */
export const card: SecretKind = {
  name: 'card',
  find: (text) => {
    if (!ENOUGH_DIGITS.test(text)) return [];
    const masked = NO_CARD.reduce((rest, pattern) => rest.replace(pattern, maskUnlessCard), text);
    const withSigns = WITH_SIGNS.flatMap((pattern) =>
      Array.from(masked.matchAll(pattern), ({ 0: digits, index }) => ({ start: index, end: index + digits.length })),
    );
    return [
      ...Array.from(runsOf(masked), (run) => cardsInRun(masked, run)).flat(),
      ...withSigns.filter(({ start, end }) => passesLuhn(digitsOf(masked.slice(start, end)))),
    ];
  },
  canonical: digitsOf,
};

/** E.164 allows 15 digits; a longer one after a plus is not a telephone number. */
function maskUnlessCard(match: string): string {
  return match.startsWith('+') && digitsOf(match).length > 15 ? match : 'x'.repeat(match.length);
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}

/** Groups of digits that may belong together, run by run. */
function* runsOf(text: string): Generator<readonly Span[]> {
  let run: Span[] = [];
  for (const { 0: digits, index } of text.matchAll(/\d+/g)) {
    const previous = run.at(-1)?.end ?? 0;
    if (run.length > 0 && (index - previous > 3 || !GAP.test(text.slice(previous, index)))) {
      yield run;
      run = [];
    }
    run.push({ start: index, end: index + digits.length });
  }
  if (run.length > 0) yield run;
}

/**
 * The cards in a run of digit groups. A card takes up whole groups. The run as a whole and a single group need only
 * pass the check; several groups out of more must also look like a card, or every table of numbers would hold some.
 */
function cardsInRun(text: string, groups: readonly Span[]): readonly Span[] {
  const cards: Span[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    const last = lastGroupOfCard(text, groups, first);
    if (last === -1) continue;
    cards.push({ start: groups[first]?.start ?? 0, end: groups[last]?.end ?? 0 });
    first = last;
  }
  return cards;
}

/** Index of the group with which a card that begins with group `first` ends; -1 when none does. The longest wins. */
function lastGroupOfCard(text: string, groups: readonly Span[], first: number): number {
  let digits = '';
  let found = -1;
  for (let last = first; last < groups.length; last += 1) {
    const { start, end } = groups[last] as Span;
    if (digits.length + end - start > LONGEST) break;
    digits += text.slice(start, end);
    if (digits.length < SHORTEST || !passesLuhn(digits)) continue;
    const whole = first === 0 && last === groups.length - 1;
    if (whole || first === last || looksLikeCard(groups.slice(first, last + 1), digits)) found = last;
  }
  return found;
}

/** Groups of four to ten digits (the last may be shorter), or of one each, beginning as issuers' numbers do. */
function looksLikeCard(groups: readonly Span[], digits: string): boolean {
  const lengths = groups.map(({ start, end }) => end - start);
  const single = lengths.every((length) => length === 1);
  const grouped = lengths.every((length, index) => length <= 10 && (length >= 4 || index === lengths.length - 1));
  return (single || grouped) && /^[2-6]/.test(digits);
}

/** ISO/IEC 7812-1 Annex B: every second digit from the right doubled, the sum of all digits a multiple of ten. */
function passesLuhn(digits: string): boolean {
  if (digits.length < SHORTEST || digits.length > LONGEST || /^0+$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - ZERO;
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
