import type { Word } from './read-word.ts';
import { spokenDurations } from './spoken-duration.ts';
import { readTokens, type Token } from './tokenize.ts';
import type { Expression } from './vocabulary.ts';

/**
 * Something that a text says: a stem (`ring`), a notion (`=ring`), either of them denied (`!ring`, `!=ring`), two in
 * succession (`=phone =ring`; a denying word among them is `!`) or a length of time (`~2`: at least the second of the pack's thresholds).
 */
export interface Feature<K> {
  readonly key: K;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** How features are told apart; those without a key are passed over. */
export interface Keys<K> {
  /** Of what is one sign: `ring`, `!=ring`, `~2`. */
  keyOf(sign: string): K | undefined;
  /** Of two in succession. */
  pairKeyOf(first: string, second: string): K | undefined;
}

/** Features as they are written. */
export const WRITTEN: Keys<string> = {
  keyOf: (sign) => sign,
  pairKeyOf: (first, second) => `${first} ${second}`,
};

/** How a text is read. */
export interface Reading {
  readonly wordOf: (written: string) => Word;
  /** Lengths of time that tell rows apart, in milliseconds, ascending. */
  readonly thresholds: readonly number[];
}

/** How far a denial reaches: words that say something, within its clause. */
const DENIED_WORDS = 4;

/** What a text says, as often as it says it: first what words say by themselves, then in succession, then lengths of time. */
export function featuresOf<K>(text: string, { wordOf, thresholds }: Reading, keys: Keys<K>): Feature<K>[] {
  const tokens = readTokens(text, wordOf);
  const found: Feature<K>[] = [];
  const pairs: Feature<K>[] = [];
  /** One sign a word: its widest notion, else its stem; what stands in succession is read off these. */
  let sign: Feature<string> | undefined;
  let clause = 0;
  /** Words that the denial before still reaches. */
  let denied = 0;

  const say = (what: string, start: number, end: number): void => {
    const key = keys.keyOf(what);
    if (key !== undefined) found.push({ key, start, end });
  };
  const goOn = (next: Feature<string>): void => {
    const key = sign === undefined ? undefined : keys.pairKeyOf(sign.key, next.key);
    if (key !== undefined) pairs.push({ key, start: sign!.start, end: next.end });
    sign = next;
  };

  for (let at = 0; at < tokens.length; at++) {
    const { word, start, end, clause: own } = tokens[at]!;
    if (own !== clause || word.isBreak) denied = 0;
    clause = own;
    const says = !word.isNegation && !word.isFiller;
    const denial = denied > 0 ? '!' : '';
    if (says) say(denial + word.stem, start, end);
    const expressions = expressionsAt(at, tokens);
    for (const { signs, length } of expressions)
      for (const notion of signs) say(denial + notion, start, tokens[at + length - 1]!.end);
    const [widest] = expressions;
    if (widest !== undefined) goOn({ key: widest.signs[0]!, start, end: tokens[at + widest.length - 1]!.end });
    else if (word.isNegation) goOn({ key: '!', start, end });
    else if (says) goOn({ key: word.stem, start, end });
    if (word.isNegation) denied = DENIED_WORDS;
    else if (denied > 0 && !word.isFiller) denied--;
  }
  for (const pair of pairs) found.push(pair);
  for (const { milliseconds, start, end } of spokenDurations(tokens))
    say(`~${thresholds.filter((threshold) => milliseconds >= threshold).length}`, start, end);
  return found;
}

const NONE: readonly Expression[] = [];

/** The expressions that begin here, the widest first. */
function expressionsAt(at: number, tokens: readonly Token<Word>[]): readonly Expression[] {
  let expression = tokens[at]!.word.expression;
  if (expression === undefined) return NONE;
  const found: Expression[] = [];
  while (expression !== undefined) {
    if (expression.signs.length > 0) found.unshift(expression);
    const next: Token<Word> | undefined = tokens[at + expression.length];
    expression = next === undefined ? undefined : expression.next?.get(next.word.stem);
  }
  return found;
}
