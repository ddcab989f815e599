import { basename, join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bitsPerAnswer } from '../../bench/questions/capacity.ts';
import { asTheTool, looker } from '../../bench/questions/dialogue-case.ts';
import { fromNothing, type FromNothing } from '../../bench/questions/dialogue-from-nothing.ts';
import { dialogueReport } from '../../bench/questions/dialogue-report.ts';
import { fromText, type FromText } from '../../bench/questions/dialogue-from-text.ts';
import { replier } from '../../bench/questions/dialogue-person.ts';
import { isChosen, walk } from '../../bench/questions/dialogue-walk.ts';
import { ownTexts } from '../../bench/questions/main.ts';
import { minutesUntil, priorOf, TRIAL_ORDERS } from '../../bench/questions/minutes.ts';
import { answerOf, EVERYDAY, MANNERS, situationsOf, type Manner } from '../../bench/questions/person.ts';
import { seeded } from '../../bench/questions/random.ts';
import { simulator } from '../../bench/questions/simulate.ts';
import { percentileOf } from '../../bench/questions/weighted.ts';
import { answersByFact } from '../../src/diagnose/evidence-table.ts';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';
import type { WordIndex } from '../../src/match/word-evidence.ts';
import { evaluate, type Context } from '../../src/rules/evaluate.ts';
import { layPacks } from '../../src/rules/lay-packs.ts';
import type { Rules } from '../../src/rules/pack.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { layerOf, row, yesNo, type PackText } from '../support/pack-text.ts';

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

describe('the dialogue, played', () => {
  let policies: Rules['policies'] = [];
  beforeAll(async () => {
    ({ policies } = (await builtInRules()).rules);
  });
  const packOf = (text: PackText): Rules => ({ ...layPacks([layerOf(text)]), policies });
  const rowsOf = (ids: readonly string[], whenOf: (id: string) => string): string =>
    ids.map((id) => row(`crm/${id}`, whenOf(id))).join('');

  /** Many rows, and a quick question of four options that tells a quarter of them from the others. */
  const QUARTERS = ['w', 'x', 'y', 'z'];
  const IDS = QUARTERS.flatMap((quarter) => Array.from({ length: 12 }, (_, at) => `${quarter}-${at}`));
  const many = (): Rules =>
    packOf({
      facts:
        '[{id: crm.state, type: enum, about: desk, question: Which?, options: {w: W, x: X, y: Y, z: Z}, seconds: 1}]',
      rows: rowsOf(IDS, (id) => `{crm.state: ${id[0]!}}`),
    });

  describe('without text', () => {
    test('takes the area menu and the list where rows are few: the bound is that of these two', () => {
      const few = { ...FOUR, policies };
      const measured = fromNothing(few, CONTEXT)(TRUTHFUL, 'as the tool', 3, 1);
      // One area or none of these, then four rows or none of these; all rows are as likely.
      const bits = (Math.log2(2) + Math.log2(5)) / 2;
      expect(measured).toMatchObject({ mean: 2, percentile95: 2, facts: 0, chosen: 1, first: 0.25 });
      expect(measured.bits).toBeCloseTo(bits, 9);
      expect(measured.bound).toBeCloseTo(2 / bits, 9);
    });

    test('asks for a fact before a long list, which then begins with the rows that it speaks for', () => {
      const measured = fromNothing(many(), CONTEXT)(TRUTHFUL, 'as the tool', 1, 1);
      expect(measured).toMatchObject({ percentile95: 3, chosen: 1 });
      expect(measured.mean).toBeCloseTo(3, 9);
      expect(measured.facts).toBeCloseTo(1, 9);
      expect(measured.first).toBeCloseTo(4 / 48, 9);
      // From 1 to 12 in each quarter; without the question it would be 24.5.
      expect(measured.place).toBeCloseTo(6.5, 9);
    });

    test('lets people who err read farther down the list', () => {
      const measure = fromNothing(many(), CONTEXT);
      const placeOf = (manner: Manner): number => measure(manner, 'as the tool', 20, 1).place;
      expect(placeOf(TEN)).toBeGreaterThan(placeOf(TRUTHFUL) + 1);
    });

    test('of people who err or know nothing ends with the right row nevertheless', () => {
      const measure = fromNothing(many(), CONTEXT);
      for (const manner of [TEN, UNSURE, { name: 'knows nothing', doesNotKnow: 1, errs: 0 }])
        expect(measure(manner, 'as the tool', 10, 1).chosen, manner.name).toBe(1);
    });

    test('in menu order asks in the order of the catalogue until a row is yes', () => {
      const tested = packOf({
        facts: `[${['crm.a', 'crm.b', 'crm.c'].map(yesNo).join(', ')}]`,
        rows: rowsOf(['a', 'b', 'c'], (id) => `{all: [{crm.${id}: true}]}`),
      });
      const measured = fromNothing(tested, CONTEXT)(TRUTHFUL, 'menu order', 1, 1);
      // The area, one to three facts, the list; what is yes stands first on it.
      expect(measured).toMatchObject({ facts: 2, percentile95: 5, chosen: 1, first: 1 });
      expect(measured.mean).toBeCloseTo((3 + 4 + 5) / 3, 9);
    });

    test('counts a row as much as it is likely beforehand', () => {
      const { symptoms, ...rest } = { ...FOUR, policies };
      const [rare, ...others] = symptoms;
      const rules = {
        ...rest,
        symptoms: [{ ...rare!, frequency: 5 }, ...others.map((one) => ({ ...one, frequency: 1 }))],
      };
      const measured: FromNothing = fromNothing(rules, CONTEXT)(TRUTHFUL, 'as the tool', 1, 1);
      // One bit ahead of each of three others: 2 of 5 parts.
      expect(measured.first).toBeCloseTo(0.4, 2);
      expect(measured.bound * measured.bits).toBeCloseTo(0.4 * Math.log2(5 / 2) + 0.6 * Math.log2(5), 2);
    });

    test('goes the same way with the same seed', async () => {
      const { rules, context } = await builtInRules();
      const once = fromNothing(rules, context)(UNSURE, 'menu order', 2, 11);
      expect(fromNothing(rules, context)(UNSURE, 'menu order', 2, 11)).toEqual(once);
      expect(fromNothing(rules, context)(UNSURE, 'menu order', 2, 12)).not.toEqual(once);
    });
  });

  test('a person who is asked whether a wrong answer is right takes it back and is asked again', () => {
    const sight = { rows: new Set(['crm/x']), area: 'crm', situation: new Map([['crm.state', 'x']]) };
    const reply = replier(sight, new Map([['crm.state', QUARTERS]]), TRUTHFUL, seeded(1));
    const confirm = { id: 'confirm:crm.state', kind: 'yes-no', lines: [], question: '', choices: [] } as const;
    expect(reply(confirm, [{ prompt: 'fact:crm.state', value: 'y' }])).toBe(false);
    expect(reply(confirm, [{ prompt: 'fact:crm.state', value: 'x' }])).toBe(true);
    expect(() => reply({ ...confirm, id: 'field:names' }, [])).toThrow('field:names');
  });

  test('a dialogue that goes on for ever is an error, and no figure', () => {
    const look = looker({ ...FOUR, policies }, CONTEXT, () => null, asTheTool);
    expect(() =>
      walk(
        (said) => look(said.slice(0, 1)),
        [],
        () => '',
        isChosen,
      ),
    ).toThrow('does not end');
  });

  describe('with text', () => {
    const STEP =
      '{id: restart, do: Restart it., verify: Is it gone?, who: agent, minutes: 1, likelihood: high, disrupts: call}';
    /** The words speak for the rows that they name, and against the others. */
    const index: WordIndex = (text) => {
      if (text === 'nothing known') return null;
      return { bits: ['said', 'stepped'].map((word) => (text.includes(word) ? 6000 : -30_000)), because: () => [] };
    };
    const play = (text: string, expected: readonly string[]): FromText => {
      const rules = packOf({
        facts: `[${yesNo('crm.a')}, ${yesNo('call.active')}]`,
        rows:
          row('crm/said', '{crm.a: true}') +
          row('crm/stepped', '{crm.a: false}', `    steps: [${STEP}]\n`).replace(
            'explain, say: So it is.',
            'workaround',
          ),
      });
      return fromText(rules, CONTEXT, index)({ text, expect: expected, line: 1 }, seeded(1));
    };

    test('takes one prompt to a row that the words name, and to what it comes to', () => {
      expect(play('said', ['crm/said'])).toEqual({ toRow: 1, toStep: 1, place: 1 });
    });

    test('counts what is asked before a step that would end a call', () => {
      // The row, the call, the consent.
      expect(play('stepped', ['crm/stepped'])).toEqual({ toRow: 1, toStep: 3, place: 1 });
    });

    test('goes by "none of these", the area and its list to a row that the words do not name', () => {
      expect(play('stepped', ['crm/said'])).toEqual({ toRow: 3, toStep: 3, place: undefined });
    });

    test('is right with any of the rows that fit', () => {
      for (const text of ['said', 'stepped']) expect(play(text, ['crm/said', 'crm/stepped']).place, text).toBe(1);
    });
  });

  test('is told in two tables with a heading for each figure', () => {
    const samples = ['a.jsonl', 'b.jsonl'].map((file) => ({
      file,
      sha256: '',
      // Of b no text fits a row.
      cases: [{ text: 'x', expect: file === 'a.jsonl' ? ['crm/x'] : [], line: 1 }],
    }));
    const lines = dialogueReport({ ...FOUR, policies }, CONTEXT, () => null, samples, 1, 1);
    const widths = lines.map((line) => line.length);
    expect(lines).toHaveLength(1 + MANNERS.length + 1 + 1 + samples.length + 1);
    expect(new Set(widths).size).toBe(3);
    expect(lines.join('\n')).not.toContain('NaN');
    const cells = (line: string | undefined) => line!.split(/ {2,}/);
    expect(cells(lines[1])).toHaveLength(cells(lines[0]).length);
    expect(cells(lines[7])).toHaveLength(cells(lines[6]).length);
  });

  test('has its texts from the tuning files and the Spanish one, and leaves the final ones alone', async () => {
    const root = join(import.meta.dirname, '../..');
    const names = (await ownTexts(root, realFiles(realSystem(root)))).map((file) => basename(file));
    expect(names).toEqual(['spanish.jsonl', 'tuning-1.jsonl', 'tuning-2.jsonl', 'tuning-reports.jsonl']);
  });
});

describe('a percentile', () => {
  test.each([
    [0.5, 2],
    [0.95, 3],
    [0.25, 1],
  ])('of %d is the smallest value that this share of the weight does not exceed', (share, value) => {
    const items = [
      { value: 3, weight: 0.3 },
      { value: 1, weight: 0.3 },
      { value: 2, weight: 0.4 },
    ];
    expect(percentileOf(items, share)).toBe(value);
  });

  test('of nothing is no number', () => {
    expect(percentileOf([], 0.5)).toBeNaN();
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
