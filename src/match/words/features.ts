import type { Token } from './tokenize.ts';
import { tokenize } from './tokenize.ts';
import { spokenDurations } from './spoken-duration.ts';
import { stem, type Vocabulary } from './vocabulary.ts';

/** Something about a text that can speak for a row, and the words that it was read from. */
export interface Feature {
  readonly key: string;
  /** The place in the text: UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** How far a denial reaches: words that say something, within its clause. */
const DENIED_WORDS = 4;

export interface FeatureOptions { corrected?: (word: string) => string; noNot?: boolean; noNotion?: boolean; noBi?: boolean; skip?: boolean; noDur?: boolean; pairs?: boolean; chars?: boolean }

interface Sign {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly clause: number;
  readonly denied: boolean;
  readonly isNegation: boolean;
}

/** What a text says, as features: each once, in the order in which they stand. */
export function featuresOf(text: string, vocabulary: Vocabulary, thresholds: readonly number[], options: FeatureOptions = {}): Feature[] {
  const found = new Map<string, Feature>();
  const add = (key: string, start: number, end: number): void => {
    if (!found.has(key)) found.set(key, { key, start, end });
  };
  const tokens = tokenize(text);
  const words = tokens.map((token) => options.corrected?.(token.word) ?? token.word);
  const stems = words.map(stem);
  const signs: Sign[] = [];
  let denied = 0;
  let clause = -1;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const word = words[at]!;
    if (token.clause !== clause || vocabulary.breaks.has(word)) denied = 0;
    clause = token.clause;
    const isFiller = vocabulary.fillers.has(word);
    const isNegation = vocabulary.negations.has(word);
    const isDenied = denied > 0 && !options.noNot;
    const sign = isDenied ? '!' : '';
    if (!isFiller && !isNegation) {
      add(stems[at]!, token.start, token.end);
      if (isDenied) add(`!${stems[at]}`, token.start, token.end);
    }
    let widest: { notion: string; length: number } | undefined;
    if (!options.noNotion)
    for (const { stems: wanted, notion } of vocabulary.expressions.get(stems[at]!) ?? []) {
      if (!wanted.every((part, index) => stems[at + index] === part)) continue;
      const last = tokens[at + wanted.length - 1]!;
      add(`=${notion}`, token.start, last.end);
      if (isDenied) add(`!=${notion}`, token.start, last.end);
      if (widest === undefined || wanted.length > widest.length) widest = { notion, length: wanted.length };
    }
    if (widest !== undefined) {
      const last = tokens[at + widest.length - 1]!;
      signs.push({ key: `=${widest.notion}`, start: token.start, end: last.end, clause, denied: isDenied, isNegation: false });
    } else if (isNegation) signs.push({ key: '!', start: token.start, end: token.end, clause, denied: false, isNegation: true });
    else if (!isFiller) signs.push({ key: stems[at]!, start: token.start, end: token.end, clause, denied: isDenied, isNegation: false });
    if (isNegation) denied = DENIED_WORDS + 1;
    if (!isFiller) denied = Math.max(0, denied - 1);
  }
  if (!options.noBi)
  for (let at = 0; at + 1 < signs.length; at++) {
    const [one, two] = [signs[at]!, signs[at + 1]!];
    add(`${one.key} ${two.key}`, one.start, two.end);
    const three = signs[at + 2];
    if (options.skip && three !== undefined) add(`${one.key} _ ${three.key}`, one.start, three.end);
  }
  if (options.pairs) {
    const keys = [...new Set(signs.filter((s) => s.key.startsWith('=')).map((sign) => (sign.denied ? '!' : '') + sign.key))].sort();
    for (let i = 0; i < keys.length; i++) for (let j = i + 1; j < keys.length; j++) add(`${keys[i]}&${keys[j]}`, 0, 0);
  }
  if (options.chars) {
    for (const word of words) { const w = ` ${word} `; for (let n = 3; n <= 5; n++) for (let i = 0; i + n <= w.length; i++) add('c' + w.slice(i, i + n), 0, 0); }
  }
  if (!options.noDur)
  for (const { milliseconds, start, end } of spokenDurations(tokens)) {
    const bucket = thresholds.filter((threshold) => milliseconds >= threshold).length;
    add(`duration ${bucket}`, start, end);
  }
  return [...found.values()];
}
