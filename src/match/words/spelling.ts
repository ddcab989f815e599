import { editDistance } from '../../facts/edit-distance.ts';

/** Shorter words have too many neighbours to guess which was meant. */
const SHORTEST = 5;
/** From this length on two mistakes are forgiven. */
const LONG = 9;
const LETTERS = /^\p{L}+$/u;
/** Corrections that are remembered. */
const MOST = 20_000;

/**
 * Finds the word that was meant: the known word that differs by one mistake (a letter missing, too many, wrong, or two
 * swapped; two mistakes in long words) and begins with the same letter, or has its first two swapped. Of several the
 * nearest, then the shortest, then the one that is known best.
 *
 * @param known words, the best known first
 */
export function spellingOf(known: readonly string[]): (word: string) => string {
  const isKnown = new Set(known);
  const remembered = new Map<string, string>();
  let byLength: Map<number, string[]> | undefined;
  return (word) => {
    if (word.length < SHORTEST || isKnown.has(word) || !LETTERS.test(word)) return word;
    const earlier = remembered.get(word);
    if (earlier !== undefined) return earlier;
    byLength ??= sortByLength(known);
    const meant = nearest(word, byLength) ?? word;
    if (remembered.size >= MOST) remembered.clear();
    remembered.set(word, meant);
    return meant;
  };
}

function sortByLength(known: readonly string[]): Map<number, string[]> {
  const byLength = new Map<number, string[]>();
  for (const word of known) {
    if (word.length < SHORTEST - 1 || !LETTERS.test(word)) continue;
    const alike = byLength.get(word.length);
    if (alike === undefined) byLength.set(word.length, [word]);
    else alike.push(word);
  }
  return byLength;
}

function nearest(word: string, byLength: ReadonlyMap<number, readonly string[]>): string | undefined {
  const most = word.length >= LONG ? 2 : 1;
  let best: string | undefined;
  let allowed = most;
  for (let length = word.length - most; length <= word.length + most; length++) {
    for (const candidate of byLength.get(length) ?? []) {
      if (!beginsAlike(word, candidate)) continue;
      const mistakes = editDistance(word, candidate, allowed);
      if (mistakes > allowed || (mistakes === allowed && best !== undefined)) continue;
      best = candidate;
      allowed = mistakes;
    }
  }
  return best;
}

function beginsAlike(a: string, b: string): boolean {
  return a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
}
