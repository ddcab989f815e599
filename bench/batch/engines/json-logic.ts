import { LogicEngine } from 'json-logic-engine';
import type { Condition, Leaf, OperatorName } from '../../../src/rules/condition.ts';
import { literalsOf } from '../write-pack.ts';
import { plainName, type ParsedIncident, type RuleEngine } from './engine.ts';

const OPERATORS: Readonly<Partial<Record<OperatorName, string>>> = {
  is: '===',
  not: '!==',
  above: '>',
  below: '<',
  'at-least': '>=',
  'at-most': '<=',
};

/**
 * json-logic-engine, compiled: it generates code. Absent values count as `null` and as 0 there, so that answers are right only
 * where each fact is known.
 */
export const JSON_LOGIC_ENGINE: RuleEngine = {
  name: 'json-logic-engine',
  prepare({ symptoms }) {
    const engine = new LogicEngine();
    const patterns: RegExp[] = [];
    const numberOf = (source: string): number => patterns.push(new RegExp(source)) - 1;
    engine.addMethod('matches', ([text, pattern]: [string, number]) => patterns[pattern]!.test(text), {
      deterministic: true,
    });
    // A function for each row: fastest with 100 rows, where it is close; lists of rows in one function took longer.
    const rows = symptoms.map(({ id, when }) => ({ id, holds: engine.build(logicOf(when, numberOf)) as Holds }));
    return ({ plain }) => {
      const found: string[] = [];
      for (const { id, holds } of rows) if (holds(plain) === true) found.push(id);
      return found;
    };
  },
};

type Holds = (plain: ParsedIncident['plain']) => unknown;
type Logic = { readonly [operator: string]: unknown };

function logicOf(condition: Condition, numberOf: (source: string) => number): Logic {
  const of = (part: Condition): Logic => logicOf(part, numberOf);
  switch (condition.kind) {
    case 'leaf':
      return leafLogic(condition, numberOf);
    case 'not':
      return { '!': of(condition.of) };
    case 'all':
      return { and: condition.of.map(of) };
    default:
      return { or: condition.of.map(of) };
  }
}

function leafLogic({ fact, operator, operands }: Leaf, numberOf: (source: string) => number): Logic {
  const value = { var: plainName(fact) };
  const values = literalsOf(operands);
  if (operator === 'contains') return { in: [values[0], value] };
  if (operator === 'matches') return { matches: [value, numberOf(String(values[0]))] };
  if (values.length === 1 && OPERATORS[operator] !== undefined) return { [OPERATORS[operator]]: [value, values[0]] };
  const within = { in: [value, values] };
  return operator === 'not' ? { '!': within } : within;
}
