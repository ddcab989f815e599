import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactSource, Facts, FactValue, KnownFact } from '../../src/facts/fact.ts';
import { leafEvidence } from '../../src/match/leaf-evidence.ts';
import { rankSymptoms, type Ranking } from '../../src/match/rank.ts';
import type { Condition } from '../../src/rules/condition.ts';
import { evaluate, factsOf, type Context } from '../../src/rules/evaluate.ts';
import type { Rules, Symptom } from '../../src/rules/pack.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { builtInWords } from '../support/built-in-words.ts';
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

/** Every value that could be told of a fact of the built-in pack. */
function valuesOf(rules: Rules, id: string): readonly FactValue[] {
  const fact = rules.facts.find((known) => known.id === id)!;
  if (fact.type === 'boolean') return [true, false];
  if (fact.type === 'enum') return fact.options.map((option) => option.value);
  return [0, 20_000, 30_000, 40_000, 119_999, 120_000, 1_800_000, 3_600_000];
}

/** Values of a fact with which a leaf of the row holds and the row is not ruled out: true answers, if it is this row. */
function trueAnswers(rules: Rules, row: Symptom, id: string, context: Context): readonly FactValue[] {
  return valuesOf(rules, id).filter((value) => {
    const facts = known({ [id]: value });
    return (
      evaluate(row.when, facts, context).truth !== 'no' && leafEvidence(row.when, facts, context).holding.length > 0
    );
  });
}

/** Some answers to questions of the built-in pack, right or wrong, by a person. */
const someAnswers = (rules: Rules): fc.Arbitrary<Record<string, FactValue>> =>
  fc
    .uniqueArray(fc.constantFrom(...rules.facts.map((fact) => fact.id)), { maxLength: 8 })
    .chain((ids) => fc.record(Object.fromEntries(ids.map((id) => [id, fc.constantFrom(...valuesOf(rules, id))]))));

describe('the built-in pack', async () => {
  const { rules, context } = await builtInRules();
  const index = await builtInWords();
  const texts = ['', 'she can hear him but he cant hear her', 'Re-connecting', 'phone just sits there'];
  const rowNaming = fc.constantFrom(...rules.symptoms).chain((row) =>
    fc.constantFrom(...factsOf(row.when)).chain((id) =>
      fc.record({
        row: fc.constant(row),
        id: fc.constant(id),
        value: fc.constantFrom(...trueAnswers(rules, row, id, context)),
      }),
    ),
  );
  const wordsOf = (text: string) => (text === '' ? null : index(text));
  const probability = (row: Symptom, text: string, facts: Facts): number =>
    rankSymptoms(rules, wordsOf(text), facts, context).candidates.find(({ symptom }) => symptom === row)!.probability;

  test('never lowers a row by an answer that is true of it', () => {
    fc.assert(
      fc.property(rowNaming, fc.constantFrom(...texts), someAnswers(rules), ({ row, id, value }, text, before) => {
        const { [id]: _, ...others } = before;
        const without = probability(row, text, known(others));
        expect(probability(row, text, known({ ...others, [id]: value }))).toBeGreaterThanOrEqual(without);
      }),
      { numRuns: 500 },
    );
  });

  test('gives the same ranking whatever order answers came in and rules stand in', () => {
    const told = (list: Ranking) => [list.none, list.candidates.map((row) => [row.symptom.id, row.probability])];
    fc.assert(
      fc.property(
        someAnswers(rules).chain((answers) =>
          fc.record({
            answers: fc.constant(answers),
            order: fc.shuffledSubarray(Object.keys(answers), { minLength: Object.keys(answers).length }),
            symptoms: fc.shuffledSubarray([...rules.symptoms], { minLength: rules.symptoms.length }),
          }),
        ),
        ({ answers, order, symptoms }) => {
          const shuffled = known(Object.fromEntries(order.map((id) => [id, answers[id]!])));
          const expected = told(rankSymptoms(rules, null, known(answers), context));
          expect(told(rankSymptoms({ ...rules, symptoms }, null, shuffled, context))).toEqual(expected);
        },
      ),
    );
  });

  test.each(rules.symptoms.map((row) => [row.id, row] as const))(
    '%s is first once all that is true of it is told',
    (_, row) => {
      const told = combinations(factsOf(row.when).map((id) => [id, trueAnswers(rules, row, id, context)])).filter(
        (answers) => evaluate(row.when, known(answers), context).truth === 'yes',
      );
      expect(told.length).toBeGreaterThan(0);
      for (const answers of told) {
        const [first] = rankSymptoms(rules, null, known(answers), context).candidates;
        expect(first?.symptom.id, JSON.stringify(answers)).toBe(row.id);
      }
    },
  );
});

function combinations(parts: readonly (readonly [string, readonly FactValue[]])[]): Record<string, FactValue>[] {
  const [first, ...rest] = parts;
  if (first === undefined) return [{}];
  const [id, values] = first;
  return combinations(rest).flatMap((other) => values.map((value) => ({ [id]: value, ...other })));
}
