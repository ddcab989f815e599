import { factsIn, type Formula } from './formula.ts';

/** Alternatives of which one must hold, at most one for each fact. */
export type Clause = ReadonlyMap<string, Formula>;

/** A row with more clauses is not worth its place in the index: it is evaluated by itself. */
const MOST_CLAUSES = 64;

/**
 * The formula as clauses that all must hold. Three-valued logic is distributive, so they come to the same as the
 * formula, unknown included. At most one clause is on one fact alone for each fact. `undefined` when there are too many.
 */
export function clausesOf(formula: Formula): readonly Clause[] | undefined {
  const [only, second] = factsIn(formula);
  if (only !== undefined && second === undefined) return [new Map([[only, formula]])];
  if (formula.kind === 'leaf') return undefined;
  let clauses: readonly Clause[] = formula.kind === 'all' ? [] : [new Map()];
  for (const part of formula.of) {
    const more = clausesOf(part);
    if (more === undefined) return undefined;
    const count = formula.kind === 'all' ? clauses.length + more.length : clauses.length * more.length;
    if (count > MOST_CLAUSES) return undefined;
    clauses =
      formula.kind === 'all'
        ? inOne([...clauses, ...more])
        : clauses.flatMap((one) => more.map((other) => joined(one, other, 'any')));
  }
  return clauses;
}

/** Brings clauses on one fact alone together, fact by fact. */
function inOne(clauses: readonly Clause[]): Clause[] {
  const alone = clauses.filter((clause) => clause.size === 1);
  const byFact = alone.reduce<Clause>((all, clause) => joined(all, clause, 'all'), new Map());
  return [...[...byFact].map((entry) => new Map([entry])), ...clauses.filter((clause) => clause.size > 1)];
}

function joined(one: Clause, other: Clause, kind: 'all' | 'any'): Clause {
  const both = new Map(one);
  for (const [fact, formula] of other) {
    const known = both.get(fact);
    both.set(fact, known === undefined ? formula : { kind, of: [known, formula] });
  }
  return both;
}
