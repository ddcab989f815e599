import { editDistance } from '../facts/edit-distance.ts';

/** "did you mean" for a misspelt word: the nearest candidate within a third of its length, else undefined. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = candidate;
    }
  }
  return best;
}

/** The hint for a misspelt word, or for a word with no near neighbour the list of what is allowed. */
export function hintFor(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (candidates.length === 0) return 'nothing of the kind is declared here, nor in a pack that this one extends';
  const shown = candidates.slice(0, 12).join(', ');
  return candidates.length > 12 ? `known are ${shown}, …` : `known are ${shown}`;
}
