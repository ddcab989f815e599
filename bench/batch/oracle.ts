import type { Facts } from '../../src/facts/fact.ts';
import { evaluate, type Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';

/** Ids of the rows that hold, row by row and by the plain evaluator: what every other answer is measured against. */
export function matchesByEvaluator({ symptoms }: Rules, facts: Facts, context: Context): string[] {
  return symptoms.filter((row) => evaluate(row.when, facts, context).truth === 'yes').map((row) => row.id);
}

/** Throws, with the first difference, when `found` names other rows than those `wanted`; the order is free. */
export function expectSameMatches(
  who: string,
  incident: string,
  found: readonly string[],
  wanted: readonly string[],
): void {
  const [one, other] = [found.toSorted(), wanted.toSorted()];
  if (one.length === other.length && one.every((id, at) => id === other[at])) return;
  const odd = [...one.filter((id) => !other.includes(id)), ...other.filter((id) => !one.includes(id))];
  throw new Error(
    `WRONG ANSWERS, so no figures: for ${incident}, ${who} finds ${one.length} rows, the plain evaluator ${other.length}; ` +
      `the first that differs: ${odd[0] ?? 'one that is named twice'}`,
  );
}
