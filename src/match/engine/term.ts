import { compareTexts } from '../../facts/text-order.ts';

/**
 * A yes-or-no function of the comparisons of one fact: always the same, comparison n (2 × n) or its opposite (2 × n + 1),
 * or several of which every one, or some one, is to hold.
 */
export type Term = boolean | number | { readonly every: boolean; readonly of: readonly Term[] };

/** Terms of which every one, or some one, is to hold, in the shortest form; the order makes no difference. */
export function combine(every: boolean, terms: readonly Term[]): Term {
  const flat = terms.flatMap((term) => (typeof term === 'object' && term.every === every ? term.of : [term]));
  if (flat.includes(!every)) return !every;
  const byKey = new Map(flat.filter((term) => term !== every).map((term) => [keyOf(term), term]));
  const of = [...byKey].sort(([a], [b]) => compareTexts(a, b)).map(([, term]) => term);
  return of.length > 1 ? { every, of } : (of[0] ?? every);
}

/** The term that holds when this one does not. */
export function opposite(term: Term): Term {
  if (typeof term === 'boolean') return !term;
  return typeof term === 'number' ? term ^ 1 : combine(!term.every, term.of.map(opposite));
}

/** The same for terms that are written the same. */
export function keyOf(term: Term): string {
  return typeof term === 'object' ? `${term.every ? '&' : '|'}(${term.of.map(keyOf).join()})` : String(term);
}

/** Whether it holds; `truths` has a 1 for each comparison that does. */
export function holds(term: Term, truths: Uint8Array): boolean {
  if (typeof term === 'number') return truths[term >> 1] !== (term & 1);
  if (typeof term === 'boolean') return term;
  for (const part of term.of) if (holds(part, truths) !== term.every) return !term.every;
  return term.every;
}

/** The comparisons that it depends on. */
export function comparisonsOf(term: Term): number[] {
  if (typeof term === 'boolean') return [];
  return typeof term === 'number' ? [term >> 1] : [...new Set(term.of.flatMap(comparisonsOf))];
}
