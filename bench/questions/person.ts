import type { FactValue } from '../../src/facts/fact.ts';
import { leafEvidence } from '../../src/match/leaf-evidence.ts';
import { evaluate, factsOf, type Context } from '../../src/rules/evaluate.ts';
import type { Symptom } from '../../src/rules/pack.ts';
import { oneOf, type Random } from './random.ts';

/** What is true at a desk, as far as anybody there knows: values by fact id. */
export type Situation = ReadonlyMap<string, FactValue>;

/** How a person answers. */
export interface Manner {
  readonly name: string;
  /** Share of questions that are answered with "don't know", whatever is true. */
  readonly doesNotKnow: number;
  /** Share of the other questions that are answered wrongly, each wrong answer as likely as the others. */
  readonly errs: number;
}

/** The four kinds of people that are simulated. */
export const MANNERS: readonly Manner[] = [
  { name: 'truthful', doesNotKnow: 0, errs: 0 },
  { name: '5 % wrong', doesNotKnow: 0, errs: 0.05 },
  { name: '10 % wrong', doesNotKnow: 0, errs: 0.1 },
  { name: "20 % don't know, 10 % wrong", doesNotKnow: 0.2, errs: 0.1 },
];

/**
 * What people say of what is not out of the ordinary, for facts that have such a value. Of others (which browser, what
 * the status bar says, for how long a thing has lasted that has not happened) they say that they do not know.
 */
export const EVERYDAY: Readonly<Record<string, FactValue>> = {
  'calls.offered': true,
  'outbound.result': 'ok',
  'transfer.kind': 'none',
  'transfer.details-shown': true,
  'sign-in.result': 'ok',
  'browser.event': 'none',
  'desktop.display': 'complete',
  'desktop.speed': 'normal',
  'application-center.primary': 'up',
  'audio.fault': 'none',
  'portal.message': 'none',
  'portal.access': 'full',
  'portal.data': 'shown',
  'report.fault': 'none',
  'export.format': 'none',
  'team.new': false,
  'monitoring.fault': 'none',
  'skill-profile.change-visible': true,
};

/**
 * The situations in which a row holds, by the facts that its `when` names: every combination of answers with which it is
 * *yes* and as many of its leaves hold as can. What only holds while a fact is not known leaves that fact out.
 */
export function situationsOf(
  symptom: Symptom,
  answers: ReadonlyMap<string, readonly FactValue[]>,
  context: Context,
): Situation[] {
  let best: Situation[] = [];
  let most = 0;
  for (const situation of combinations(factsOf(symptom.when), answers)) {
    const facts = new Map([...situation].map(([id, value]) => [id, { value, by: 'person' as const }]));
    if (evaluate(symptom.when, facts, context).truth !== 'yes') continue;
    const holding = leafEvidence(symptom.when, facts, context).holding.length;
    if (holding > most || best.length === 0) [best, most] = [[], holding];
    if (holding === most) best.push(situation);
  }
  return best;
}

function combinations(ids: readonly string[], answers: ReadonlyMap<string, readonly FactValue[]>): Situation[] {
  const [first, ...rest] = ids;
  if (first === undefined) return [new Map()];
  return combinations(rest, answers).flatMap((situation) => [
    situation,
    ...answers.get(first)!.map((value) => new Map([[first, value], ...situation])),
  ]);
}

/**
 * What a person says when asked for a fact; undefined for "don't know". Whoever errs takes any other answer, also in
 * place of a "don't know" that would have been right.
 */
export function answerOf(
  situation: Situation,
  fact: string,
  answers: readonly FactValue[],
  manner: Manner,
  random: Random,
): FactValue | undefined {
  const truth = situation.get(fact) ?? EVERYDAY[fact];
  if (random() < manner.doesNotKnow) return undefined;
  if (random() >= manner.errs) return truth;
  return oneOf(
    answers.filter((answer) => answer !== truth),
    random,
  );
}
