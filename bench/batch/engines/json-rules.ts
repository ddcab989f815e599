import { Engine, type NestedCondition, type TopLevelCondition } from 'json-rules-engine';
import type { Condition, Leaf, OperatorName } from '../../../src/rules/condition.ts';
import { literalsOf } from '../write-pack.ts';
import { plainName, type RuleEngine } from './engine.ts';

/** Ours → theirs; `is` and `not` of several values are told apart below. */
const OPERATORS: Readonly<Record<Exclude<OperatorName, 'known'>, string>> = {
  is: 'equal',
  not: 'notEqual',
  above: 'greaterThan',
  below: 'lessThan',
  'at-least': 'greaterThanInclusive',
  'at-most': 'lessThanInclusive',
  contains: 'hasPart',
  matches: 'matches',
};

/** json-rules-engine, the one that most people reach for. It knows lists only, so parts of texts and patterns are ours. */
export const JSON_RULES_ENGINE: RuleEngine = {
  name: 'json-rules-engine',
  prepare({ symptoms }) {
    const engine = new Engine(
      symptoms.map((row) => ({ conditions: topLevel(row.when), event: { type: row.id } })),
      { allowUndefinedFacts: true },
    );
    const patterns = new Map<string, RegExp>();
    const patternOf = (source: string): RegExp => {
      const known = patterns.get(source) ?? new RegExp(source);
      patterns.set(source, known);
      return known;
    };
    engine.addOperator('hasPart', (text: string, part: string) => text.includes(part));
    engine.addOperator('matches', (text: string, source: string) => patternOf(source).test(text));
    return async ({ plain }) => (await engine.run(plain)).events.map((event) => event.type);
  },
};

function topLevel(condition: Condition): TopLevelCondition {
  return condition.kind === 'leaf' ? { all: [nested(condition)] } : (nested(condition) as TopLevelCondition);
}

function nested(condition: Condition): NestedCondition {
  switch (condition.kind) {
    case 'leaf':
      return leafCondition(condition);
    case 'not':
      return { not: nested(condition.of) };
    case 'all':
      return { all: condition.of.map(nested) };
    default:
      return { any: condition.of.map(nested) };
  }
}

function leafCondition({ fact, operator, operands }: Leaf): NestedCondition {
  if (operator === 'known') throw new Error('generated rules do not ask whether a fact is known');
  const values = literalsOf(operands);
  const [value] = values;
  if (values.length === 1) return { fact: plainName(fact), operator: OPERATORS[operator], value };
  return { fact: plainName(fact), operator: operator === 'is' ? 'in' : 'notIn', value: values };
}
