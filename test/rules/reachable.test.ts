import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Catalogue, Fact } from '../../src/facts/fact.ts';
import type { Condition } from '../../src/rules/condition.ts';
import { evaluate, type Context } from '../../src/rules/evaluate.ts';
import type { Symptom } from '../../src/rules/pack.ts';
import { findUnreachable } from '../../src/rules/reachable.ts';
import { conditions, someFacts } from '../support/conditions.ts';

const CONTEXT: Context = { settings: new Map(), patterns: new Map() };
const fact = (id: string, type: Fact['type'], values: string[] = []): [string, Fact] => [
  id,
  { id, type, about: 'desk', question: '?', options: values.map((value) => ({ value, words: value })), seconds: 1 },
];
const CATALOGUE: Catalogue = new Map([
  fact('desk.on', 'boolean'),
  fact('desk.state', 'enum', ['a', 'b', 'c']),
  fact('desk.count', 'count'),
]);

const symptomWith = (when: Condition, outcomes: readonly Condition[]): Symptom =>
  ({
    when,
    outcomes: [...outcomes.map((condition) => ({ kind: 'escalate', when: condition })), { kind: 'workaround' }],
  }) as unknown as Symptom;

describe('an outcome that is called unreachable', () => {
  test('is never the first that is yes, whatever the facts', () => {
    fc.assert(
      fc.property(
        conditions,
        fc.array(conditions, { maxLength: 2 }),
        fc.array(someFacts, { minLength: 20 }),
        (when, outcomes, samples) => {
          const symptom = symptomWith(when, outcomes);
          const found = findUnreachable(symptom, CATALOGUE, CONTEXT);
          for (const facts of samples) {
            if (evaluate(when, facts, CONTEXT).truth !== 'yes') continue;
            expect(found.row).toBe(false);
            const first = symptom.outcomes.findIndex(
              (outcome) => outcome.when === undefined || evaluate(outcome.when, facts, CONTEXT).truth === 'yes',
            );
            expect(found.outcomes).not.toContain(first);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('stays undecided, and quickly so, where a row names more than can be tried', () => {
    const many = Array.from({ length: 30 }, (_, index) => `many.f${index}`);
    const catalogue: Catalogue = new Map(many.map((id) => fact(id, 'boolean')));
    const of = many.map((id): Condition => ({ kind: 'leaf', fact: id, operator: 'is', operands: [{ literal: true }] }));
    const contradiction: Condition = { kind: 'all', of: [...of, { kind: 'not', of: { kind: 'any', of } }] };
    expect(findUnreachable(symptomWith(contradiction, []), catalogue, CONTEXT)).toEqual({
      row: false,
      outcomes: [],
      work: 0,
    });
  });
});
