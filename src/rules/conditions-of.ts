import type { Condition } from './condition.ts';
import { leavesOf } from './evaluate.ts';
import type { Rules } from './pack.ts';

/** Every condition of the rules, wherever it stands. */
export function conditionsOf(rules: Pick<Rules, 'symptoms' | 'policies' | 'outageSigns'>): Condition[] {
  return [
    ...rules.symptoms.flatMap((row) => [
      row.when,
      ...row.steps.flatMap((step) => step.if ?? []),
      ...row.outcomes.flatMap((outcome) => outcome.when ?? []),
    ]),
    ...rules.policies.flatMap((policy) => [
      ...policy.severities.flatMap((level) => level.when ?? []),
      ...Object.values(policy.required).flatMap((list) => list.flatMap((item) => item.when ?? [])),
    ]),
    ...(rules.outageSigns ?? []),
  ];
}

/** The distinct patterns that `matches` leaves name. */
export function patternsOf(rules: Pick<Rules, 'symptoms' | 'policies' | 'outageSigns'>): string[] {
  const leaves = conditionsOf(rules).flatMap(leavesOf);
  const patterns = leaves.filter((leaf) => leaf.operator === 'matches').flatMap((leaf) => leaf.operands);
  return [...new Set(patterns.flatMap((operand) => ('literal' in operand ? [String(operand.literal)] : [])))];
}
