import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextQuestion, questionsByWorth, weighQuestion } from '../../src/diagnose/next-question.ts';
import { questionBeforeList } from '../../src/diagnose/shorter-list.ts';
import { toldApart } from '../../src/diagnose/told-apart.ts';
import type { FactValue } from '../../src/facts/fact.ts';
import { rankSymptoms } from '../../src/match/rank.ts';
import type { Condition } from '../../src/rules/condition.ts';
import { layPacks } from '../../src/rules/lay-packs.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { conditions } from '../support/conditions.ts';
import { layerOf, row } from '../support/pack-text.ts';
import { twoRows, withoutNegation } from '../support/two-rows.ts';
import { cpuTime } from '../support/cpu-time.ts';

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

/** Rules of as many rows as conditions are given, over facts that are given as YAML. */
function rulesOf(facts: string, whens: readonly string[]) {
  const rules = layPacks([layerOf({ facts, rows: whens.map((when, at) => row(`crm/r${at}`, when)).join('') })]);
  const { candidates } = rankSymptoms(rules, null, new Map(), CONTEXT);
  const questions = questionsByWorth(rules, candidates, new Map(), new Set(), CONTEXT);
  return { rules, candidates, questions, order: questions.map(({ fact }) => fact.id) };
}
const yesNo = (id: string, seconds: number): string =>
  `{id: ${id}, type: boolean, about: desk, question: Is it?, seconds: ${seconds}}`;

describe('questions are put in order', () => {
  test('by what they tell for each second', () => {
    const whens = [
      '{all: [{a.a: true}, {b.b: true}]}',
      '{all: [{a.a: true}, {b.b: false}]}',
      '{all: [{a.a: false}, {b.b: true}]}',
      '{all: [{a.a: false}, {b.b: false}]}',
    ];
    expect(rulesOf(`[${yesNo('a.a', 20)}, ${yesNo('b.b', 5)}]`, whens).order).toEqual(['b.b', 'a.a']);
    expect(rulesOf(`[${yesNo('a.a', 5)}, ${yesNo('b.b', 20)}]`, whens).order).toEqual(['a.a', 'b.b']);
    expect(rulesOf(`[${yesNo('b.b', 5)}, ${yesNo('a.a', 5)}]`, whens).order, 'ties: declared first').toEqual([
      'b.b',
      'a.a',
    ]);
  });

  test('a menu of several options tells more than yes or no', () => {
    const options = 'type: enum, about: desk, question: Which?, options: {p: P, q: Q, r: R, s: S}, seconds: 5';
    const whens = ['p', 'q', 'r', 's'].map((value, at) => `{all: [{a.menu: ${value}}, {b.b: ${at < 2}}]}`);
    const { questions, candidates } = rulesOf(`[${yesNo('b.b', 5)}, {id: a.menu, ${options}}]`, whens);
    const [menu, second] = questions;
    expect([menu!.fact.id, second!.fact.id]).toEqual(['a.menu', 'b.b']);
    expect(menu!.bits).toBeGreaterThan(1.5 * second!.bits);
    expect(toldApart(second!.fact, candidates, CONTEXT).map((rows) => rows.map(({ id }) => id))).toEqual([
      ['crm/r0', 'crm/r1'],
      ['crm/r2', 'crm/r3'],
    ]);
  });

  test('and left out when they tell next to nothing', () => {
    const { rules, candidates } = rulesOf(`[${yesNo('a.a', 1)}, ${yesNo('b.b', 1)}]`, [
      ...Array<string>(2).fill('{b.b: true}'),
      '{a.a: true}',
    ]);
    const faint = candidates.map((row) => (row.symptom.id === 'crm/r2' ? { ...row, probability: 0.0001 } : row));
    const asked = questionsByWorth(rules, faint, new Map(), new Set(), CONTEXT).map(({ fact }) => fact.id);
    expect(asked).not.toContain('a.a');
  });

  test('not among those that were answered or declined', () => {
    const { rules, candidates } = rulesOf(`[${yesNo('a.a', 1)}, ${yesNo('b.b', 1)}]`, ['{a.a: true}', '{b.b: true}']);
    const known = new Map([['a.a', { value: false, by: 'person' as const }]]);
    expect(nextQuestion(rules, candidates, known, new Set(), CONTEXT)?.id).toBe('b.b');
    expect(nextQuestion(rules, candidates, known, new Set(['b.b']), CONTEXT)).toBeUndefined();
  });

  test('the same whatever order the rows stand in', async () => {
    const { rules, context } = await builtInRules();
    const order = (symptoms: typeof rules.symptoms) => {
      const { candidates } = rankSymptoms({ ...rules, symptoms }, null, new Map(), context);
      return questionsByWorth(rules, candidates, new Map(), new Set(), context).map(({ fact, bits }) => [
        fact.id,
        bits,
      ]);
    };
    const expected = order(rules.symptoms);
    fc.assert(
      fc.property(fc.shuffledSubarray([...rules.symptoms], { minLength: rules.symptoms.length }), (symptoms) => {
        expect(order(symptoms)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test('in less than 20 ms for the built-in pack', async () => {
    const { rules, context } = await builtInRules();
    const { candidates } = rankSymptoms(rules, null, new Map(), context);
    const times = Array.from({ length: 10 }, () => {
      const start = cpuTime();
      nextQuestion(rules, candidates, new Map(), new Set(), context);
      return cpuTime() - start;
    });
    // The others were interrupted by something else.
    expect(Math.min(...times)).toBeLessThan(20);
  });
});

describe('before a list of rows', () => {
  const OPTIONS = ['p', 'q', 'r', 's', 't', 'u'];
  const menu = (seconds: number): string =>
    `[{id: a.menu, type: enum, about: desk, question: Which?, options: {${OPTIONS.map((key) => `${key}: X`).join(', ')}}, seconds: ${seconds}}]`;
  const asked = (rows: number, seconds: number) => {
    const whens = Array.from({ length: rows }, (_, at) => `{a.menu: ${OPTIONS[at % OPTIONS.length]}}`);
    const { candidates, questions } = rulesOf(menu(seconds), whens);
    return questionBeforeList(questions, candidates, { shown: rows, otherwise: 0 }, CONTEXT)?.id;
  };

  test('a question is asked when it saves more reading than it costs', () => {
    expect(asked(60, 3)).toBe('a.menu');
  });

  test('none is before a short list, and none that takes long', () => {
    expect(asked(6, 3)).toBeUndefined();
    expect(asked(60, 120)).toBeUndefined();
  });

  test('a question that lifts the right row onto the list is worth more', () => {
    const whens = Array.from({ length: 12 }, (_, at) => `{a.menu: ${OPTIONS[at % OPTIONS.length]}}`);
    const { candidates, questions } = rulesOf(menu(3), whens);
    const ask = (otherwise: number) => questionBeforeList(questions, candidates, { shown: 3, otherwise }, CONTEXT)?.id;
    expect([ask(0), ask(60)]).toEqual([undefined, 'a.menu']);
  });
});

test('what a question is worth does not depend on who asks', async () => {
  const { rules, context } = await builtInRules();
  const { candidates } = rankSymptoms(rules, null, new Map(), context);
  for (const question of questionsByWorth(rules, candidates, new Map(), new Set(), context))
    expect(weighQuestion(question.fact, candidates, context)).toEqual(question);
});
