import { rankSymptoms } from '../../src/match/rank.ts';
import type { WordIndex } from '../../src/match/word-evidence.ts';
import { indexWords } from '../../src/match/words/index-words.ts';
import { learnWords } from '../../src/match/words/learn-words.ts';
import type { Given, Ranker, System } from './ranker.ts';

/** Words alone: nothing but the text is known. */
export const deskmedic: System = {
  name: 'deskmedic',
  setUp: 'words alone, no facts; it abstains by itself',
  scores: 'probability',
  makeRanker,
};

function makeRanker(given: Given): Ranker {
  const { rules, context } = given;
  const index = makeIndex(given);
  return (text) => {
    const { candidates, none, abstained } = rankSymptoms(rules, index(text), new Map(), context);
    return {
      candidates: candidates.map(({ symptom, probability }) => ({ id: symptom.id, score: probability })),
      none,
      abstained,
    };
  };
}

/** The one place where the benches make deskmedic's index of words; learning takes some seconds. */
export function makeIndex({ rules, words }: Pick<Given, 'rules' | 'words'>): WordIndex {
  return indexWords(rules, learnWords(rules, words));
}
