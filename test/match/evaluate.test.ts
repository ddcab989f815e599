import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Facts, KnownFact } from '../../src/facts/fact.ts';
import type { Condition, Leaf } from '../../src/rules/condition.ts';
import { evaluate, leavesOf, type Context } from '../../src/rules/evaluate.ts';
import type { Truth } from '../../src/rules/verdict.ts';
import { conditions, someFacts, VALUES } from '../support/conditions.ts';

const CONTEXT: Context = { settings: new Map(), patterns: new Map() };
const truth = (condition: Condition, facts: Facts): Truth => evaluate(condition, facts, CONTEXT).truth;
const not = (of: Condition): Condition => ({ kind: 'not', of });
const all = (...of: Condition[]): Condition => ({ kind: 'all', of });
const any = (...of: Condition[]): Condition => ({ kind: 'any', of });
const RANK: Record<Truth, number> = { no: 0, unknown: 1, yes: 2 };
const law = (...checks: Parameters<typeof fc.property<[Condition, Condition, Condition, Facts]>>): void =>
  fc.assert(fc.property(...checks), { numRuns: 300 });

describe('a condition', () => {
  test('keeps the laws of Kleene logic', () => {
    law(conditions, conditions, conditions, someFacts, (a, b, c, facts) => {
      const of = (condition: Condition): Truth => truth(condition, facts);
      expect(of(not(not(a)))).toBe(of(a));
      expect(of(not(all(a, b)))).toBe(of(any(not(a), not(b))));
      expect(of(not(any(a, b)))).toBe(of(all(not(a), not(b))));
      expect(of(all(a, b))).toBe(of(all(b, a)));
      expect(of(any(a, b))).toBe(of(any(b, a)));
      expect(of(all(a, all(b, c)))).toBe(of(all(a, b, c)));
      expect(of(all(a, any(b, c)))).toBe(of(any(all(a, b), all(a, c))));
      expect(of(all(a, a))).toBe(of(a));
      expect(of(any(a, all(a, b)))).toBe(of(a));
      expect(RANK[of(all(a, b))]).toBe(Math.min(RANK[of(a)], RANK[of(b)]));
      expect(RANK[of(any(a, b))]).toBe(Math.max(RANK[of(a)], RANK[of(b)]));
    });
  });

  test('that is decided stays so whatever else becomes known, unless it asks what is known', () => {
    law(conditions, conditions, conditions, someFacts, (a, _b, _c, facts) => {
      fc.pre(leavesOf(a).every((leaf) => leaf.operator !== 'known'));
      const before = truth(a, facts);
      fc.pre(before !== 'unknown');
      for (const more of completions(facts)) expect(truth(a, more)).toBe(before);
    });
  });

  test('that is unknown lacks at least one fact, and only unknown ones; a decided one lacks none', () => {
    law(conditions, conditions, conditions, someFacts, (a, _b, _c, facts) => {
      const { truth: verdict, missing } = evaluate(a, facts, CONTEXT);
      expect(missing.length > 0).toBe(verdict === 'unknown');
      expect(missing.every((id) => !facts.has(id))).toBe(true);
      expect(new Set(missing).size).toBe(missing.length);
    });
  });

  test('is never "no" for want of a fact: with nothing known, it is unknown or asks what is known', () => {
    law(conditions, conditions, conditions, someFacts, (a) => {
      fc.pre(leavesOf(a).every((leaf) => leaf.operator !== 'known'));
      expect(truth(a, new Map())).toBe('unknown');
    });
  });

  test('gives as reasons only what is known, with the value that it has', () => {
    law(conditions, conditions, conditions, someFacts, (a, _b, _c, facts) => {
      for (const reason of evaluate(a, facts, CONTEXT).because)
        expect(reason.value).toBe(facts.get(reason.fact)?.value);
    });
  });

  test('is the same when it is asked again, and changes nothing', () => {
    law(conditions, conditions, conditions, someFacts, (a, _b, _c, facts) => {
      const before = JSON.stringify([a, [...facts]]);
      expect(evaluate(a, facts, CONTEXT)).toEqual(evaluate(a, facts, CONTEXT));
      expect(JSON.stringify([a, [...facts]])).toBe(before);
    });
  });
});

describe('a leaf', () => {
  const leaf = (operator: Leaf['operator'], ...operands: (string | number | boolean)[]): Leaf => ({
    kind: 'leaf',
    fact: 'x',
    operator,
    operands: operands.map((literal) => ({ literal })),
  });
  const known = (value: string | number | boolean): Facts => new Map([['x', { value, by: 'person' }]]);

  test.each<[Leaf, string | number | boolean, Truth]>([
    [leaf('is', 'a', 'b'), 'b', 'yes'],
    [leaf('is', 'a', 'b'), 'c', 'no'],
    [leaf('not', 'a', 'b'), 'b', 'no'],
    [leaf('not', 'a', 'b'), 'c', 'yes'],
    [leaf('above', 120_000), 120_000, 'no'],
    [leaf('above', 120_000), 120_001, 'yes'],
    [leaf('below', 120_000), 119_000, 'yes'],
    [leaf('below', 120_000), 120_000, 'no'],
    [leaf('at-least', 120_000), 120_000, 'yes'],
    [leaf('at-least', 120_000), 119_999, 'no'],
    [leaf('at-most', 2), 2, 'yes'],
    [leaf('at-most', 2), 3, 'no'],
    [leaf('contains', 'Not Resp'), 'it says NOT RESPONDING', 'yes'],
    [leaf('contains', 'x'), 'abc', 'no'],
    [leaf('known', true), false, 'yes'],
    [leaf('known', false), false, 'no'],
    [leaf('is', false), false, 'yes'],
    [leaf('is', 0), 0, 'yes'],
  ])('%j is for %j: %s', (condition, value, expected) => {
    expect(truth(condition, known(value))).toBe(expected);
  });

  test.each([true, false])('{known: %s} is never unknown', (operand) => {
    expect(truth(leaf('known', operand), new Map())).toBe(operand ? 'no' : 'yes');
  });

  test('takes a setting at its value in force', () => {
    const condition: Leaf = { ...leaf('at-least'), operands: [{ setting: 'long' }] };
    const with_ = (value: number): Truth =>
      evaluate(condition, known(100), { ...CONTEXT, settings: new Map([['long', value]]) }).truth;
    expect([with_(100), with_(101)]).toEqual(['yes', 'no']);
  });
});

/** All ways to fill in what is unknown. */
function completions(facts: Facts): Facts[] {
  let filled: Map<string, KnownFact>[] = [new Map(facts)];
  for (const [id, values] of Object.entries(VALUES)) {
    if (facts.has(id)) continue;
    filled = filled.flatMap((known) => values.map((value) => new Map(known).set(id, { value, by: 'incident' })));
  }
  return filled;
}
