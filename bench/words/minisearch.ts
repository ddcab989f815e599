import MiniSearch, { type SearchOptions } from 'minisearch';
import type { Given, Ranker, System } from './ranker.ts';
import { rankingOf, recordsFor } from './record.ts';

/** As it comes: any word of the text may match. */
export const minisearch: System = {
  name: 'minisearch',
  setUp: 'as it comes: any word may match',
  scores: 'relevance',
  makeRanker: (given) => makeRanker(given, {}),
};

/** The best of some dozens of simple set-ups that were tried. */
export const minisearchTuned: System = {
  name: 'minisearch+',
  setUp: 'prefixes of 4 letters or more, fuzzy 0.1 from 5 letters on, phrases count four times',
  scores: 'relevance',
  makeRanker: (given) =>
    makeRanker(given, {
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 4 ? 0.1 : false),
      boost: { phrases: 4 },
    }),
};

function makeRanker(given: Given, searchOptions: SearchOptions): Ranker {
  const index = new MiniSearch({ fields: ['symptom', 'screenText', 'phrases'], searchOptions });
  for (const { id, symptom, screenText, phrases } of recordsFor(given))
    index.add({ id, symptom, screenText: screenText.join('\n'), phrases: phrases.join('\n') });
  return (text) => rankingOf(index.search(text).map(({ id, score }) => ({ id: String(id), score })));
}
