import type { Facts, FactValue } from '../facts/fact.ts';
import { decideOutcome } from '../match/outcome.ts';
import type { Condition } from '../rules/condition.ts';
import { evaluate, leavesOf, type Context } from '../rules/evaluate.ts';
import type { Outcome, Symptom } from '../rules/pack.ts';
import type { Reason } from '../rules/verdict.ts';

/** The fact that holds how long the network was interrupted. */
export const LENGTH_FACT = 'network.outage';

/** How long an outage was, in milliseconds: exactly, or nothing more than that it was no shorter. */
export interface OutageLength {
  readonly milliseconds: number;
  readonly isExact: boolean;
}

/** A row that an outage falls under, or may fall under. */
export interface OutageRow {
  readonly symptom: Symptom;
  /** Whatever the length is. */
  readonly isCertain: boolean;
  readonly because: readonly Reason[];
  /** All that it can come to. */
  readonly outcomes: readonly Outcome[];
  /** For some length, what it comes to hangs on a fact that is not known. */
  readonly isOpen: boolean;
}

/**
 * The rows that are *yes* for an outage. Where its length is known from below only, each length at which a condition could
 * come out otherwise is tried; a row that is *yes* for some of them alone is not certain.
 */
export function outageRows(
  symptoms: readonly Symptom[],
  facts: Facts,
  length: OutageLength,
  context: Context,
): OutageRow[] {
  return symptoms.flatMap((symptom): OutageRow[] => {
    const tried = lengthsToTry(symptom, length, context).map((milliseconds) => {
      const known: Facts = new Map([...facts, [LENGTH_FACT, { value: milliseconds, by: 'incident' }]]);
      return { known, verdict: evaluate(symptom.when, known, context) };
    });
    const held = tried.filter(({ verdict }) => verdict.truth === 'yes');
    const [first] = held;
    if (first === undefined) return [];
    const decisions = held.map(({ known }) => decideOutcome(symptom, known, context));
    return [
      {
        symptom,
        isCertain: held.length === tried.length,
        because: first.verdict.because,
        outcomes: decisions.flatMap((decision) => (decision.kind === 'outcome' ? [decision.outcome] : [])),
        isOpen: decisions.some((decision) => decision.kind === 'ask'),
      },
    ];
  });
}

/** The length itself; or, from it on, every length on either side of a border that the row names. */
function lengthsToTry(symptom: Symptom, { milliseconds, isExact }: OutageLength, context: Context): readonly number[] {
  if (isExact) return [milliseconds];
  const conditions: readonly Condition[] = [symptom.when, ...symptom.outcomes.flatMap(({ when }) => when ?? [])];
  const borders = conditions
    .flatMap(leavesOf)
    .filter((leaf) => leaf.fact === LENGTH_FACT && leaf.operator !== 'known')
    .flatMap((leaf) => leaf.operands)
    .map((operand): FactValue | undefined =>
      'literal' in operand ? operand.literal : context.settings.get(operand.setting),
    )
    .filter((value) => typeof value === 'number');
  const around = borders.flatMap((border) => [border, border + 1]).filter((value) => value > milliseconds);
  return [...new Set([milliseconds, ...around])];
}
