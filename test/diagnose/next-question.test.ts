import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextQuestion } from '../../src/diagnose/next-question.ts';
import type { FactValue } from '../../src/facts/fact.ts';
import { rankSymptoms } from '../../src/match/rank.ts';
import type { Condition } from '../../src/rules/condition.ts';
import { conditions } from '../support/conditions.ts';
import { twoRows, withoutNegation } from '../support/two-rows.ts';

const CONTEXT = { settings: new Map<string, FactValue>(), patterns: new Map<string, never>() };
const is = (fact: string, literal: FactValue): Condition => ({
  kind: 'leaf',
  fact,
  operator: 'is',
  operands: [{ literal }],
});

/** Id of the fact that is asked for between two rows with these conditions. */
function asked(a: Condition, b: Condition): string | undefined {
  const rules = twoRows(a, b);
  const { candidates } = rankSymptoms(rules, null, new Map(), CONTEXT);
  return nextQuestion(rules, candidates, new Map(), new Set(), CONTEXT)?.id;
}

describe('the next question', () => {
  test('is one whose answers tell the rows apart', () => {
    expect(asked(is('desk.on', true), is('desk.on', false))).toBe('desk.on');
  });

  test('is none when the rows say the same, one of them with a "not"', () => {
    const plain: Condition = { kind: 'any', of: [is('desk.state', 'a'), is('desk.on', false)] };
    const negated: Condition = { kind: 'any', of: [is('desk.state', 'a'), { kind: 'not', of: is('desk.on', true) }] };
    expect(asked(plain, negated)).toBeUndefined();
  });

  test('does not depend on where a "not" is written', () => {
    fc.assert(
      fc.property(conditions, conditions, (a, b) => {
        expect(asked(withoutNegation(a), withoutNegation(b))).toBe(asked(a, b));
      }),
    );
  });
});
