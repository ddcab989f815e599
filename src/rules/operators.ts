import type { FactType, FactValue } from '../facts/fact.ts';
import type { OperatorName } from './condition.ts';

/** A compiled pattern of a pack. */
export type PatternTest = (text: string) => boolean;

/** How one operator compares; the registry below is the whole language of leaves. */
export interface Operator {
  /** Types of fact that it makes sense for. */
  readonly types: readonly FactType[];
  /** Whether a list of operands is allowed (any of them counts). */
  readonly list: boolean;
  /** How `because` says it: `desktop.status = slow`. */
  readonly sign: string;
  readonly decide: (
    value: FactValue,
    operands: readonly FactValue[],
    patterns: ReadonlyMap<string, PatternTest>,
  ) => boolean;
}

const ALL: readonly FactType[] = ['boolean', 'enum', 'duration', 'count', 'percent', 'text'];
const ORDERED: readonly FactType[] = ['duration', 'count', 'percent'];
const TEXT: readonly FactType[] = ['text'];

const ordered = (sign: string, decide: (value: number, operand: number) => boolean): Operator => ({
  types: ORDERED,
  list: false,
  sign,
  decide: (value, [operand]) => decide(value as number, operand as number),
});

/** Every operator by its name in YAML. `known` is decided by the evaluator, which alone sees what is unknown. */
export const OPERATORS: Readonly<Record<OperatorName, Operator>> = {
  is: { types: ALL, list: true, sign: '=', decide: (value, operands) => operands.includes(value) },
  not: { types: ALL, list: true, sign: '≠', decide: (value, operands) => !operands.includes(value) },
  above: ordered('>', (value, operand) => value > operand),
  below: ordered('<', (value, operand) => value < operand),
  'at-least': ordered('≥', (value, operand) => value >= operand),
  'at-most': ordered('≤', (value, operand) => value <= operand),
  contains: {
    types: TEXT,
    list: false,
    sign: 'contains',
    decide: (value, [operand]) => String(value).toLowerCase().includes(String(operand).toLowerCase()),
  },
  matches: {
    types: TEXT,
    list: false,
    sign: 'matches',
    decide: (value, [operand], patterns) => {
      const test = patterns.get(String(operand));
      if (test === undefined) throw new Error(`pattern was not compiled: ${String(operand)}`);
      return test(String(value));
    },
  },
  known: { types: ALL, list: false, sign: 'known', decide: () => true },
};
