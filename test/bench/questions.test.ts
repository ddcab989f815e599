import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitsPerAnswer } from '../../bench/questions/capacity.ts';
import { minutesUntil, priorOf, TRIAL_ORDERS } from '../../bench/questions/minutes.ts';
import { answerOf, EVERYDAY, MANNERS, situationsOf, type Manner } from '../../bench/questions/person.ts';
import { seeded } from '../../bench/questions/random.ts';
import { simulator } from '../../bench/questions/simulate.ts';
import { answersByFact } from '../../src/diagnose/evidence-table.ts';
import { evaluate, type Context } from '../../src/rules/evaluate.ts';
import { layPacks } from '../../src/rules/lay-packs.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { layerOf, row } from '../support/pack-text.ts';

const CONTEXT: Context = { settings: new Map(), patterns: new Map() };
const [TRUTHFUL, FIVE, TEN, UNSURE] = MANNERS as readonly [Manner, Manner, Manner, Manner];

/** Four rows, and one question of four options that tells them apart. */
const FOUR = layPacks([
  layerOf({
    facts:
      '[{id: crm.state, type: enum, about: desk, question: Which?, options: {w: W, x: X, y: Y, z: Z}, seconds: 5}]',
    rows: ['w', 'x', 'y', 'z'].map((value) => row(`crm/${value}`, `{crm.state: ${value}}`)).join(''),
  }),
]);

describe('the simulated person', () => {
  test('has for every row of the built-in pack situations in which it holds', async () => {
    const { rules, context } = await builtInRules();
    const answers = answersByFact(rules, context);
    for (const symptom of rules.symptoms) {
      const situations = situationsOf(symptom, answers, context);
      expect(situations.length, symptom.id).toBeGreaterThan(0);
      for (const situation of situations) {
        const facts = new Map([...situation].map(([id, value]) => [id, { value, by: 'person' as const }]));
        expect(evaluate(symptom.when, facts, context).truth).toBe('yes');
      }
    }
  });

  test('knows everyday values of facts that the built-in pack has, with values that they can have', async () => {
    const { rules, context } = await builtInRules();
    const answers = answersByFact(rules, context);
    for (const [id, value] of Object.entries(EVERYDAY)) expect(answers.get(id), id).toContain(value);
  });

  test('errs and does not know as often as its manner says, with each wrong answer as likely', () => {
    const random = seeded(5);
    const counts = new Map<unknown, number>();
    for (let round = 0; round < 30_000; round++) {
      const answer = answerOf(new Map([['f', 'x']]), 'f', ['x', 'y', 'z'], UNSURE, random);
      counts.set(answer, (counts.get(answer) ?? 0) + 1 / 30_000);
    }
    expect(counts.get(undefined)).toBeCloseTo(0.2, 1.7);
    expect(counts.get('x')).toBeCloseTo(0.8 * 0.9, 1.7);
    expect(counts.get('y')).toBeCloseTo(0.8 * 0.05, 1.7);
    expect(counts.get('z')).toBeCloseTo(0.8 * 0.05, 1.7);
  });
});

describe('the bound', () => {
  // From published tables of yes/no questions: log2 N over the capacity of the answers.
  test.each([
    [48, TRUTHFUL, 5.58],
    [48, FIVE, 7.8],
    [48, TEN, 10.5],
    [48, UNSURE, 13.1],
    [130, FIVE, 9.8],
    [130, TEN, 13.2],
    [130, UNSURE, 16.5],
  ])('for %i rows is what is known of yes/no questions (%o)', (rows, manner, questions) => {
    expect(Math.abs(Math.log2(rows) / bitsPerAnswer(2, manner) - questions)).toBeLessThan(0.06);
  });

  test('is lower the more options an answer has', () => {
    for (const manner of MANNERS)
      for (let options = 2; options < 12; options++)
        expect(bitsPerAnswer(options + 1, manner)).toBeGreaterThan(bitsPerAnswer(options, manner));
  });
});

describe('a simulated conversation', () => {
  const measure = simulator(FOUR, CONTEXT);

  test('takes one question of four options for four rows, which is the bound', () => {
    const measured = measure({ manner: TRUTHFUL, start: 'from scratch', order: 'chosen' }, 5, 1);
    expect(measured).toMatchObject({ conversations: 20, mean: 1, longest: 1, top1: 1, bound: 1, yesNoBound: 2 });
    expect(measured.missed.size).toBe(0);
  });

  test('counts the choice of an area as a question', () => {
    const measured = measure({ manner: TRUTHFUL, start: 'after the area menu', order: 'menu' }, 5, 1);
    expect(measured).toMatchObject({ mean: 2, top1: 1, bound: 2 });
  });

  test('of people who know nothing finds a row by chance alone', () => {
    const manner: Manner = { name: 'knows nothing', doesNotKnow: 1, errs: 0 };
    const { mean, top1, top3, sure } = measure({ manner, start: 'from scratch', order: 'chosen' }, 20, 1);
    expect({ mean, top1, top3, sure }).toEqual({ mean: 1, top1: 0.25, top3: 0.75, sure: 0 });
  });

  test('of people who err finds the row as often as they do not', () => {
    const { top1 } = measure({ manner: TEN, start: 'from scratch', order: 'chosen' }, 1000, 1);
    expect(Math.abs(top1 - 0.9)).toBeLessThan(0.02);
  });

  test('goes the same way with the same seed', async () => {
    const { rules, context } = await builtInRules();
    const setting = { manner: TEN, start: 'after the area menu', order: 'chosen' } as const;
    const once = simulator(rules, context)(setting, 2, 11);
    expect(simulator(rules, context)(setting, 2, 11)).toEqual(once);
    expect(simulator(rules, context)(setting, 2, 12)).not.toEqual(once);
  });
});

describe('minutes until fixed', () => {
  test('are fewest by likelihood ÷ cost, of all orders there are', () => {
    const trials = fc.array(
      fc.record({ weight: fc.integer({ min: 1, max: 50 }), cost: fc.integer({ min: 1, max: 60 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(trials, (list) => {
        const total = list.reduce((sum, { weight }) => sum + weight, 0);
        const ranking = list.map(({ weight }, index) => ({ id: `r${index}`, probability: weight / total }));
        const costs = new Map(list.map(({ cost }, index) => [`r${index}`, cost]));
        const expected = (order: (typeof TRIAL_ORDERS)[number]): number =>
          ranking.reduce((sum, { id, probability }) => sum + probability * minutesUntil(id, ranking, costs, order), 0);
        const best = Math.min(...permutations(list).map(costOfOrder)) / total;
        expect(expected('p/c')).toBeCloseTo(best, 6);
        for (const order of TRIAL_ORDERS) expect(expected(order)).toBeGreaterThanOrEqual(best - 1e-6);
        // At random: the mean of all orders.
        const all = permutations(list).map(costOfOrder);
        expect(expected('random')).toBeCloseTo(all.reduce((sum, cost) => sum + cost, 0) / all.length / total, 6);
      }),
      { numRuns: 60 },
    );
  });

  test('count a row by its frequency, a quarter of a bit a step', () => {
    const [rare, ...rest] = FOUR.symptoms;
    const prior = priorOf({
      ...FOUR,
      symptoms: [{ ...rare!, frequency: 1 }, ...rest.map((one) => ({ ...one, frequency: 5 }))],
    });
    expect(prior[1]!.probability / prior[0]!.probability).toBeCloseTo(2, 2);
  });
});

interface Trial {
  readonly weight: number;
  readonly cost: number;
}

/** Weighted minutes until fixed when trials stand in this order. */
function costOfOrder(order: readonly Trial[]): number {
  let spent = 0;
  return order.reduce((sum, { weight, cost }) => sum + weight * (spent += cost), 0);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}
