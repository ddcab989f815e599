import type { Facts } from '../facts/fact.ts';
import type { Condition } from '../rules/condition.ts';
import { evaluate, type Context } from '../rules/evaluate.ts';
import type { Reason } from '../rules/verdict.ts';

/** The leaves on known facts: those that speak for a condition, and those that speak against it. */
export interface LeafEvidence {
  readonly holding: readonly Reason[];
  readonly failing: readonly Reason[];
}

/** What each known fact says of a condition, leaf by leaf; under a `not` a leaf that is fulfilled speaks against it. */
export function leafEvidence(condition: Condition, facts: Facts, context: Context): LeafEvidence {
  const holding: Reason[] = [];
  const failing: Reason[] = [];
  const visit = (part: Condition, negated: boolean): void => {
    if (part.kind === 'not') return visit(part.of, !negated);
    if (part.kind !== 'leaf') return part.of.forEach((inner) => visit(inner, negated));
    for (const reason of evaluate(part, facts, context).because)
      (reason.held === negated ? failing : holding).push(reason);
  };
  visit(condition, false);
  return { holding, failing };
}
