import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactSource, Facts, FactValue, KnownFact } from '../../src/facts/fact.ts';
import { rankSymptoms } from '../../src/match/rank.ts';
import type { Condition } from '../../src/rules/condition.ts';
import { conditions, someFacts } from '../support/conditions.ts';
import { twoRows, withoutNegation } from '../support/two-rows.ts';

const CONTEXT = { settings: new Map<string, FactValue>(), patterns: new Map<string, never>() };
const is = (fact: string, literal: FactValue): Condition => ({
  kind: 'leaf',
  fact,
  operator: 'is',
  operands: [{ literal }],
});
const not = (of: Condition): Condition => ({ kind: 'not', of });
const any = (...of: Condition[]): Condition => ({ kind: 'any', of });
const known = (values: Readonly<Record<string, FactValue>>, by: FactSource = 'person'): Facts =>
  new Map(Object.entries(values).map(([id, value]): [string, KnownFact] => [id, { value, by }]));

/** Probabilities of two rows with these conditions; `undefined` for one that is excluded. */
function ranked(a: Condition, b: Condition, facts: Facts): { a: number | undefined; b: number | undefined } {
  const { candidates } = rankSymptoms(twoRows(a, b), null, facts, CONTEXT);
  const of = (id: string): number | undefined =>
    candidates.find((candidate) => candidate.symptom.id === id)?.probability;
  return { a: of('crm/a'), b: of('crm/b') };
}

describe('what a fact says of a row', () => {
  const open = any(is('desk.state', 'a'), not(is('desk.on', true)));

  test('is nothing when it fulfils a leaf under a "not" and the row stays open', () => {
    const other = is('desk.count', 1);
    const { a, b } = ranked(open, other, known({ 'desk.on': true }));
    expect(a).toBe(b);
  });

  test('is for it when it leaves a leaf under a "not" unfulfilled', () => {
    const both: Condition = { kind: 'all', of: [is('desk.state', 'a'), not(is('desk.on', true))] };
    const { a, b } = ranked(both, is('desk.count', 1), known({ 'desk.on': false }));
    expect(a).toBeGreaterThan(b!);
  });

  test('demotes when a person said it and excludes when anything else showed it', () => {
    const facts = { 'desk.on': true };
    const { a, b } = ranked(not(is('desk.on', true)), is('desk.count', 1), known(facts));
    expect(a).toBeLessThan(b!);
    expect(ranked(not(is('desk.on', true)), is('desk.count', 1), known(facts, 'incident')).a).toBeUndefined();
  });

  test('does not depend on where a "not" is written', () => {
    fc.assert(
      fc.property(conditions, conditions, someFacts, fc.constantFrom('person', 'incident'), (a, b, facts, by) => {
        const given = new Map([...facts].map(([id, { value }]) => [id, { value, by }] as const));
        expect(ranked(withoutNegation(a), b, given)).toEqual(ranked(a, b, given));
      }),
    );
  });
});
