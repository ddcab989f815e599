import type { Facts } from '../facts/fact.ts';
import { evaluate, type Context } from '../rules/evaluate.ts';
import type { Rules, Symptom } from '../rules/pack.ts';
import type { Verdict } from '../rules/verdict.ts';

/** What became of one row; `failed` holds the reason when its condition could not be evaluated. */
export interface RowMatch {
  readonly symptom: Symptom;
  readonly verdict: Verdict;
  readonly failed?: string;
}

/** Every rule accounted for: loaded = matched + notMatched + notEvaluated + failed. */
export interface Accounting {
  readonly loaded: number;
  readonly matched: number;
  readonly notMatched: number;
  readonly notEvaluated: number;
  readonly failed: number;
}

/** Holds the condition of every row against the facts, in pack order. Pure. */
export function matchSymptoms(rules: Rules, facts: Facts, context: Context): RowMatch[] {
  return rules.symptoms.map((symptom) => {
    try {
      return { symptom, verdict: evaluate(symptom.when, facts, context) };
    } catch (error) {
      // One bad rule never ends a run: it is counted as failed and shown.
      const failed = error instanceof Error ? error.message : String(error);
      return { symptom, verdict: { truth: 'unknown', because: [], missing: [] }, failed };
    }
  });
}

/** Counts what became of each rule. */
export function accountFor(matches: readonly RowMatch[]): Accounting {
  const sound = matches.filter((match) => match.failed === undefined);
  const count = (truth: Verdict['truth']): number => sound.filter((match) => match.verdict.truth === truth).length;
  return {
    loaded: matches.length,
    matched: count('yes'),
    notMatched: count('no'),
    notEvaluated: count('unknown'),
    failed: matches.length - sound.length,
  };
}
