import type { Facts, KnownFact } from '../facts/fact.ts';
import type { Condition, Leaf } from '../rules/condition.ts';
import type { Symptom } from '../rules/pack.ts';

/**
 * What choosing a row says about the desk: the facts that its condition pins to one value, either outright or, with
 * `{known: false}` beside it, as soon as they are known at all. They carry `by: symptom`.
 */
export function impliedFacts(symptom: Symptom): Facts {
  const facts = new Map<string, KnownFact>();
  const pinned = symptom.when.kind === 'all' ? symptom.when.of : [symptom.when];
  for (const condition of pinned) {
    const leaf = pinnedLeaf(condition);
    const operand = leaf?.operator === 'is' && leaf.operands.length === 1 ? leaf.operands[0] : undefined;
    if (leaf !== undefined && operand !== undefined && 'literal' in operand)
      facts.set(leaf.fact, { value: operand.literal, by: 'symptom' });
  }
  return facts;
}

function pinnedLeaf(condition: Condition): Leaf | undefined {
  if (condition.kind === 'leaf') return condition;
  if (condition.kind !== 'any' || condition.of.length !== 2) return undefined;
  const leaves = condition.of.filter((part) => part.kind === 'leaf');
  const open = leaves.find((leaf) => leaf.operator === 'known');
  return leaves.find((leaf) => leaf !== open && leaf.fact === open?.fact);
}
