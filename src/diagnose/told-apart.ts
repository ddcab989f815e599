import type { Fact } from '../facts/fact.ts';
import type { Candidate } from '../match/rank.ts';
import { factsOf, type Context } from '../rules/evaluate.ts';
import type { Symptom } from '../rules/pack.ts';
import { weighAnswers } from './answers.ts';

/**
 * The rows that name a fact, in groups that its answers tell from each other and from all other rows; in each group, and
 * of the groups, the likeliest first.
 */
export function toldApart(fact: Fact, candidates: readonly Candidate[], context: Context): Symptom[][] {
  const rows = candidates.map(({ symptom }) => symptom).filter((row) => factsOf(row.when).includes(fact.id));
  const { bits } = weighAnswers(fact, rows, context);
  const groups = new Map<string, Symptom[]>();
  for (const [at, row] of rows.entries()) {
    // A fact that a row names can still say nothing of it by itself.
    if (bits[at]!.every((said) => said === 0)) continue;
    const key = bits[at]!.join();
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}
