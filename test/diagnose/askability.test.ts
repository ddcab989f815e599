import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askability, type Askability } from '../../src/diagnose/askability.ts';
import type { FactValue } from '../../src/facts/fact.ts';
import { rankSymptoms } from '../../src/match/rank.ts';
import type { Context } from '../../src/rules/evaluate.ts';
import { layPacks } from '../../src/rules/lay-packs.ts';
import type { Rules } from '../../src/rules/pack.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { conditions, VALUES } from '../support/conditions.ts';
import { layerOf, row, yesNo } from '../support/pack-text.ts';
import { twoRows } from '../support/two-rows.ts';
import { cpuTime } from '../support/cpu-time.ts';

const CONTEXT: Context = { settings: new Map(), patterns: new Map() };

/** Rules with boolean facts `crm.a` … and an enum `crm.state` of x, y, z; rows by id and condition. */
function rulesOf(rows: Readonly<Record<string, string>>, facts = ['a', 'b', 'c']): Rules {
  const state = '{id: crm.state, type: enum, about: desk, question: Which?, options: {x: X, y: Y, z: Z}, seconds: 5}';
  const minutes = '{id: crm.minutes, type: duration, about: desk, question: How long?, seconds: 5}';
  const list = [...facts.map((name) => yesNo(`crm.${name}`)), state, minutes];
  const text = Object.entries(rows).map(([id, when]) => row(`crm/${id}`, when));
  return layPacks([layerOf({ facts: `[${list.join(', ')}]`, rows: text.join('') })]);
}

const found = (rows: Readonly<Record<string, string>>, facts?: string[]): Askability =>
  askability(rulesOf(rows, facts), CONTEXT);

describe('askability', () => {
  test('finds rows that say the same in other words, and not those that differ in one value', () => {
    const { indistinct } = found({
      one: '{all: [{crm.a: true}, {crm.state: [x, y]}]}',
      two: '{all: [{not: {crm.state: z}}, {crm.a: {not: false}}]}',
      three: '{all: [{crm.a: true}, {crm.state: x}]}',
    });
    expect(indistinct).toEqual([{ row: 'crm/two', twin: 'crm/one' }]);
  });

  test('tells thresholds apart that only one answer lies between', () => {
    const rows = {
      one: '{crm.minutes: {at-least: 60s}}',
      two: '{crm.minutes: {above: 60s}}',
      three: '{crm.minutes: {not: {below: 1m}}}',
    };
    // A duration is held in milliseconds; 60 s and 60.001 s are different answers.
    const { indistinct } = found({ ...rows, three: '{not: {crm.minutes: {below: 1m}}}' });
    expect(indistinct).toEqual([{ row: 'crm/three', twin: 'crm/one' }]);
  });

  test('names the row that stands before one that is never first', () => {
    const frequent = (rules: Rules, id: string): Rules => ({
      ...rules,
      symptoms: rules.symptoms.map((symptom) => (symptom.id === id ? { ...symptom, frequency: 5 } : symptom)),
    });
    const rules = rulesOf({
      part: '{crm.state: x}',
      whole: '{all: [{crm.state: x}, {crm.a: true}]}',
      other: '{crm.b: true}',
    });
    const { neverFirst } = askability(frequent(rules, 'crm/whole'), CONTEXT);
    expect(neverFirst).toEqual([{ row: 'crm/part', before: 'crm/whole' }]);
    expect(askability(frequent(rules, 'crm/part'), CONTEXT).neverFirst).toEqual([]);
  });

  test('finds a row that is first in one of the ways in which it holds', () => {
    const { neverFirst } = found({ a: '{crm.state: x}', b: '{any: [{crm.state: x}, {crm.state: y}]}' });
    expect(neverFirst).toEqual([]);
  });

  test('finds the questions whose answers change no ranking', () => {
    const { useless, concerned } = found({
      one: '{any: [{crm.state: x}, {crm.b: {known: true}}]}',
      two: '{all: [{crm.state: y}, {crm.a: true}]}',
      three: '{all: [{crm.state: z}, {crm.a: true}]}',
    });
    expect(useless).toEqual(['crm.b']);
    expect(Object.fromEntries(concerned)).toEqual({ 'crm.a': 2, 'crm.b': 0, 'crm.state': 3 });
  });

  test('calls a question useless that says the same of all rows', () => {
    const same = { one: '{all: [{crm.a: true}, {crm.b: true}]}', two: '{all: [{crm.a: true}, {crm.c: true}]}' };
    expect(found(same).useless).toEqual(['crm.a']);
    expect(found({ ...same, three: '{crm.c: false}' }).useless).toEqual([]);
  });

  test('does not speak of facts that only outcomes name', () => {
    const outcomes = '    outcomes: [{when: {crm.b: true}, outcome: escalate}, {otherwise: explain, say: So it is.}]\n';
    const text =
      row('crm/one', '{crm.a: true}').replace(/ {4}outcomes: .*\n/, outcomes) + row('crm/two', '{crm.c: true}');
    const facts = `[${['a', 'b', 'c'].map((name) => yesNo(`crm.${name}`)).join(', ')}]`;
    const { useless, concerned } = askability(layPacks([layerOf({ facts, rows: text })]), CONTEXT);
    expect(useless).toEqual([]);
    expect([...concerned.keys()]).toEqual(['crm.a', 'crm.c']);
  });

  test('counts by pack of how many rows the widest question speaks', () => {
    const names = Array.from({ length: 12 }, (_, index) => `f${index}`);
    const rows = Object.fromEntries(names.map((name) => [name, `{crm.${name}: true}`]));
    expect(found(rows, names).packs).toEqual(new Map([['crm', { rows: 12, widest: 1 }]]));
    const { packs } = found({ ...rows, f1: '{all: [{crm.f1: true}, {crm.f0: false}]}' }, names);
    expect(packs.get('crm')!.widest).toBe(2);
  });

  test('is silent about the built-in pack: every row is first under its own truthful answers', async () => {
    const { rules, context } = await builtInRules();
    const { indistinct, neverFirst, useless, leftOut, packs } = askability(rules, context);
    expect({ indistinct, neverFirst, useless, leftOut }).toEqual({
      indistinct: [],
      neverFirst: [],
      useless: [],
      leftOut: [],
    });
    const { rows, widest } = packs.get('webex-cc')!;
    expect(widest / rows).toBeGreaterThanOrEqual(0.1);
  });

  test('finds the same whatever two conditions look like, as the ranking does', () => {
    fc.assert(
      fc.property(conditions, conditions, (a, b) => {
        const rules = twoRows(a, b);
        const { indistinct, neverFirst } = askability(rules, CONTEXT);
        // One more count than conditions name: it lies above all thresholds.
        const answers = Object.entries({ ...VALUES, 'desk.count': [0, 1, 2, 3, 4] }).flatMap(([id, values]) =>
          values.map((value) => [id, value] as const),
        );
        const differs = answers.some(([id, value]) => {
          const [first, second] = scoresUnder(rules, id, value);
          return first !== second;
        });
        expect(indistinct.length).toBe(differs ? 0 : 1);
        // One that is alike to another is not spoken of twice.
        if (!differs) expect(neverFirst).toEqual([]);
      }),
    );
  });
});

/** Probabilities of the two rows when this one fact is known. */
function scoresUnder(rules: Rules, id: string, value: FactValue): [number, number] {
  const { candidates } = rankSymptoms(rules, null, new Map([[id, { value, by: 'person' }]]), CONTEXT);
  const of = (row: string): number => candidates.find(({ symptom }) => symptom.id === row)?.probability ?? 0;
  return [of('crm/a'), of('crm/b')];
}

describe('a pack of 10,000 rows', () => {
  const base = rulesOf({ one: '{crm.state: x}', two: '{crm.a: true}' });
  const [first] = base.symptoms;
  const many = (when: (index: number) => Rules['symptoms'][number]['when']): Rules => ({
    ...base,
    symptoms: Array.from({ length: 10_000 }, (_, index) => ({ ...first!, id: `crm/r${index}`, when: when(index) })),
  });
  const timed = (rules: Rules): { result: Askability; milliseconds: number } => {
    const begin = cpuTime();
    const result = askability(rules, CONTEXT);
    return { result, milliseconds: cpuTime() - begin };
  };

  test('that are all alike is looked at whole, in seconds', () => {
    const { result, milliseconds } = timed(many(() => first!.when));
    expect(result.indistinct).toHaveLength(9_999);
    expect(result.leftOut).toEqual([]);
    expect(milliseconds).toBeLessThan(10_000);
  });

  test('with a threshold each is left out in part, and it says of which rows', () => {
    const rules = many((index) => ({
      kind: 'leaf',
      fact: 'crm.minutes',
      operator: 'above',
      operands: [{ literal: 10 * index }],
    }));
    const { result, milliseconds } = timed(rules);
    expect(result.leftOut.length).toBeGreaterThan(5_000);
    expect(result.useless).toEqual([]);
    expect(milliseconds).toBeLessThan(10_000);
  });

  test('of which one names 300 facts in every way is looked at but for that one', () => {
    const names = Array.from({ length: 300 }, (_, index) => `f${index}`);
    const any = (list: readonly string[]): string => `{any: [${list.map((name) => `{crm.${name}: true}`).join(', ')}]}`;
    const rules = rulesOf({ a: any(names), b: any(names.slice(1)), c: '{crm.state: x}' }, names);
    const { result, milliseconds } = timed({
      ...rules,
      symptoms: rules.symptoms.map((symptom) => ({ ...symptom, frequency: symptom.id === 'crm/a' ? 5 : 1 })),
    });
    expect(result.leftOut).toEqual(['crm/b']);
    expect(result.neverFirst).toEqual([]);
    expect(milliseconds).toBeLessThan(10_000);
  });
});
