import type { Context } from '../../src/rules/evaluate.ts';
import type { PackWords, Rules } from '../../src/rules/pack.ts';
import type { RowTexts } from './row-texts.ts';

/** A row that a system names for a text. */
export interface Candidate {
  readonly id: string;
  /** How sure of it: a probability of 0 … 1, or a score for which only "the larger the surer" holds. */
  readonly score: number;
}

/** What a system makes of one text. */
export interface Ranking {
  /** The surest first. */
  readonly candidates: readonly Candidate[];
  /** Probability that no row fits; absent from a system that knows no probabilities. */
  readonly none?: number;
  /** It would rather name no row; never said by a system whose scores are only relevance. */
  readonly abstained: boolean;
}

/** A system under test, its index made. */
export type Ranker = (text: string) => Ranking;

/** What every system is given. */
export interface Given {
  readonly rules: Rules;
  readonly context: Context;
  /** What the packs of these rules say of words. */
  readonly words: readonly PackWords[];
  /** The texts of these rules and words, row by row. */
  readonly rows: readonly RowTexts[];
  /** Texts that belong to no row. */
  readonly unlisted: readonly string[];
}

/** One way of ranking. */
export interface System {
  readonly name: string;
  /** How it is set up, for a legend. */
  readonly setUp: string;
  /**
   * Probabilities can be held against what came true. Of scores that only say what is likelier than what, the bench
   * chooses the one below which the system abstains.
   */
  readonly scores: 'probability' | 'relevance';
  readonly makeRanker: (given: Given) => Ranker;
}
