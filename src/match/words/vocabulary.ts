import { stemmer } from 'stemmer';
import type { LanguageWords } from '../../rules/pack.ts';
import { tokenize } from './tokenize.ts';

/** An expression of one or more stems that stands for a notion. */
export interface Expression {
  readonly stems: readonly string[];
  readonly notion: string;
}

/** What the packs say of words, looked up by stem. */
export interface Vocabulary {
  readonly fillers: ReadonlySet<string>;
  readonly negations: ReadonlySet<string>;
  readonly breaks: ReadonlySet<string>;
  /** Expressions by their first stem, longest first. */
  readonly expressions: ReadonlyMap<string, readonly Expression[]>;
}

/** Brings the words of all languages together. */
export function buildVocabulary(languages: readonly LanguageWords[]): Vocabulary {
  const expressions = new Map<string, Expression[]>();
  for (const { synonyms } of languages) {
    for (const [notion, said] of Object.entries(synonyms)) {
      for (const text of said) {
        const stems = tokenize(text).map((token) => stem(token.word));
        const [first] = stems;
        if (first === undefined) continue;
        const known = expressions.get(first) ?? [];
        known.push({ stems, notion });
        expressions.set(first, known);
      }
    }
  }
  for (const list of expressions.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  const all = (key: 'fillers' | 'negations' | 'breaks'): Set<string> =>
    new Set(languages.flatMap((language) => language[key]));
  return { fillers: all('fillers'), negations: all('negations'), breaks: all('breaks'), expressions };
}

const stems = new Map<string, string>();
const MOST_STEMS = 20_000;

/** A word without its ending (Porter's algorithm); short words and whatever holds a digit stay. */
export function stem(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= MOST_STEMS) stems.clear();
  const found = stemmer(word);
  stems.set(word, found);
  return found;
}
