import type { LanguageWords } from '../../rules/pack.ts';
import { stem } from './stem.ts';
import { fold, tokenize } from './tokenize.ts';

/** What the packs say of words, all languages together. Plain JSON; words in the form in which they are compared. */
export interface WordLists {
  readonly fillers: readonly string[];
  readonly negations: readonly string[];
  readonly breaks: readonly string[];
  readonly numbers: Readonly<Record<string, number>>;
  /** Seconds by word. */
  readonly units: Readonly<Record<string, number>>;
  /** Stems of an expression, blanks between them, and the notion that it stands for. */
  readonly expressions: readonly (readonly [string, string])[];
}

/** An expression of one or more stems that stands for a notion. */
export interface Expression {
  readonly stems: readonly string[];
  readonly notion: string;
}

/** Word lists, ready to be looked up. */
export interface Vocabulary {
  readonly fillers: ReadonlySet<string>;
  readonly negations: ReadonlySet<string>;
  readonly breaks: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly units: ReadonlyMap<string, number>;
  /** Expressions by their first stem, the longest first. */
  readonly expressions: ReadonlyMap<string, readonly Expression[]>;
}

/** Brings the words of all languages together. */
export function listWords(languages: readonly LanguageWords[]): WordLists {
  const union = (key: 'fillers' | 'negations' | 'breaks'): string[] => [
    ...new Set(languages.flatMap((language) => language[key]).map(fold)),
  ];
  const amounts = (key: 'numbers' | 'units'): Record<string, number> =>
    Object.fromEntries(
      languages.flatMap((language) => Object.entries(language[key])).map(([word, amount]) => [fold(word), amount]),
    );
  const expressions = languages
    .flatMap((language) => Object.entries(language.synonyms))
    .flatMap(([notion, said]) => said.map((text) => [stemsOf(text).join(' '), notion] as const))
    .filter(([stems]) => stems !== '');
  return {
    fillers: union('fillers'),
    negations: union('negations'),
    breaks: union('breaks'),
    numbers: amounts('numbers'),
    units: amounts('units'),
    expressions: [...new Map(expressions.map((entry) => [entry.join('='), entry])).values()],
  };
}

/** Makes word lists ready to be looked up. */
export function buildVocabulary(lists: WordLists): Vocabulary {
  const expressions = new Map<string, Expression[]>();
  for (const [joined, notion] of lists.expressions) {
    const stems = joined.split(' ');
    const known = expressions.get(stems[0]!);
    if (known === undefined) expressions.set(stems[0]!, [{ stems, notion }]);
    else known.push({ stems, notion });
  }
  for (const list of expressions.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return {
    fillers: new Set(lists.fillers),
    negations: new Set(lists.negations),
    breaks: new Set(lists.breaks),
    numbers: new Map(Object.entries(lists.numbers)),
    units: new Map(Object.entries(lists.units)),
    expressions,
  };
}

function stemsOf(text: string): string[] {
  return tokenize(text).map((token) => stem(token.word));
}
