import type { Judgement, Answer } from './judge.ts';
import { isFirstRight, isFitting, isMistaken, wordsFor } from './judge.ts';

/** How many of how many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** First rows with a probability of at least `from` and below `from` + 0.1 (1 is in the last bin): how many, how many right. */
export interface Bin extends Share {
  readonly from: number;
}

/** What was said instead of what was expected, how often. */
export interface Confusion {
  readonly expected: string;
  readonly given: string;
  readonly count: number;
}

/** The figures of one system on one file. */
export interface Measures {
  /** Of the fitting texts; one that was abstained on counts by its ranking. */
  readonly top1: Share;
  readonly top3: Share;
  /** Mean of 1 ÷ the place of the first expected row, 0 where it was not found; `null` without fitting texts. */
  readonly reciprocalRank: number | null;
  readonly abstainedUnfitting: Share;
  readonly abstainedFitting: Share;
  /** Score below which it abstained, chosen on this very file; `null` for a system that needs no such help. */
  readonly threshold: number | null;
  /** The largest part of all texts, surest first, that can be answered with at least 95 % of the answers right. */
  readonly coverage: Share;
  /** Right ones of the answers given as 90 % sure or surer; `null` for scores that are no probabilities. */
  readonly sure: Share | null;
  readonly bins: readonly Bin[] | null;
  /** The most frequent first. */
  readonly confusions: readonly Confusion[];
}

const PRECISION_PERCENT = 95;
const SURE = 0.9;

/** The figures of all answers of one system to one file. */
export function measure({ answers, threshold, scores }: Judgement): Measures {
  const fitting = answers.filter(isFitting);
  const unfitting = answers.filter((answer) => !isFitting(answer));
  const within = (last: number): Share => share(fitting, ({ place }) => place !== null && place <= last);
  const areProbabilities = scores === 'probability';
  return {
    top1: within(1),
    top3: within(3),
    reciprocalRank: fitting.length === 0 ? null : mean(fitting.map(({ place }) => (place === null ? 0 : 1 / place))),
    abstainedUnfitting: share(unfitting, ({ abstained }) => abstained),
    abstainedFitting: share(fitting, ({ abstained }) => abstained),
    threshold,
    coverage: { count: coveredBy(answers), of: answers.length },
    sure: areProbabilities ? share(answers.filter(isSure), isFirstRight) : null,
    bins: areProbabilities ? binsOf(answers) : null,
    confusions: confusionsOf(answers),
  };
}

function isSure({ first, abstained }: Answer): boolean {
  return !abstained && first !== null && first.score >= SURE;
}

/** How many texts can be answered, surest first. Equally sure ones go together, since no score parts them. */
function coveredBy(answers: readonly Answer[]): number {
  const sorted = answers
    .flatMap((answer) => (answer.first === null ? [] : [{ score: answer.first.score, isRight: isFirstRight(answer) }]))
    .sort((a, b) => b.score - a.score);
  let right = 0;
  let covered = 0;
  for (const [index, { score, isRight }] of sorted.entries()) {
    if (isRight) right += 1;
    const answered = index + 1;
    const isLastOfEquals = sorted[answered]?.score !== score;
    if (isLastOfEquals && right * 100 >= PRECISION_PERCENT * answered) covered = answered;
  }
  return covered;
}

function binsOf(answers: readonly Answer[]): Bin[] {
  const binOf = (probability: number): number => Math.min(9, Math.floor(probability * 10));
  return Array.from({ length: 10 }, (_, bin) => {
    const inside = answers.filter(({ first }) => first !== null && binOf(first.score) === bin);
    return { from: bin / 10, ...share(inside, isFirstRight) };
  });
}

function confusionsOf(answers: readonly Answer[]): Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const answer of answers.filter(isMistaken)) {
    const words = wordsFor(answer);
    const key = `${words.expected} → ${words.given}`;
    counts.set(key, { ...words, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1)).map(([, confusion]) => confusion);
}

function share<T>(all: readonly T[], isCounted: (one: T) => boolean): Share {
  return { count: all.filter(isCounted).length, of: all.length };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0) / numbers.length;
}
