import type { Candidate, Ranking, System } from './ranker.ts';
import type { WordCase } from './word-case.ts';

/** A text, what was expected and what a system said. */
export interface Answer {
  readonly asked: WordCase;
  /** The row that it would name first; `null` when it found none. */
  readonly first: Candidate | null;
  /** Place of the first expected row, from 1; `null` when none fits or none was found. */
  readonly place: number | null;
  /** Probability that no row fits, where the system knows it. */
  readonly none: number | null;
  /** No row is named: the system says so, found none, or is less sure than the threshold. */
  readonly abstained: boolean;
}

/** All answers of a system to a file. */
export interface Judgement {
  readonly answers: readonly Answer[];
  readonly scores: System['scores'];
  /** The score from which on it answers, where the bench had to choose that. */
  readonly threshold: number | null;
}

/** What stands in place of an id where no row is expected or none is named. */
const NONE_FITS = 'none fits';
const ABSTAINED = 'abstained';

/** Holds rankings, one a text, against what was expected. */
export function judge(cases: readonly WordCase[], rankings: readonly Ranking[], scores: System['scores']): Judgement {
  const answers = cases.map((asked, index) => answerTo(asked, rankings[index]!));
  if (scores === 'probability') return { answers, scores, threshold: null };
  const threshold = bestThreshold(answers);
  return {
    answers: answers.map((answer) => ({ ...answer, abstained: isBelow(threshold, answer) })),
    scores,
    threshold,
  };
}

/** Whether the text belongs to a row. */
export function isFitting({ asked }: Answer): boolean {
  return asked.expect.length > 0;
}

/** Whether the first row is an expected one, named or not. */
export function isFirstRight({ place }: Answer): boolean {
  return place === 1;
}

/** Whether what was said is not what was expected: another row, a row where none fits, or none where one does. */
export function isMistaken(answer: Answer): boolean {
  if (!isFitting(answer)) return !answer.abstained;
  return answer.abstained || !isFirstRight(answer);
}

/** What was expected and what was said, in words. */
export function wordsFor({ asked, abstained, first }: Answer): { expected: string; given: string } {
  return {
    expected: asked.expect.length === 0 ? NONE_FITS : asked.expect.join(' or '),
    given: abstained || first === null ? ABSTAINED : first.id,
  };
}

function answerTo(asked: WordCase, { candidates, none, abstained }: Ranking): Answer {
  const index = candidates.findIndex(({ id }) => asked.expect.includes(id));
  const first = candidates[0] ?? null;
  return {
    asked,
    first,
    place: index === -1 ? null : index + 1,
    none: none ?? null,
    abstained: abstained || first === null,
  };
}

/**
 * The score from which on to answer that parts fitting texts from unfitting ones best: the share of unfitting texts
 * below it less the share of fitting ones below it is largest (Youden's index). Of equals the lowest, which answers most.
 */
function bestThreshold(answers: readonly Answer[]): number {
  const fitting = answers.filter(isFitting);
  const unfitting = answers.filter((answer) => !isFitting(answer));
  const gain = (threshold: number): number => shareBelow(threshold, unfitting) - shareBelow(threshold, fitting);
  const scores = answers.flatMap(({ first }) => (first === null ? [] : [first.score])).sort((a, b) => a - b);
  // Above all of them nothing is answered.
  const thresholds = new Set([...scores, (scores.at(-1) ?? 0) + 1]);
  return [...thresholds]
    .map((threshold) => ({ threshold, gain: gain(threshold) }))
    .reduce((best, next) => (next.gain > best.gain ? next : best)).threshold;
}

function shareBelow(threshold: number, answers: readonly Answer[]): number {
  return answers.length === 0 ? 0 : answers.filter((answer) => isBelow(threshold, answer)).length / answers.length;
}

function isBelow(threshold: number, { first }: Answer): boolean {
  return first === null || first.score < threshold;
}
