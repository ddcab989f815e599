import type { Condition } from '../../rules/condition.ts';
import type { Context } from '../../rules/evaluate.ts';
import { clausesOf, type Clause } from './clauses.ts';
import { factBuilder, holdsUnknown, type FactBuilder, type FactIndex } from './fact-index.ts';
import { factsIn, formulaOf, signedLeavesOf, type Formula } from './formula.ts';
import { include, wordsFor, type RowSet } from './row-set.ts';
import { combine, opposite } from './term.ts';
import { unknownBits, type UnknownBits } from './unknown-facts.ts';

/**
 * Conditions as sets of bits. What a value says of the rows stands in six sections: rows with a leaf that holds, rows
 * with one that fails, rows that are *no*, clauses of several facts that hold, and by this fact alone, rows that are
 * excluded and rows that it speaks for. What a fact says while it is unknown stands in four: rows that are *no*, clauses that
 * hold, rows that cannot be *yes*, clauses that cannot be *no*.
 */
export interface Index {
  readonly facts: ReadonlyMap<string, number>;
  /** By number of the fact. */
  readonly values: readonly FactIndex[];
  readonly unknown: UnknownBits;
  /** Words of a section with a bit for each row, and with a bit for each clause. */
  readonly rowWords: number;
  readonly clauseWords: number;
  /** For each clause its row. */
  readonly rowOf: Int32Array;
  /** Rows that fail whatever is known: they name a setting that was not loaded. */
  readonly broken: RowSet;
  /** Rows that are not worth their place in the index. */
  readonly apart: readonly number[];
  /** The most facts that a row names. */
  readonly mostFacts: number;
}

/** Bytes that the values of all facts may take. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Makes the index of these conditions, each in its place. */
export function compileIndex(conditions: readonly Condition[], context: Context): Index {
  const formulas = conditions.map((condition) => formulaOf(condition, context));
  const clauses = formulas.map((formula) => (formula === undefined ? [] : clausesOf(formula)));
  const several = clauses.flatMap((row, place) =>
    (row ?? []).filter((clause) => clause.size > 1).map((clause) => ({ clause, place })),
  );
  const rowWords = wordsFor(conditions.length);
  const clauseWords = wordsFor(several.length);
  const collector = collect({ rowWords, clauseWords });
  for (const [place, formula] of formulas.entries()) {
    if (formula === undefined) collector.addBroken(conditions[place]!, place);
    else collector.addEvidence(formula, place);
    for (const clause of clauses[place] ?? []) if (clause.size === 1) collector.addSingle(clause, place);
  }
  for (const [nth, { clause }] of several.entries()) collector.addSeveral(clause, nth);
  const broken = new Int32Array(rowWords);
  for (const [place, formula] of formulas.entries()) if (formula === undefined) include(broken, place);
  return {
    ...collector.build(context),
    rowWords,
    clauseWords,
    rowOf: Int32Array.from(several, ({ place }) => place),
    broken,
    apart: clauses.flatMap((row, place) => (row === undefined ? [place] : [])),
    mostFacts: conditions.reduce((most, condition) => Math.max(most, namedIn(condition).size), 0),
  };
}

/** Where the sections begin, in bits. */
function sections({ rowWords, clauseWords }: Pick<Index, 'rowWords' | 'clauseWords'>) {
  const rows = rowWords * 32;
  const clauses = clauseWords * 32;
  return {
    value: {
      holding: 0,
      failing: rows,
      no: 2 * rows,
      clause: 3 * rows,
      excluded: 3 * rows + clauses,
      favoured: 4 * rows + clauses,
    },
    unknown: { no: 0, clause: rows, open: rows + clauses, openClause: 2 * rows + clauses },
  };
}

function collect(size: Pick<Index, 'rowWords' | 'clauseWords'>) {
  const { value, unknown } = sections(size);
  const valueWords = 5 * size.rowWords + size.clauseWords;
  const unknownWords = 2 * (size.rowWords + size.clauseWords);
  const builders = new Map<string, FactBuilder>();
  const whileUnknown = new Map<string, Int32Array>();
  const builderOf = (fact: string): FactBuilder => {
    const known = builders.get(fact);
    if (known !== undefined) return known;
    const made = factBuilder(fact);
    builders.set(fact, made);
    whileUnknown.set(fact, new Int32Array(unknownWords));
    return made;
  };
  return {
    /** Excluded as soon as any of its facts is known: it cannot be evaluated. */
    addBroken(condition: Condition, place: number): void {
      for (const fact of namedIn(condition)) builderOf(fact).bit(true, value.excluded + place);
    },
    /** What the leaves say, each fact by itself. */
    addEvidence(formula: Formula, place: number): void {
      const leaves = signedLeavesOf(formula);
      for (const fact of factsIn(formula)) {
        const builder = builderOf(fact);
        const own = leaves.filter((leaf) => leaf.fact === fact && leaf.operator !== 'known');
        const holding = combine(
          false,
          own.map((leaf) => builder.term(leaf, 'yes')),
        );
        const excluded = builder.term(formula, 'no');
        builder.bit(holding, value.holding + place);
        builder.bit(
          combine(
            false,
            own.map((leaf) => builder.term(leaf, 'no')),
          ),
          value.failing + place,
        );
        builder.bit(excluded, value.excluded + place);
        builder.bit(combine(true, [holding, opposite(excluded)]), value.favoured + place);
        for (const leaf of own) builder.leaf(leaf, place);
      }
    },
    /** A clause on one fact: the row is *no* when it is. */
    addSingle(clause: Clause, place: number): void {
      for (const [fact, formula] of clause) {
        builderOf(fact).bit(builderOf(fact).term(formula, 'no'), value.no + place);
        const bits = whileUnknown.get(fact)!;
        if (holdsUnknown(formula, 'no')) include(bits, unknown.no + place);
        if (!holdsUnknown(formula, 'yes')) include(bits, unknown.open + place);
      }
    },
    /** A clause on several facts: it holds when one of its parts does. */
    addSeveral(clause: Clause, nth: number): void {
      for (const [fact, formula] of clause) {
        builderOf(fact).bit(builderOf(fact).term(formula, 'yes'), value.clause + nth);
        const bits = whileUnknown.get(fact)!;
        if (holdsUnknown(formula, 'yes')) include(bits, unknown.clause + nth);
        if (!holdsUnknown(formula, 'no')) include(bits, unknown.openClause + nth);
      }
    },
    build({ patterns }: Context): Pick<Index, 'facts' | 'values' | 'unknown'> {
      let left = MOST_BYTES;
      const take = (bytes: number): void => {
        left -= bytes;
        if (left >= 0) return;
        for (const fact of values) fact.forget();
        left = MOST_BYTES - bytes;
      };
      const values = [...builders.values()].map((builder) => builder.build(valueWords, patterns, { take }));
      return {
        facts: new Map([...builders.keys()].map((fact, nth) => [fact, nth])),
        values,
        unknown: unknownBits([...whileUnknown.values()], unknownWords),
      };
    },
  };
}

function namedIn(condition: Condition): ReadonlySet<string> {
  if (condition.kind === 'leaf') return new Set([condition.fact]);
  return condition.kind === 'not' ? namedIn(condition.of) : new Set(condition.of.flatMap((part) => [...namedIn(part)]));
}
