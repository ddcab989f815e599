import MiniSearch, { type SearchOptions } from 'minisearch';
import type { Given, Ranker, System } from './ranker.ts';

const FIELDS = ['symptom', 'screenText', 'phrases'];

/** One document a row; any word of the text may match. */
export const minisearch: System = {
  name: 'minisearch',
  setUp: 'its defaults (any word matches)',
  isProbability: false,
  makeRanker: (given) => makeRanker(given, {}),
};

/** Its makers' own means against typos and endings. */
export const minisearchTuned: System = {
  name: 'minisearch+',
  setUp: 'prefix, fuzzy 0.2, boosts: screen text 3, symptom 2, phrases 1',
  isProbability: false,
  makeRanker: (given) =>
    makeRanker(given, { prefix: true, fuzzy: 0.2, boost: { screenText: 3, symptom: 2, phrases: 1 } }),
};

function makeRanker({ rows }: Given, options: SearchOptions): Ranker {
  const index = new MiniSearch({ fields: FIELDS, searchOptions: options });
  index.addAll(
    rows.map(({ id, symptom, screenText, phrases }) => ({
      id,
      symptom,
      screenText: screenText.join('\n'),
      phrases: phrases.join('\n'),
    })),
  );
  return (text) => ({ candidates: index.search(text).map(({ id, score }) => ({ id: id as string, score })) });
}
