import type { Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';
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
  /** Probability that no row fits; absent from a system that has no idea of it. */
  readonly none?: number;
  /** Whether it would rather name no row; absent from a system that never says so. */
  readonly abstained?: boolean;
}

/** A system under test, its index made. */
export type Ranker = (text: string) => Ranking;

/** What every system is given. */
export interface Given {
  readonly rules: Rules;
  readonly context: Context;
  /** The texts of these rules. */
  readonly rows: readonly RowTexts[];
}

/** One way of ranking. */
export interface System {
  readonly name: string;
  /** How it is set up, for a legend. */
  readonly setUp: string;
  /** Whether its scores are probabilities, so that they can be held against what came true. */
  readonly isProbability: boolean;
  readonly makeRanker: (given: Given) => Ranker;
}
