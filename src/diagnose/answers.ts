import type { Fact } from '../facts/fact.ts';
import { valueEvidence } from '../match/fact-evidence.ts';
import { weightsOf } from '../match/posterior.ts';
import type { Candidate } from '../match/rank.ts';
import { factsOf, leavesOf, type Context } from '../rules/evaluate.ts';
import type { Symptom } from '../rules/pack.ts';
import { answersTo } from './evidence-table.ts';

/** Weights become likelihoods by dividing by this, so that their products with probabilities stay exact. */
const PART = 1_000_000;

/** What the answers to the question for a fact say of the rows. */
export interface WeighedAnswers {
  /** For each row, what each answer that makes a difference says of it, in thousandths of a bit. */
  readonly bits: readonly (readonly number[])[];
  /** For each row, how likely each answer is if it is the one, in parts of the list's own sum. */
  readonly likelihoods: readonly (readonly number[])[];
  /** The same for whatever has nothing to do with the fact: each answer as likely as the others. */
  readonly elsewhere: readonly number[];
}

/** Weighs the answers to the question for a fact by what each of them would do to the ranking. */
export function weighAnswers(fact: Fact, rows: readonly Symptom[], context: Context): WeighedAnswers {
  const leaves = rows.flatMap((row) => leavesOf(row.when)).filter((leaf) => leaf.fact === fact.id);
  const columns = answersTo(fact, leaves, context).map((value) =>
    rows.map((row) => valueEvidence(row, fact.id, value, context)?.bits ?? 0),
  );
  // Answers that say the same of every row count once.
  const different = [...new Map(columns.map((column) => [column.join(), column])).values()];
  const bits = rows.map((_, row) => different.map((column) => column[row]!));
  return {
    bits,
    likelihoods: bits.map((said) => weightsOf(said).map((weight) => Math.round(weight / PART))),
    elsewhere: different.map(() => 1),
  };
}

/** The rows whose conditions name a fact, by fact; to any other row its answers say nothing. */
export function rowsByFact(candidates: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const rows = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    for (const fact of factsOf(candidate.symptom.when)) {
      const list = rows.get(fact);
      if (list === undefined) rows.set(fact, [candidate]);
      else list.push(candidate);
    }
  }
  return rows;
}
