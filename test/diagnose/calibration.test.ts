import { expect, test } from 'vitest';
import { EVERYDAY } from '../../bench/questions/person.ts';
import { seeded, type Random } from '../../bench/questions/random.ts';
import { answersByFact, waysToHold } from '../../src/diagnose/evidence-table.ts';
import { nextQuestion } from '../../src/diagnose/next-question.ts';
import type { FactValue, KnownFact } from '../../src/facts/fact.ts';
import { rankSymptoms } from '../../src/match/rank.ts';
import type { Symptom } from '../../src/rules/pack.ts';
import { builtInRules } from '../support/built-in-rules.ts';

const SURE = 0.9;
/** After these the likeliest rows are shown to choose from; the choice of an area is one. */
const MOST_QUESTIONS = 12;

const { rules, context } = await builtInRules();
const answers = answersByFact(rules, context);

/** Asks about the rows of an area until one is sure; `answer` gives what is said, undefined for "don't know". */
function askUntilSure(area: string, answer: (fact: string) => FactValue | undefined) {
  const rows = new Set(rules.symptoms.filter((row) => row.area === area).map((row) => row.id));
  const known = new Map<string, KnownFact>();
  const declined = new Set<string>();
  for (;;) {
    const { candidates } = rankSymptoms(rules, null, known, context, { rows });
    const [first] = candidates;
    const questions = 1 + known.size + declined.size;
    const isSure = first!.probability >= SURE;
    const fact =
      isSure || questions >= MOST_QUESTIONS ? undefined : nextQuestion(rules, candidates, known, declined, context);
    if (fact === undefined) return { first: first!.symptom, isSure, questions };
    const value = answer(fact.id);
    if (value === undefined) declined.add(fact.id);
    else known.set(fact.id, { value, by: 'person' });
  }
}

/** What somebody says who has this row at the desk and errs in so many of a hundred answers. */
function person(row: Symptom, errs: number, random: Random): (fact: string) => FactValue | undefined {
  const [truth] = [...waysToHold(row.when, answers, context)].sort((a, b) => b.size - a.size);
  return (fact) => {
    const value = truth!.get(fact) ?? EVERYDAY[fact];
    if (random() * 100 >= errs) return value;
    const others = answers.get(fact)!.filter((other) => other !== value);
    return others[Math.floor(random() * others.length)];
  };
}

function talks(errs: number, repetitions: number) {
  const random = seeded(7);
  return rules.symptoms.flatMap((row) =>
    Array.from({ length: repetitions }, () => ({ row, ...askUntilSure(row.area, person(row, errs, random)) })),
  );
}

test('of rows that are 90 % sure at least 85 % are right when one answer in twenty is wrong', () => {
  const sure = talks(5, 8).filter(({ isSure }) => isSure);
  expect(sure.length).toBeGreaterThan(100);
  const right = sure.filter(({ row, first }) => row === first);
  expect(right.length / sure.length).toBeGreaterThanOrEqual(0.85);
});

test('with true answers a row that is 90 % sure is the right one, after log₂ of all rows and 1.5 questions at most', () => {
  const all = talks(0, 1);
  for (const { row, first } of all.filter(({ isSure }) => isSure)) expect(first.id).toBe(row.id);
  const mean = all.reduce((sum, { questions }) => sum + questions, 0) / all.length;
  expect(mean).toBeLessThanOrEqual(Math.log2(rules.symptoms.length) + 1.5);
});
