import type { FactValue } from '../facts/fact.ts';
import { valueEvidence } from '../match/fact-evidence.ts';
import { BIT } from '../match/posterior.ts';
import type { Ranking } from '../match/rank.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Symptom } from '../rules/pack.ts';

/** An answer that moves the odds of two rows by more than this is a surprise. */
const SURPRISE = 4 * BIT;

/** Two rows that an answer made change places. */
export interface Overturn {
  /** The row that stood first, and was likely enough to be named. */
  readonly before: Symptom;
  readonly after: Symptom;
}

/** Whether this answer, by itself, took the lead from a row that was likely enough to be named. */
export function overturnedBy(
  answer: { readonly fact: string; readonly value: FactValue },
  before: Ranking,
  after: Ranking,
  context: Context,
): Overturn | undefined {
  const [old] = before.candidates;
  const [now] = after.candidates;
  if (old === undefined || now === undefined || before.abstained || old.symptom.id === now.symptom.id) return undefined;
  const saidOf = (row: Symptom): number => valueEvidence(row, answer.fact, answer.value, context)?.bits ?? 0;
  return saidOf(now.symptom) - saidOf(old.symptom) > SURPRISE ? { before: old.symptom, after: now.symptom } : undefined;
}
