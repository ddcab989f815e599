import { valueEvidence } from '../match/fact-evidence.ts';
import { impliedFacts } from '../match/implied-facts.ts';
import type { Ranking } from '../match/rank.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Likelihood, Step, Symptom } from '../rules/pack.ts';
import type { StepResult } from '../rules/step-result.ts';

/** How often a step helps where its row is the right one, in percent: the one place in which words become numbers. */
export const HELPS: Readonly<Record<Likelihood, number>> = { low: 20, medium: 50, high: 80 };

/** A row that was worked through in vain. */
export interface TriedRow {
  readonly symptom: Symptom;
  /** Results by step id. */
  readonly results: ReadonlyMap<string, StepResult>;
  /** The person said that its explanation does not fit, or that waiting did not help. */
  readonly isRefused: boolean;
}

/** A row that could be tried next. */
export interface NextRow {
  readonly symptom: Symptom;
  /** 0 … 1, given that the rows tried did not help. */
  readonly probability: number;
  /** The safe step that comes first; undefined when it has none. */
  readonly step: Step | undefined;
}

/** What is known of an action before it is tried. */
export interface Chance {
  /** How likely it is that it helps, in any unit. */
  readonly chance: number;
  readonly minutes: number;
}

/** Less likely rows are not worth keeping anybody from the vendor. */
const LEAST_LIKELY = 0.1;
/** A row that a person chose is right 19 times for each time that it is wrong, as with any other answer. */
const CHOSEN = 19;

/**
 * The rows that are still likely after others did not help, in the order in which to try them.
 *
 * @param ranking of all rows by words and facts, as if nothing had been tried
 * @param firstStep the safe step of a row that comes first
 */
export function rowsToTry(
  ranking: Ranking,
  tried: readonly TriedRow[],
  firstStep: (symptom: Symptom) => Step | undefined,
  context: Context,
): NextRow[] {
  const left = new Map(tried.map((row) => [row.symptom.id, chanceLeft(row)]));
  const weighed = ranking.candidates.map(({ symptom, probability }) => ({
    symptom,
    weight: probability * (left.get(symptom.id) ?? 1),
  }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, ranking.none);
  const rows = weighed
    .filter(({ symptom, weight }) => !left.has(symptom.id) && weight >= LEAST_LIKELY * total)
    // Whoever chose a row has seen what it says, whether or not its steps help.
    .filter(({ symptom }) => !tried.some((row) => contradict(row.symptom, symptom, context)))
    .map(({ symptom, weight }) => ({ symptom, probability: weight / total, step: firstStep(symptom) }));
  return inOrderOfTrying(rows, ({ probability, step }) => ({
    // What has no safe step costs a minute to read, and helps with nothing.
    chance: step === undefined ? 0 : probability * HELPS[step.likelihood],
    minutes: step?.minutes ?? 1,
  }));
}

/**
 * Sorts by chance ÷ minutes: the order with the least expected time until something helps, where one alone will (Kadane
 * and Simon 1977). Equals stay as they are.
 */
export function inOrderOfTrying<T>(items: readonly T[], chanceOf: (item: T) => Chance): T[] {
  return items.toSorted((first, second) => {
    const [a, b] = [chanceOf(first), chanceOf(second)];
    return b.chance * a.minutes - a.chance * b.minutes;
  });
}

/** Whether one of two rows cannot be seen where the other one is: what one of them says for sure is *no* for the other. */
function contradict(a: Symptom, b: Symptom, context: Context): boolean {
  const denies = (row: Symptom, other: Symptom): boolean =>
    [...impliedFacts(other)].some(([fact, { value }]) => (valueEvidence(row, fact, value, context)?.bits ?? 0) < 0);
  return denies(a, b) || denies(b, a);
}

/** What a row's probability is to be multiplied by, now that it was chosen and these steps of it did not help. */
function chanceLeft({ symptom, results, isRefused }: TriedRow): number {
  const failed = symptom.steps.filter((step) => results.get(step.id) === 'not-fixed');
  const chosen = isRefused ? 1 : CHOSEN;
  return failed.reduce((left, step) => (left * (100 - HELPS[step.likelihood])) / 100, chosen);
}
