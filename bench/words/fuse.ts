import Fuse, { type IFuseOptions } from 'fuse.js';
import type { Given, Ranker, System } from './ranker.ts';
import type { RowTexts } from './row-texts.ts';

/** One record a row, each of its texts compared by itself. */
export const fuse: System = {
  name: 'fuse',
  setUp: 'its defaults (threshold 0.6, near the beginning)',
  isProbability: false,
  makeRanker: (given) => makeRanker(given, {}),
};

/** Anywhere in a text. */
export const fuseTuned: System = {
  name: 'fuse+',
  setUp: 'anywhere in a text, threshold 0.6',
  isProbability: false,
  makeRanker: (given) => makeRanker(given, { ignoreLocation: true, threshold: 0.6 }),
};

function makeRanker({ rows }: Given, options: IFuseOptions<RowTexts>): Ranker {
  const index = new Fuse(rows, { ...options, keys: ['symptom', 'screenText', 'phrases'], includeScore: true });
  return (text) => ({
    // Fuse counts the distance: 0 is the same text, 1 has nothing in common.
    candidates: index.search(text).map(({ item, score }) => ({ id: item.id, score: 1 - (score ?? 1) })),
  });
}
