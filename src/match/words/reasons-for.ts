import { BIT } from '../posterior.ts';
import type { WordReason } from '../word-evidence.ts';
import type { ScreenText } from './screen-texts.ts';
import { tokenize } from './tokenize.ts';

/** What a screen text that is quoted adds for its row. */
export const QUOTED = 2 * BIT;
/** Reasons that are worth a place, and the least that one must weigh: what says next to nothing explains nothing. */
const MOST_REASONS = 8;
const LEAST_REASON = BIT / 2;

/** A place in a text that speaks for a row, and by how much. */
export interface Spoken {
  readonly start: number;
  readonly end: number;
  bits: number;
}

/**
 * The words that speak for a row, the strongest first: by how much more they speak for it than for a row or none on
 * average. What is read from the same words (a stem, its notion, two in succession) counts as one.
 *
 * @param spoken what speaks for the row; is changed
 * @param quotes the row's screen texts that stand in the text
 */
export function reasonsFor(spoken: Spoken[], text: string, quotes: readonly ScreenText[]): WordReason[] {
  spoken.sort((a, b) => b.bits - a.bits || a.start - b.start || a.end - b.end);
  const apart: Spoken[] = [];
  for (const one of spoken) {
    const overlapping = apart.find((other) => one.start < other.end && other.start < one.end);
    if (overlapping === undefined) apart.push(one);
    else overlapping.bits += one.bits;
  }
  // What is too little by itself can be part of a quotation.
  const worth = quotes.length > 0 ? apart : apart.filter(({ bits }) => bits >= LEAST_REASON);
  const reasons = worth.map(({ start, end, bits }): WordReason => ({
    text: text.slice(start, end).replace(/\s+/g, ' '),
    isScreenText: false,
    bits,
  }));
  return (quotes.length > 0 ? withQuotes(reasons, quotes) : reasons)
    .sort((a, b) => b.bits - a.bits)
    .slice(0, MOST_REASONS);
}

/** Puts quoted screen texts in the place of the words that they consist of. */
function withQuotes(reasons: readonly WordReason[], quotes: readonly ScreenText[]): WordReason[] {
  const left = new Set(reasons);
  const quoting = quotes.map(({ text, parts }): WordReason => {
    const own = new Set(parts.join(' ').split(' '));
    const within = [...left].filter((reason) => tokenize(reason.text).every(({ word }) => own.has(word)));
    for (const reason of within) left.delete(reason);
    return { text, isScreenText: true, bits: within.reduce((sum, reason) => sum + reason.bits, QUOTED) };
  });
  return [...quoting, ...left].filter((reason) => reason.bits >= LEAST_REASON);
}
