import type { Candidate, Given, Ranking } from './ranker.ts';
import type { RowTexts } from './row-texts.ts';

/** Stands for all texts that belong to no row. */
const UNLISTED = 'unlisted';

/** What a search library is given: a record a row, and one of the texts that belong to none, if there are any. */
export function recordsFor({ rows, unlisted }: Given): readonly RowTexts[] {
  if (unlisted.length === 0) return rows;
  return [...rows, { id: UNLISTED, symptom: '', screenText: [], phrases: unlisted }];
}

/**
 * What its finds say, the best first. A row found ahead of the unlisted texts (1 … 2) is surer than one found behind
 * them (0 … 1), whatever the text; of all ways tried to make use of them, this one serves the libraries best.
 */
export function rankingOf(found: readonly Candidate[]): Ranking {
  const unlisted = found.find(({ id }) => id === UNLISTED)?.score ?? 0;
  const candidates = found
    .filter(({ id }) => id !== UNLISTED)
    .map(({ id, score }) => ({ id, score: (score > unlisted ? 1 : 0) + score / (score + 1) }));
  return { candidates, abstained: false };
}
