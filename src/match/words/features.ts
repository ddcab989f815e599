import { spokenDurations } from './spoken-duration.ts';
import { stem } from './stem.ts';
import { tokenize, type Token } from './tokenize.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Something that a text says: a stem (`ring`), a notion (`=ring`), either of them denied (`!ring`, `!=ring`), two in
 * succession (`=phone =ring`; a denying word among them is `!`) or a length of time (`~2`: at least the second of the pack's thresholds).
 */
export interface Feature {
  readonly key: string;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** How a text is read. */
export interface Reading {
  readonly vocabulary: Vocabulary;
  /** Lengths of time that tell rows apart, in milliseconds, ascending. */
  readonly thresholds: readonly number[];
  /** The word that somebody meant who typed this one. */
  readonly correct: (word: string) => string;
}

/** How far a denial reaches: words that say something, within its clause. */
const DENIED_WORDS = 4;

/** What a text says, each thing once, in the order in which it says it. */
export function featuresOf(text: string, reading: Reading): Feature[] {
  const { vocabulary, thresholds, correct } = reading;
  const tokens = tokenize(text).map(({ word, start, end, clause }) => ({ word: correct(word), start, end, clause }));
  const stems = tokens.map((token) => stem(token.word));
  const found = new Map<string, Feature>();
  const add = (key: string, start: number, end: number): void => {
    if (!found.has(key)) found.set(key, { key, start, end });
  };
  const denied = deniedOf(tokens, vocabulary);
  /** One sign a word: its widest notion, else its stem; what stands in succession is read off these. */
  const signs: Feature[] = [];
  for (const [at, { word, start, end }] of tokens.entries()) {
    const isNegation = vocabulary.negations.has(word);
    const says = !isNegation && !vocabulary.fillers.has(word);
    const sayOnce = (key: string, until: number): void => add(denied[at] ? `!${key}` : key, start, until);
    if (says) sayOnce(stems[at]!, end);
    const notions = notionsAt(at, stems, vocabulary);
    for (const { notion, length } of notions) sayOnce(`=${notion}`, tokens[at + length - 1]!.end);
    const [widest] = notions;
    if (widest !== undefined) signs.push({ key: `=${widest.notion}`, start, end: tokens[at + widest.length - 1]!.end });
    else if (isNegation) signs.push({ key: '!', start, end });
    else if (says) signs.push({ key: stems[at]!, start, end });
  }
  for (const [at, sign] of signs.entries()) {
    const next = signs[at + 1];
    if (next !== undefined) add(`${sign.key} ${next.key}`, sign.start, next.end);
  }
  for (const { milliseconds, start, end } of spokenDurations(tokens, vocabulary))
    add(`~${thresholds.filter((threshold) => milliseconds >= threshold).length}`, start, end);
  return [...found.values()];
}

/** Which words a denial in their clause reaches. */
function deniedOf(tokens: readonly Token[], { negations, fillers, breaks }: Vocabulary): boolean[] {
  let left = 0;
  let clause = -1;
  return tokens.map((token) => {
    if (token.clause !== clause || breaks.has(token.word)) left = 0;
    clause = token.clause;
    const isDenied = left > 0;
    if (negations.has(token.word)) left = DENIED_WORDS;
    else if (left > 0 && !fillers.has(token.word)) left--;
    return isDenied;
  });
}

/** The notions whose words begin here, the widest first, with how many words each takes. */
function notionsAt(
  at: number,
  stems: readonly string[],
  { notionsOf, longestFrom }: Vocabulary,
): { notion: string; length: number }[] {
  const found: { notion: string; length: number }[] = [];
  const longest = Math.min(longestFrom(stems[at]!), stems.length - at);
  let said = '';
  for (let length = 1; length <= longest; length++) {
    said = length === 1 ? stems[at]! : `${said} ${stems[at + length - 1]!}`;
    for (const notion of notionsOf(said)) found.unshift({ notion, length });
  }
  return found;
}
