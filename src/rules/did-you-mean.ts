import { editDistance, lettersOf, mayBeWithin } from '../facts/edit-distance.ts';

/** "did you mean" for a misspelt word: the nearest candidate within a third of its length, else undefined. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  return near(word, readied(candidates))[0];
}

/** Words that are kept, and the longest of them: what a hostile batch can make grow stays small. */
const MOST_KEPT = 1024;
const LONGEST_KEPT = 80;

/**
 * All candidates that a misspelt word may mean, nearest first. What was found for a word is kept: the records of a batch
 * have the same columns, and so the same mistakes, again and again.
 */
export function nearAmong(candidates: Iterable<string>): (word: string) => readonly string[] {
  const all = readied(candidates);
  const kept = new Map<string, readonly string[]>();
  return (word) => {
    const earlier = kept.get(word);
    if (earlier !== undefined) return earlier;
    const found = near(word, all);
    if (word.length > LONGEST_KEPT) return found;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(word, found);
    return found;
  };
}

interface Candidate {
  readonly name: string;
  readonly lower: string;
  readonly letters: number;
}

function readied(names: Iterable<string>): readonly Candidate[] {
  return Array.from(names, (name) => {
    const lower = name.toLowerCase();
    return { name, lower, letters: lettersOf(lower) };
  });
}

/** The candidates within a third of the word's length, nearest first; of those that are as near, in their order. */
function near(word: string, candidates: readonly Candidate[]): readonly string[] {
  const most = Math.max(1, Math.floor(word.length / 3));
  const lower = word.toLowerCase();
  const letters = lettersOf(lower);
  const found: { readonly name: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    if (Math.abs(candidate.name.length - word.length) > most || !mayBeWithin(most, letters, candidate.letters))
      continue;
    const distance = editDistance(lower, candidate.lower, most);
    if (distance <= most) found.push({ name: candidate.name, distance });
  }
  return found.sort((a, b) => a.distance - b.distance).map(({ name }) => name);
}

/** The hint for a misspelt word, or for a word with no near neighbour the list of what is allowed. */
export function hintFor(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (candidates.length === 0) return 'nothing of the kind is declared here, nor in a pack that this one extends';
  const shown = candidates.slice(0, 12).join(', ');
  return candidates.length > 12 ? `known are ${shown}, …` : `known are ${shown}`;
}
