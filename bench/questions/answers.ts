import type { Fact, FactValue } from '../../src/facts/fact.ts';
import { leavesOf } from '../../src/rules/evaluate.ts';
import type { Leaf } from '../../src/rules/condition.ts';
import { evaluate, type Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';

/**
 * The different answers that a person can give to the question for a fact: yes and no, the options, and of durations and
 * counts one value from each side of the thresholds that rows name. Facts that no row names have none.
 */
export function answersByFact(rules: Rules, context: Context): ReadonlyMap<string, readonly FactValue[]> {
  const leaves = rules.symptoms.flatMap((row) => leavesOf(row.when));
  return new Map(
    rules.facts.flatMap((fact) => {
      const naming = leaves.filter((leaf) => leaf.fact === fact.id);
      return naming.length === 0 ? [] : [[fact.id, answersTo(fact, naming, context)] as const];
    }),
  );
}

function answersTo(fact: Fact, leaves: readonly Leaf[], context: Context): FactValue[] {
  if (fact.type === 'boolean') return [true, false];
  if (fact.type === 'enum') return fact.options.map((option) => option.value);
  const operands = leaves.flatMap((leaf) =>
    leaf.operands.map((operand) => ('literal' in operand ? operand.literal : context.settings.get(operand.setting)!)),
  );
  if (fact.type === 'text') return [...new Set(['', ...operands])];
  const borders = operands.filter((operand) => typeof operand === 'number').sort((a, b) => a - b);
  const sides = borders.flatMap((border) => [border - 1, border, border + 1]).filter((value) => value >= 0);
  // One for each way in which the leaves come out.
  const different = new Map(sides.map((value) => [outcomes(fact.id, value, leaves, context), value]));
  return [...different.values()];
}

function outcomes(id: string, value: FactValue, leaves: readonly Leaf[], context: Context): string {
  const facts = new Map([[id, { value, by: 'person' as const }]]);
  return leaves.map((leaf) => evaluate(leaf, facts, context).truth).join();
}
