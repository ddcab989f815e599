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
  /** Stems of an expression, blanks between them → the notions that it stands for, blanks between them. */
  readonly expressions: Readonly<Record<string, string>>;
}

/** Word lists, ready to be looked up. */
export interface Vocabulary {
  readonly fillers: ReadonlySet<string>;
  readonly negations: ReadonlySet<string>;
  readonly breaks: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly units: ReadonlyMap<string, number>;
  /** The notions that an expression stands for, by its stems with blanks between them. */
  readonly notionsOf: (stems: string) => readonly string[];
  /** Stems of the longest expression that begins with this one; 0 for none. */
  readonly longestFrom: (stem: string) => number;
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
  const expressions = new Map<string, Set<string>>();
  for (const [notion, said] of languages.flatMap((language) => Object.entries(language.synonyms))) {
    for (const stems of said.map(stemsOf).filter((found) => found !== ''))
      expressions.set(stems, (expressions.get(stems) ?? new Set()).add(notion));
  }
  return {
    fillers: union('fillers'),
    negations: union('negations'),
    breaks: union('breaks'),
    numbers: amounts('numbers'),
    units: amounts('units'),
    expressions: Object.fromEntries([...expressions].map(([stems, notions]) => [stems, [...notions].sort().join(' ')])),
  };
}

const NONE: readonly string[] = [];

/** Makes word lists ready to be looked up. */
export function buildVocabulary(lists: WordLists): Vocabulary {
  return {
    fillers: new Set(lists.fillers),
    negations: new Set(lists.negations),
    breaks: new Set(lists.breaks),
    numbers: new Map(Object.entries(lists.numbers)),
    units: new Map(Object.entries(lists.units)),
    notionsOf: notionsIn(lists.expressions),
    longestFrom: longestOf(lists.expressions),
  };
}

/** Looks expressions up as they come; what was found is kept. Most of what people say is no expression, and has no end. */
function notionsIn(expressions: WordLists['expressions']): (stems: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (stems) => {
    const earlier = known.get(stems);
    if (earlier !== undefined) return earlier;
    if (!Object.hasOwn(expressions, stems)) return NONE;
    const notions = expressions[stems]!.split(' ');
    known.set(stems, notions);
    return notions;
  };
}

/** Looked through at the first text. */
function longestOf(expressions: WordLists['expressions']): (stem: string) => number {
  let longest: Map<string, number> | undefined;
  return (stem) => {
    longest ??= Object.keys(expressions).reduce((found, stems) => {
      const [first = '', ...more] = stems.split(' ');
      return found.set(first, Math.max(found.get(first) ?? 0, 1 + more.length));
    }, new Map<string, number>());
    return longest.get(stem) ?? 0;
  };
}

function stemsOf(text: string): string {
  return tokenize(text)
    .map((token) => stem(token.word))
    .join(' ');
}
