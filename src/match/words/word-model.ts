import type { WordLists } from './vocabulary.ts';

/**
 * What was learned from the phrases of the packs: how much each feature of a text speaks for each row. Whole numbers,
 * so that a ranking comes out the same on every machine.
 */
export interface WordModel {
  /** Ids of the rows, ascending; "none of these" comes after the last. */
  readonly rows: readonly string[];
  readonly lists: WordLists;
  /** Words of the phrases in the form in which they are compared, the commonest first. */
  readonly words: readonly string[];
  /** Lengths of time that tell rows apart, in milliseconds, ascending. */
  readonly thresholds: readonly number[];
  /** Keys of the features. */
  readonly features: readonly string[];
  /** How telling each feature is by itself, in thousandths: rarer is more. */
  readonly rarities: Int16Array;
  /** For each feature one number for each row, then one for "none of these": thousandths of a bit. */
  readonly weights: Int16Array;
  /** What speaks for each row before anything is said, in thousandths of a bit. */
  readonly bias: Int32Array;
}

/** How strongly a feature counts in a text, in thousandths: its own rarity ÷ that of the text as a whole. */
export function strengthsOf(rarities: readonly number[]): number[] {
  const length = lengthOf(rarities);
  return rarities.map((rarity) => Math.floor((rarity * 1000) / length));
}

/** A text with little in it is weighed as if it had this much more: two words are no proof. */
const UNSAID = 5000;

/** The length of a text's rarities as a vector, so that a long text does not weigh more than a short one. */
export function lengthOf(rarities: readonly number[]): number {
  return Math.floor(Math.sqrt(rarities.reduce((sum, rarity) => sum + rarity * rarity, UNSAID * UNSAID)));
}
