import type { Facts } from '../facts/fact.ts';
import type { OutcomeKind } from './pack.ts';
import type { Truth } from './verdict.ts';

/** Where a case stands, for the report of a failure. */
export interface CasePlace {
  readonly file: string;
  readonly line: number;
}

/** One case from `rules/tests/`: facts, and what a symptom or policy must make of them. */
export type RuleCase = CasePlace & { readonly name: string; readonly facts: Facts } & (
    | {
        readonly kind: 'symptom';
        readonly symptom: string;
        readonly verdict: Truth;
        readonly outcome?: OutcomeKind | 'ask';
      }
    | { readonly kind: 'policy'; readonly policy: string; readonly severity: string }
  );
