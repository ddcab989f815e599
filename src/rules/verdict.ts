import type { FactValue } from '../facts/fact.ts';
import type { OperatorName } from './condition.ts';

/** Three-valued: what is not known is never a "no". */
export type Truth = 'yes' | 'no' | 'unknown';

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
  /** The known leaves that speak for this verdict; for *unknown* those that held so far. */
  readonly because: readonly Reason[];
  /** Ids of the unknown facts that keep it open, in the order in which they stand; empty unless *unknown*. */
  readonly missing: readonly string[];
}
