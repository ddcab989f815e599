import type { Catalogue } from '../facts/fact.ts';

const MOST = 5;

/** A row and the facts that it lacks. */
export interface Lack {
  readonly probability: number;
  readonly missing: readonly string[];
}

/**
 * The facts to ask for, best first, at most five: those that hold up the outcome of the first row, then the rest by
 * how probable the rows are that lack them for the seconds that the answer takes; ties in the order of need.
 */
export function missingFacts(first: readonly string[], lacks: readonly Lack[], catalogue: Catalogue): string[] {
  const worth = new Map<string, number>();
  for (const { probability, missing } of lacks) {
    for (const id of new Set(missing)) worth.set(id, (worth.get(id) ?? 0) + probability / secondsOf(id, catalogue));
  }
  const rest = [...worth].sort(([, a], [, b]) => b - a).map(([id]) => id);
  return [...new Set([...first, ...rest])].slice(0, MOST);
}

function secondsOf(id: string, catalogue: Catalogue): number {
  return Math.max(1, catalogue.get(id)?.seconds ?? 1);
}
