import type { Candidate, Ranking } from './ranker.ts';
import type { WordCase } from './word-case.ts';

/** A text, what was expected and what a system said. */
export interface Answer {
  readonly asked: WordCase;
  /** The row that it would name first; `null` when it found none. */
  readonly first: Candidate | null;
  /** Place of the first expected row, from 1; `null` when none fits or none was found. */
  readonly place: number | null;
  readonly none: number | null;
  readonly abstained: boolean;
}

/** How many of how many. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** One bin of probabilities: those of at least `from` and less than `from` + 0.1 (1 is in the last). */
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
  /** Of the fitting texts; whatever was abstained on counts by its ranking. */
  readonly top1: Share;
  readonly top3: Share;
  /** Mean of 1 ÷ the place of the first expected row, 0 where it was not found; `null` without fitting texts. */
  readonly reciprocalRank: number | null;
  readonly abstainedUnfitting: Share;
  readonly abstainedFitting: Share;
  /** Score below which it abstained, chosen on this very file; `null` for a system that abstains by itself. */
  readonly threshold: number | null;
  /** The largest part of all texts, surest first, that can be answered with at least 95 % of the answers right. */
  readonly coverage: Share;
  /** Right ones of the answers given as 90 % sure or surer; `null` for scores that are no probabilities. */
  readonly sure: Share | null;
  /** First rows by their probability: how many, how many right. */
  readonly bins: readonly Bin[] | null;
  /** The most frequent first. */
  readonly confusions: readonly Confusion[];
}

/** What a confusion says in place of an id. */
export const NONE_FITS = 'none fits';
export const ABSTAINED = 'abstained';

/** Holds rankings, one a text, against what was expected. */
export function judge(cases: readonly WordCase[], rankings: readonly Ranking[]): Judgement {
  const answers = cases.map((asked, index) => answerTo(asked, rankings[index]!));
  if (rankings.every(({ abstained }) => abstained !== undefined)) return { answers, threshold: null };
  const threshold = bestThreshold(answers);
  const abstains = ({ first }: Answer): boolean => first === null || first.score < threshold;
  return { answers: answers.map((answer) => ({ ...answer, abstained: abstains(answer) })), threshold };
}

/** All answers of a system to a file, and the score from which on it answered, where the bench had to choose that. */
export interface Judgement {
  readonly answers: readonly Answer[];
  readonly threshold: number | null;
}

/** The figures of all answers of one system. */
export function measure({ answers, threshold }: Judgement, isProbability: boolean): Measures {
  const fitting = answers.filter(isFitting);
  const unfitting = answers.filter((answer) => !isFitting(answer));
  const within = (place: number): Share => share(fitting, (answer) => answer.place !== null && answer.place <= place);
  return {
    top1: within(1),
    top3: within(3),
    reciprocalRank:
      fitting.length === 0 ? null : sum(fitting.map(({ place }) => (place === null ? 0 : 1 / place))) / fitting.length,
    abstainedUnfitting: share(unfitting, ({ abstained }) => abstained),
    abstainedFitting: share(fitting, ({ abstained }) => abstained),
    threshold,
    coverage: { count: coveredAt(answers, 95), of: answers.length },
    sure: isProbability ? share(answers.filter(isSure), isFirstRight) : null,
    bins: isProbability ? binsOf(answers) : null,
    confusions: confusionsOf(answers),
  };
}

/** Whether what was said is not what was expected: another row, a row where none fits, or none where one does. */
export function isMistaken(answer: Answer): boolean {
  if (!isFitting(answer)) return !answer.abstained;
  return answer.abstained || !isFirstRight(answer);
}

/** What stands for the expected rows and for the answer in a confusion. */
export function wordsFor({ asked, abstained, first }: Answer): Pick<Confusion, 'expected' | 'given'> {
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
    abstained: first === null || abstained === true,
  };
}

function isFitting({ asked }: Answer): boolean {
  return asked.expect.length > 0;
}

function isFirstRight({ asked, first }: Answer): boolean {
  return first !== null && asked.expect.includes(first.id);
}

function isSure({ first, abstained }: Answer): boolean {
  return !abstained && first !== null && first.score >= 0.9;
}

/**
 * The score from which on to answer that parts fitting texts from unfitting ones best: the share of unfitting texts
 * below it less the share of fitting ones below it is largest (Youden's index). Of equals the lowest, which answers most.
 */
function bestThreshold(answers: readonly Answer[]): number {
  const scores = answers.flatMap(({ first }) => (first === null ? [] : [first.score]));
  const fitting = answers.filter(isFitting);
  const unfitting = answers.filter((answer) => !isFitting(answer));
  const gain = (threshold: number): number => {
    const isBelow = ({ first }: Answer): boolean => first === null || first.score < threshold;
    return portion(share(unfitting, isBelow)) - portion(share(fitting, isBelow));
  };
  const thresholds = [...new Set([...scores, Infinity])].sort((a, b) => a - b);
  return thresholds
    .map((threshold) => ({ threshold, gain: gain(threshold) }))
    .reduce((best, next) => (next.gain > best.gain ? next : best)).threshold;
}

/** How many texts can be answered, surest first, with `percent` of the answers right. Equally sure ones go together. */
function coveredAt(answers: readonly Answer[], percent: number): number {
  const sorted = answers
    .flatMap((answer) => (answer.first === null ? [] : [{ score: answer.first.score, right: isFirstRight(answer) }]))
    .sort((a, b) => b.score - a.score);
  let right = 0;
  let covered = 0;
  for (const [index, answer] of sorted.entries()) {
    if (answer.right) right += 1;
    const isLastOfEquals = sorted[index + 1]?.score !== answer.score;
    if (isLastOfEquals && right * 100 >= percent * (index + 1)) covered = index + 1;
  }
  return covered;
}

function binsOf(answers: readonly Answer[]): Bin[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const inside = answers.filter(({ first }) => first !== null && Math.min(9, Math.floor(first.score * 10)) === bin);
    return { from: bin / 10, ...share(inside, isFirstRight) };
  });
}

function confusionsOf(answers: readonly Answer[]): Confusion[] {
  const counts = new Map<string, Confusion>();
  for (const answer of answers.filter(isMistaken)) {
    const words = wordsFor(answer);
    const key = JSON.stringify(words);
    counts.set(key, { ...words, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts]
    .sort(([a, { count: many }], [b, { count: few }]) => few - many || (a < b ? -1 : 1))
    .map(([, c]) => c);
}

function share<T>(all: readonly T[], isCounted: (one: T) => boolean): Share {
  return { count: all.filter(isCounted).length, of: all.length };
}

function portion({ count, of }: Share): number {
  return of === 0 ? 0 : count / of;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
