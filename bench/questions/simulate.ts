import type { Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';
import { answersByFact } from '../../src/diagnose/evidence-table.ts';
import { bitsPerAnswer } from './capacity.ts';
import { MOST_QUESTIONS, SURE, talker, type Order, type Ranked } from './conversation.ts';
import { costOf, minutesUntil, priorOf, TRIAL_ORDERS, type TrialOrder } from './minutes.ts';
import { answerOf, situationsOf, type Manner } from './person.ts';
import { oneOf, seeded } from './random.ts';

/** Where a conversation begins: knowing nothing, or with the area of the row chosen from the menu, rightly. */
export const STARTS = ['from scratch', 'after the area menu'] as const;
export type Start = (typeof STARTS)[number];

/** One way of talking, held with every row of the pack. */
export interface Setting {
  readonly manner: Manner;
  readonly start: Start;
  readonly order: Order;
  /** Questions at the most, the choice of an area included; Infinity: all that there are. */
  readonly most?: number;
}

/** What came of it, over all rows and repetitions. */
export interface Measured {
  readonly conversations: number;
  /** Questions, the choice of an area included. */
  readonly mean: number;
  readonly percentile95: number;
  readonly longest: number;
  /** Shares of conversations after which the true row stood first, or among the first three. */
  readonly top1: number;
  readonly top3: number;
  /** Share of conversations that ended {@link SURE}, and the share of these that were right. */
  readonly sure: number;
  readonly right: number;
  /**
   * Fewest questions on average with which anybody could tell the rows apart: with answers that carry as much as those to
   * the questions asked here, and with yes and no alone.
   */
  readonly bound: number;
  readonly yesNoBound: number;
  /** Minutes until the true row has been tried, by the order of trying; a row counts as much as it is frequent. */
  readonly minutes: Readonly<Record<TrialOrder, number>>;
  /** Rows that did not stand first each time, with how often they did. */
  readonly missed: ReadonlyMap<string, number>;
}

interface Outcome {
  readonly row: string;
  readonly questions: number;
  readonly place: number;
  readonly isSure: boolean;
  readonly bits: readonly number[];
  readonly minutes: Readonly<Record<TrialOrder, number>>;
}

/** Measures ways of talking over these rules; the same `seed` gives the same conversations. */
export function simulator(
  rules: Rules,
  context: Context,
): (setting: Setting, repetitions: number, seed: number) => Measured {
  const answers = answersByFact(rules, context);
  const talk = talker(rules, context);
  const all = new Set(rules.symptoms.map(({ id }) => id));
  const byArea = new Map(
    rules.areas.map(({ id }) => [id, new Set(rules.symptoms.filter((row) => row.area === id).map((row) => row.id))]),
  );
  const situations = new Map(rules.symptoms.map((row) => [row.id, situationsOf(row, answers, context)]));
  const trials: Trials = {
    costs: new Map(rules.symptoms.map((row) => [row.id, costOf(row)])),
    prior: new Map(priorOf(rules).map(({ id, probability }) => [id, probability])),
  };

  return ({ manner, start, order, most = MOST_QUESTIONS }, repetitions, seed) => {
    const random = seeded(seed);
    const menu = start === 'from scratch' ? 0 : 1;
    const outcomes: Outcome[] = [];
    for (let round = 0; round < repetitions; round++) {
      for (const row of rules.symptoms) {
        const situation = oneOf(situations.get(row.id)!, random);
        const rows = menu === 0 ? all : byArea.get(row.area)!;
        const reply = (fact: string) => answerOf(situation, fact, answers.get(fact)!, manner, random);
        const { asked, ranking } = talk(rows, order, reply, most - menu);
        outcomes.push({
          row: row.id,
          questions: asked.length + menu,
          place: ranking.findIndex(({ id }) => id === row.id) + 1,
          isSure: (ranking[0]?.probability ?? 0) >= SURE,
          bits: asked.map((fact) => bitsPerAnswer(answers.get(fact)!.length, manner)),
          minutes: minutesOf(row.id, ranking, trials),
        });
      }
    }
    const entropy = meanOf(rules.symptoms.map((row) => Math.log2(menu === 0 ? all.size : byArea.get(row.area)!.size)));
    const bound = (perAnswer: number): number => menu + entropy / perAnswer;
    return {
      ...summary(outcomes, trials),
      bound: bound(meanOf(outcomes.flatMap(({ bits }) => bits))),
      yesNoBound: bound(bitsPerAnswer(2, manner)),
    };
  };
}

interface Trials {
  readonly costs: ReadonlyMap<string, number>;
  readonly prior: ReadonlyMap<string, number>;
}

function minutesOf(truth: string, ranking: readonly Ranked[], { costs }: Trials): Outcome['minutes'] {
  const minutes = TRIAL_ORDERS.map((order) => [order, minutesUntil(truth, ranking, costs, order)]);
  return Object.fromEntries(minutes) as Outcome['minutes'];
}

function summary(outcomes: readonly Outcome[], { prior }: Trials): Omit<Measured, 'bound' | 'yesNoBound'> {
  const share = (wanted: (outcome: Outcome) => boolean, among = outcomes): number =>
    among.filter(wanted).length / among.length;
  const questions = outcomes.map((outcome) => outcome.questions).sort((a, b) => a - b);
  const sure = outcomes.filter((outcome) => outcome.isSure);
  const rows = [...new Set(outcomes.map((outcome) => outcome.row))];
  const first = rows.map((id) => {
    const own = outcomes.filter((outcome) => outcome.row === id);
    return [id, share((outcome) => outcome.place === 1, own)] as const;
  });
  const minutes = TRIAL_ORDERS.map((order) => [
    order,
    // Every row was played equally often.
    rows.length * meanOf(outcomes.map((outcome) => prior.get(outcome.row)! * outcome.minutes[order])),
  ]);
  return {
    conversations: outcomes.length,
    mean: meanOf(questions),
    percentile95: questions[Math.ceil(0.95 * questions.length) - 1]!,
    longest: questions.at(-1)!,
    top1: share(({ place }) => place === 1),
    top3: share(({ place }) => place >= 1 && place <= 3),
    sure: sure.length / outcomes.length,
    right: share(({ place }) => place === 1, sure),
    minutes: Object.fromEntries(minutes) as Record<TrialOrder, number>,
    missed: new Map(first.filter(([, often]) => often < 1)),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
