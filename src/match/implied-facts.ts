import type { Facts, KnownFact } from '../facts/fact.ts';
import type { Symptom } from '../rules/pack.ts';

/**
 * What choosing a row says about the desk: the facts that its condition pins to one value. They carry `by: symptom`.
 * A fact that the row can do without (`any: [{fact: value}, {fact: {known: false}}]`) stays unknown: choosing the row
 * does not say it.
 */
export function impliedFacts(symptom: Symptom): Facts {
  const facts = new Map<string, KnownFact>();
  const pinned = symptom.when.kind === 'all' ? symptom.when.of : [symptom.when];
  for (const condition of pinned) {
    if (condition.kind !== 'leaf' || condition.operator !== 'is' || condition.operands.length !== 1) continue;
    const [operand] = condition.operands;
    if (operand !== undefined && 'literal' in operand)
      facts.set(condition.fact, { value: operand.literal, by: 'symptom' });
  }
  return facts;
}
