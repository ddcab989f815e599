import type { Facts, FactValue } from '../facts/fact.ts';
import { evaluate, factsOf, type Context } from '../rules/evaluate.ts';
import type { Symptom } from '../rules/pack.ts';
import type { Reason } from '../rules/verdict.ts';
import { leafEvidence } from './leaf-evidence.ts';

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

/**
 * What one answer weighs, in thousandths of a bit: people answer wrongly about one time in twenty, so an answer that fits
 * is 19 times likelier than one that does not (log₂ 19 = 4.248). More would make the first ordinary answer (which browser,
 * which module) look like a finding; rows say what is odd about them, not what is usual elsewhere. The same for every
 * fact and row: else the right answer could raise another row more than the one that it is true of.
 */
const ANSWER = 4_248;

/**
 * What nobody merely said, but a file or another system showed, weighs so many answers: as surely as it excludes the rows
 * that it contradicts it speaks for the others, whatever words were typed beside it.
 */
const SHOWN = 3;

/** What a fact that was shown weighs for a row that it speaks for. */
export const SHOWN_FOR = SHOWN * ANSWER;

/**
 * What the known facts say of a row, added up: the order in which they were learned does not matter. A row whose
 * condition cannot be evaluated is excluded; where rows are matched it counts as failed.
 */
export function factEvidence(symptom: Symptom, facts: Facts, context: Context): FactEvidence {
  let bits = 0;
  const because: FactReason[] = [];
  for (const fact of factsOf(symptom.when)) {
    const known = facts.get(fact);
    if (known === undefined) continue;
    const said = valueEvidence(symptom, fact, known.value, context);
    if (said === null) return { bits: null, because: [] };
    if (said.bits < 0 && known.by !== 'person') return { bits: null, because: [{ ...said, bits: 0 }] };
    if (said.bits === 0) continue;
    const weighed = { ...said, bits: known.by === 'person' ? said.bits : said.bits * SHOWN };
    bits += weighed.bits;
    because.push(weighed);
  }
  return { bits, because };
}

/**
 * What one value of one fact says of a row, by the row's own condition and by itself alone: a `when` that is *no* speaks
 * against the row, a leaf that holds speaks for it, anything else says nothing. Other facts may well be known: a row that
 * wants that of one of them is not *no* for it, so that no row that all facts together make *yes* is excluded by one. The one source for what an answer does
 * to the ranking and for what a question is expected to tell. Null when the condition cannot be evaluated.
 */
export function valueEvidence(symptom: Symptom, fact: string, value: FactValue, context: Context): FactReason | null {
  const only: Facts = new Map([[fact, { value, by: 'person' }]]);
  try {
    const { truth, because } = evaluate(symptom.when, only, { ...context, only: fact });
    const holds = truth !== 'no' && leafEvidence(symptom.when, only, context).holding.length > 0;
    return { fact, bits: truth === 'no' ? -ANSWER : holds ? ANSWER : 0, reasons: because };
  } catch {
    return null;
  }
}
