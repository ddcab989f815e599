import type { FactValue } from '../../facts/fact.ts';
import type { OperatorName } from '../../rules/condition.ts';
import { OPERATORS, type PatternTest } from '../../rules/operators.ts';
import type { SignedLeaf } from './formula.ts';
import { literalOf } from './pattern-literal.ts';
import { substringFinder } from './substrings.ts';

/** What leaves on one fact compare it with; the same comparison of several leaves is one. Not `known`. */
export interface Comparison {
  readonly operator: Exclude<OperatorName, 'known'>;
  readonly operands: readonly FactValue[];
}

/** The comparisons of one fact, numbered in the order in which they were added. */
export interface ComparisonList {
  readonly all: readonly Comparison[];
  /** The number of a leaf's comparison; adds it when it is new. `known` is none. */
  numberOf(leaf: SignedLeaf): number;
}

/** A list with nothing in it yet. */
export function comparisonList(): ComparisonList {
  const all: Comparison[] = [];
  const numbers = new Map<string, number>();
  return {
    all,
    numberOf({ operator, operands }) {
      if (operator === 'known') throw new Error('what is known is compared with nothing');
      const key = JSON.stringify([operator, ...operands.map(keyOfOperand)]);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, all.length);
      return all.push({ operator, operands }) - 1;
    },
  };
}

/** In JSON, Infinity and NaN would be one. */
function keyOfOperand(operand: FactValue): FactValue {
  return typeof operand === 'number' ? `${operand}#` : typeof operand === 'string' ? `"${operand}` : operand;
}

/** What a value makes of the comparisons of its fact. */
export interface Comparer {
  /** What a value counts as: all values of one key fulfil the same comparisons. */
  keyOf(value: FactValue): FactValue | undefined;
  /** Whether there is no end of keys: texts that something is looked for in. */
  readonly isOpen: boolean;
  /** What holds of a value that is named nowhere and holds nothing that is looked for: 1 for each such comparison. */
  readonly usual: Uint8Array;
  /** Calls back for each comparison that comes out otherwise than usual; `failed` for one that cannot be made. */
  unusual(value: FactValue, found: (comparison: number) => void, failed: (comparison: number) => void): void;
}

type Numbered = Comparison & { readonly at: number };

/** Prepares the comparisons of one fact. */
export function comparerOf(all: readonly Comparison[], patterns: ReadonlyMap<string, PatternTest>): Comparer {
  const numbered = all.map((comparison, at): Numbered => ({ ...comparison, at }));
  const of = (...operators: OperatorName[]): Numbered[] =>
    numbered.filter(({ operator }) => operators.includes(operator));
  const naming = new Map<FactValue, number[]>();
  for (const { operands, at } of of('is', 'not'))
    for (const value of new Set(operands)) naming.set(value, [...(naming.get(value) ?? []), at]);
  const ordered = of('above', 'below', 'at-least', 'at-most');
  const parts = of('contains');
  const tests = of('matches').map((test) => {
    const pattern = String(test.operands[0]);
    // One that was not compiled fails with every value, whatever stands in it.
    return { ...test, literal: patterns.has(pattern) ? literalOf(pattern) : undefined };
  });
  const empty = parts.filter(({ operands }) => String(operands[0]) === '');
  const whole = parts.filter(({ operands }) => String(operands[0]) !== '');
  const hinted = tests.filter(({ literal }) => literal !== undefined);
  const find = substringFinder([
    ...whole.map(({ operands }) => String(operands[0]).toLowerCase()),
    ...hinted.map(({ literal }) => literal!),
  ]);
  const isOpen = parts.length + tests.length > 0;
  const borders = bordersOf([...of('is', 'not'), ...ordered]);
  return {
    isOpen,
    keyOf(value) {
      if (isOpen || typeof value === 'boolean' || Number.isNaN(value)) return value;
      if (typeof value === 'number') return slotOf(value, borders);
      return ordered.length > 0 || naming.has(value) ? value : undefined;
    },
    usual: Uint8Array.from(numbered, ({ operator }) => (operator === 'not' ? 1 : 0)),
    unusual(value, found, failed) {
      for (const at of naming.get(value) ?? []) found(at);
      for (const { operator, operands, at } of ordered)
        if (OPERATORS[operator].decide(value, operands, patterns)) found(at);
      if (!isOpen) return;
      const tell = ({ operands, at }: Numbered): void => {
        try {
          if (OPERATORS.matches.decide(value, operands, patterns)) found(at);
        } catch {
          failed(at);
        }
      };
      for (const { at } of empty) found(at);
      if (whole.length + hinted.length > 0)
        find(String(value).toLowerCase(), (nth) =>
          nth < whole.length ? found(whole[nth]!.at) : tell(hinted[nth - whole.length]!),
        );
      for (const test of tests) if (test.literal === undefined) tell(test);
    },
  };
}

/** The numbers at which a comparison with a number can come out otherwise, ascending. */
function bordersOf(comparisons: readonly Comparison[]): Float64Array {
  const numbers = comparisons.flatMap(({ operands }) => operands.map(Number)).filter((border) => !Number.isNaN(border));
  return Float64Array.from(new Set(numbers)).sort();
}

/** Between two borders every number is alike: an even slot for what lies between, an odd one for a border itself. */
function slotOf(value: number, borders: Float64Array): number {
  let low = 0;
  let high = borders.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (borders[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return borders[low] === value ? 2 * low + 1 : 2 * low;
}
