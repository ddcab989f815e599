import Fuse, { type IFuseOptions } from 'fuse.js';
import type { Given, Ranker, System } from './ranker.ts';
import { rankingOf, recordsFor } from './record.ts';
import type { RowTexts } from './row-texts.ts';

/** As it comes: threshold 0.6, near the beginning of a text. */
export const fuse: System = {
  name: 'fuse',
  setUp: 'as it comes: threshold 0.6, near the beginning of a text',
  scores: 'relevance',
  makeRanker: (given) => makeRanker(given, {}),
};

/** The best of some dozens of simple set-ups that were tried. */
export const fuseTuned: System = {
  name: 'fuse+',
  setUp: 'anywhere in a text, threshold 0.5',
  scores: 'relevance',
  makeRanker: (given) => makeRanker(given, { ignoreLocation: true, threshold: 0.5 }),
};

function makeRanker(given: Given, options: IFuseOptions<RowTexts>): Ranker {
  const keys = ['symptom', 'screenText', 'phrases'];
  const index = new Fuse(recordsFor(given), { ...options, keys, includeScore: true });
  return (text) => rankingOf(index.search(text).map(({ item, score }) => ({ id: item.id, score: relevanceOf(score) })));
}

/** Fuse counts the distance, a product over all texts of a row: 1 has nothing in common, 0 is as near as can be. */
function relevanceOf(distance = 1): number {
  // The logarithm keeps apart what is next to nothing.
  return -Math.log(Math.max(distance, Number.MIN_VALUE));
}
