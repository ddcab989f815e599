import type { FactValue } from '../../facts/fact.ts';
import type { Condition, Leaf, Operand, OperatorName } from '../../rules/condition.ts';
import type { Context } from '../../rules/evaluate.ts';

/** A leaf with the values of its operands, and whether an odd number of `not` stands before it. */
export interface SignedLeaf {
  readonly kind: 'leaf';
  readonly fact: string;
  readonly operator: OperatorName;
  readonly operands: readonly FactValue[];
  readonly negated: boolean;
}

/** A condition whose every `not` is drawn into the leaves, which changes nothing of what it comes to (De Morgan). */
export type Formula = SignedLeaf | Group;

/** Formulas of which all, or any, are to hold. */
export interface Group {
  readonly kind: 'all' | 'any';
  readonly of: readonly Formula[];
}

/** The condition as a formula; `undefined` when it names a setting that was not loaded. */
export function formulaOf(condition: Condition, context: Context, negated = false): Formula | undefined {
  if (condition.kind === 'not') return formulaOf(condition.of, context, !negated);
  if (condition.kind === 'leaf') return signedLeaf(condition, context, negated);
  const of = condition.of.map((part) => formulaOf(part, context, negated));
  const whole = of.filter((part) => part !== undefined);
  return whole.length < of.length
    ? undefined
    : { kind: (condition.kind === 'all') === negated ? 'any' : 'all', of: whole };
}

function signedLeaf(
  { fact, operator, operands }: Leaf,
  { settings }: Context,
  negated: boolean,
): SignedLeaf | undefined {
  const valueOf = (operand: Operand): FactValue | undefined =>
    'literal' in operand ? operand.literal : settings.get(operand.setting);
  const values = operands.map(valueOf).filter((value) => value !== undefined);
  return values.length < operands.length ? undefined : { kind: 'leaf', fact, operator, operands: values, negated };
}

/** All leaves of a formula, in order. */
export function signedLeavesOf(formula: Formula): readonly SignedLeaf[] {
  return formula.kind === 'leaf' ? [formula] : formula.of.flatMap(signedLeavesOf);
}

/** Ids of the facts that a formula names. */
export function factsIn(formula: Formula): ReadonlySet<string> {
  return new Set(signedLeavesOf(formula).map((leaf) => leaf.fact));
}
