import type { Condition, Leaf, OperatorName } from '../../src/rules/condition.ts';
import { layPacks } from '../../src/rules/lay-packs.ts';
import type { Rules } from '../../src/rules/pack.ts';
import { layerOf, row, yesNo } from './pack-text.ts';

const FACTS = `[
  ${yesNo('desk.on')},
  {id: desk.state, type: enum, about: desk, question: Which?, options: {a: A, b: B, c: C}, seconds: 5},
  {id: desk.count, type: count, about: desk, question: How many?, seconds: 5}]`;

/** Rules of two rows, `crm/a` and `crm/b`, that differ in their conditions alone; the facts are those of `VALUES`. */
export function twoRows(a: Condition, b: Condition): Rules {
  const rows = row('crm/a', '{desk.on: true}') + row('crm/b', '{desk.on: true}');
  const rules = layPacks([layerOf({ facts: FACTS, rows })]);
  const [first, second] = rules.symptoms;
  return {
    ...rules,
    symptoms: [
      { ...first!, when: a },
      { ...second!, when: b },
    ],
  };
}

const OPPOSITES: Readonly<Partial<Record<OperatorName, OperatorName>>> = {
  is: 'not',
  not: 'is',
  above: 'at-most',
  'at-most': 'above',
  below: 'at-least',
  'at-least': 'below',
};

/** The same condition without a `not` in front of anything: each is drawn into the leaves. */
export function withoutNegation(condition: Condition, negated = false): Condition {
  if (condition.kind === 'not') return withoutNegation(condition.of, !negated);
  if (condition.kind === 'leaf') return negated ? opposite(condition) : condition;
  const kind = negated ? (condition.kind === 'all' ? 'any' : 'all') : condition.kind;
  return { kind, of: condition.of.map((part) => withoutNegation(part, negated)) };
}

function opposite(leaf: Leaf): Leaf {
  const operator = OPPOSITES[leaf.operator];
  if (operator !== undefined) return { ...leaf, operator };
  // `known` is left, whose operand is turned round.
  return {
    ...leaf,
    operands: leaf.operands.map((operand) => ({ literal: !('literal' in operand && operand.literal) })),
  };
}
