import type { FactValue } from '../facts/fact.ts';
import type { OperatorName } from './condition.ts';

/** Three-valued: what is not known is never a "no". */
export const TRUTHS = ['yes', 'no', 'unknown'] as const;
export type Truth = (typeof TRUTHS)[number];

/** One leaf that spoke for or against, with what was wanted and what was there. */
export interface Reason {
  readonly fact: string;
  readonly operator: OperatorName;
  readonly operands: readonly FactValue[];
  readonly value: FactValue | undefined;
  readonly held: boolean;
}

/** What a condition comes to, and why. */
export interface Verdict {
  readonly truth: Truth;
  /**
   * The known leaves that it rests on: of an `all` that is *no* and an `any` that is *yes* those of the parts that
   * decide it, else those of every part, whether they held or not. `held` is the answer of the leaf itself, without
   * any `not` before it.
   */
  readonly because: readonly Reason[];
  /** Ids of the unknown facts that keep it open, in the order in which they stand; empty unless *unknown*. */
  readonly missing: readonly string[];
}
