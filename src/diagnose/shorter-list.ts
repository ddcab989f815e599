import type { Fact } from '../facts/fact.ts';
import type { Candidate } from '../match/rank.ts';
import { factsOf, type Context } from '../rules/evaluate.ts';
import { weighAnswers } from './answers.ts';
import type { Question } from './next-question.ts';

/** A list of rows to choose from, the likeliest first. */
export interface RowList {
  /** Rows that stand on it. */
  readonly shown: number;
  /** Seconds that it takes to come to a row that does not. */
  readonly otherwise: number;
}

/**
 * Reading: a sentence of ten words takes two to three seconds at 238 words a minute (Brysbaert 2019, silent reading of
 * English), less when it is only looked over; an option is a few words.
 */
const SECONDS_PER_ROW = 2;
const SECONDS_PER_OPTION = 1;
/** Probabilities become whole numbers: parts of this. */
const WHOLE = 1_000_000;

/**
 * The first of these questions after which the right row is found sooner than by looking down the list as it is: the
 * reading that the answer is expected to save is more than the question takes. Choosing from a list is a question too,
 * and of a short one the best there is.
 */
export function questionBeforeList(
  questions: readonly Question[],
  candidates: readonly Candidate[],
  list: RowList,
  context: Context,
): Fact | undefined {
  const weights = candidates.map((candidate) => Math.round(candidate.probability * WHOLE));
  const now = readingOf(weights, list);
  const pays = ({ fact, seconds }: Question): boolean => {
    const cost = WHOLE * (seconds + readingOfQuestion(fact));
    return now > cost && now - readingAfter(fact, candidates, list, context) > cost;
  };
  return questions.find(pays)?.fact;
}

/** The question itself, and its options until the one that fits. */
function readingOfQuestion(fact: Fact): number {
  return SECONDS_PER_ROW + (fact.options.length / 2) * SECONDS_PER_OPTION;
}

/** Expected seconds of reading × {@link WHOLE} until the right row is found. */
function readingOf(weights: readonly number[], { shown, otherwise }: RowList): number {
  const sorted = weights.toSorted((a, b) => b - a);
  const last = Math.min(shown, sorted.length) * SECONDS_PER_ROW;
  return sorted.reduce(
    (sum, weight, place) => sum + weight * (place < shown ? (place + 1) * SECONDS_PER_ROW : last + otherwise),
    0,
  );
}

/** The same, once the question for this fact is answered. */
function readingAfter(fact: Fact, candidates: readonly Candidate[], list: RowList, context: Context): number {
  const naming = candidates
    .filter(({ symptom }) => factsOf(symptom.when).includes(fact.id))
    .map(({ symptom }) => symptom);
  const { likelihoods, elsewhere } = weighAnswers(fact, naming, context);
  const likelihoodsOf = new Map(naming.map((row, at) => [row, likelihoods[at]!]));
  const joint = candidates.map(({ symptom, probability }) => {
    const parts = likelihoodsOf.get(symptom) ?? elsewhere;
    const whole = parts.reduce((sum, part) => sum + part, 0);
    return parts.map((part) => Math.floor((probability * WHOLE * part) / whole));
  });
  return elsewhere
    .map((_, answer) =>
      readingOf(
        joint.map((parts) => parts[answer]!),
        list,
      ),
    )
    .reduce((sum, seconds) => sum + seconds, 0);
}
