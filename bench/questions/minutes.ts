import { BIT, weightsOf } from '../../src/match/posterior.ts';
import type { Rules, Symptom } from '../../src/rules/pack.ts';
import type { Ranked } from './conversation.ts';

/** In which order rows are tried until one helps. */
export const TRIAL_ORDERS = ['p/c', 'p', 'cost', 'random'] as const;
export type TrialOrder = (typeof TRIAL_ORDERS)[number];

/** Minutes to read what a row without steps has to say. */
const READING = 1;

/** Minutes that it costs to try a row: all of its steps. */
export function costOf(symptom: Symptom): number {
  return symptom.steps.reduce((sum, step) => sum + step.minutes, 0) || READING;
}

/** How likely each row is beforehand, by its frequency alone: one step is a quarter of a bit. */
export function priorOf(rules: Rules): Ranked[] {
  const weights = weightsOf(rules.symptoms.map(({ frequency }) => (frequency * BIT) / 4));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return rules.symptoms.map(({ id }, index) => ({ id, probability: weights[index]! / total }));
}

/** Minutes until the true row has been tried, itself included; for the order at random, what is to be expected. */
export function minutesUntil(
  truth: string,
  ranking: readonly Ranked[],
  costs: ReadonlyMap<string, number>,
  order: TrialOrder,
): number {
  const cost = (id: string): number => costs.get(id)!;
  const own = cost(truth);
  // A row before it or after it: each as likely as the other.
  if (order === 'random') return ranking.reduce((sum, { id }) => sum + (id === truth ? own : cost(id) / 2), 0);
  const worth = ({ id, probability }: Ranked): number =>
    ({ 'p/c': probability / cost(id), p: probability, cost: -cost(id) })[order];
  const tried = ranking.toSorted((a, b) => worth(b) - worth(a) || (a.id < b.id ? -1 : 1));
  const place = tried.findIndex(({ id }) => id === truth);
  return tried.slice(0, place + 1).reduce((sum, { id }) => sum + cost(id), 0);
}
