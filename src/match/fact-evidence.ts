import type { Facts } from '../facts/fact.ts';
import { evaluate, factsOf, type Context } from '../rules/evaluate.ts';
import type { Symptom } from '../rules/pack.ts';
import type { Reason } from '../rules/verdict.ts';
import { leafEvidence } from './leaf-evidence.ts';
import { BIT } from './posterior.ts';

/** What one known fact says of a row. */
export interface FactReason {
  readonly fact: string;
  /** Thousandths of a bit for (+) or against (−) the row. */
  readonly bits: number;
  readonly reasons: readonly Reason[];
}

/** What the known facts say of a row; `bits` is null when something other than a person's word excludes it. */
export interface FactEvidence {
  readonly bits: number | null;
  readonly because: readonly FactReason[];
}

/** A leaf of the row holds. */
const HELD = 4 * BIT;
/** With this fact alone known, the row is *no*: people err, so it is only demoted. */
const AGAINST = -6 * BIT;

/**
 * What the known facts say of a row, each by the row's own condition and by itself alone, so that the order does not
 * matter: with only that fact known, a `when` that is *no* speaks against the row, a leaf that holds speaks for it,
 * anything else says nothing. A row whose condition cannot be evaluated is excluded; where rows are matched it counts as failed.
 */
export function factEvidence(symptom: Symptom, facts: Facts, context: Context): FactEvidence {
  try {
    return weighFacts(symptom, facts, context);
  } catch {
    return { bits: null, because: [] };
  }
}

function weighFacts(symptom: Symptom, facts: Facts, context: Context): FactEvidence {
  let bits = 0;
  const because: FactReason[] = [];
  for (const fact of factsOf(symptom.when)) {
    const known = facts.get(fact);
    if (known === undefined) continue;
    const only: Facts = new Map([[fact, known]]);
    const alone = evaluate(symptom.when, only, context);
    if (alone.truth === 'no' && known.by !== 'person') return { bits: null, because: [{ fact, bits: 0, reasons: alone.because }] };
    const said = alone.truth === 'no' ? AGAINST : leafEvidence(symptom.when, only, context).holding.length > 0 ? HELD : 0;
    if (said === 0) continue;
    bits += said;
    because.push({ fact, bits: said, reasons: alone.because });
  }
  return { bits, because };
}
