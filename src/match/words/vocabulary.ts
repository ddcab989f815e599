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
  /** The expressions that begin with this stem. */
  readonly expressionsFrom: (stem: string) => Expression | undefined;
}

/** The beginning of expressions, stem by stem, or the whole of one. */
export interface Expression {
  /** How many stems it has. */
  readonly length: number;
  /** The notions that it stands for by itself, as signs (`=ring`), the last first. */
  readonly signs: readonly string[];
  /** Where it goes on. */
  readonly next: ReadonlyMap<string, Expression> | undefined;
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

/** Makes word lists ready to be looked up. */
export function buildVocabulary(lists: WordLists): Vocabulary {
  return {
    fillers: new Set(lists.fillers),
    negations: new Set(lists.negations),
    breaks: new Set(lists.breaks),
    numbers: new Map(Object.entries(lists.numbers)),
    units: new Map(Object.entries(lists.units)),
    expressionsFrom: expressionsIn(lists.expressions),
  };
}

/** Sorted at the first text; from then on the lists themselves are not kept. */
function expressionsIn(expressions: WordLists['expressions']): Vocabulary['expressionsFrom'] {
  let lists: WordLists['expressions'] | undefined = expressions;
  let sorted: ReadonlyMap<string, Expression> = new Map();
  return (stem) => {
    if (lists !== undefined) sorted = sortExpressions(lists);
    lists = undefined;
    return sorted.get(stem);
  };
}

type Growing = { -readonly [K in keyof Expression]: Expression[K] } & { next: Map<string, Growing> | undefined };

function sortExpressions(expressions: WordLists['expressions']): ReadonlyMap<string, Expression> {
  const signsOf = new Map<string, readonly string[]>();
  const begun = new Map<string, Growing>();
  for (const [stems, notions] of Object.entries(expressions)) {
    if (!signsOf.has(notions)) signsOf.set(notions, signsFor(notions));
    let length = 0;
    let expression: Growing | undefined;
    for (const one of stems.split(' ')) {
      const among = expression === undefined ? begun : (expression.next ??= new Map());
      expression = among.get(one) ?? { length: length + 1, signs: NONE, next: undefined };
      among.set(one, expression);
      length++;
    }
    expression!.signs = signsOf.get(notions)!;
  }
  return begun;
}

const NONE: readonly string[] = [];

function signsFor(notions: string): string[] {
  const signs = notions.split(' ').map((notion) => `=${notion}`);
  return signs.reverse();
}

function stemsOf(text: string): string {
  return tokenize(text)
    .map((token) => stem(token.word))
    .join(' ');
}
