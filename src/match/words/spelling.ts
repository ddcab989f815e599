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
  let isKnown: ReadonlySet<string> | undefined;
  const remembered = new Map<string, string>();
  let neighbours: Neighbours | undefined;
  return (word) => {
    if (word.length < SHORTEST) return word;
    isKnown ??= new Set(known);
    if (isKnown.has(word) || !LETTERS.test(word)) return word;
    const earlier = remembered.get(word);
    if (earlier !== undefined) return earlier;
    neighbours ??= sortWords(known);
    const meant = nearest(word, neighbours) ?? word;
    if (remembered.size >= MOST) remembered.clear();
    remembered.set(word, meant);
    return meant;
  };
}

/** Known words by length and first letter: `9r` → those of nine letters that begin with r. */
type Neighbours = ReadonlyMap<string, readonly string[]>;

function sortWords(known: readonly string[]): Neighbours {
  const sorted = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < SHORTEST - 1 || !LETTERS.test(word)) continue;
    const key = `${word.length}${word[0]}`;
    const alike = sorted.get(key);
    if (alike === undefined) sorted.set(key, [word]);
    else alike.push(word);
  }
  return sorted;
}

function nearest(word: string, neighbours: Neighbours): string | undefined {
  const most = word.length >= LONG ? 2 : 1;
  let best: string | undefined;
  let allowed = most;
  for (let length = word.length - most; length <= word.length + most; length++) {
    const candidates = [word[0]!, word[1]!].flatMap((first) => neighbours.get(`${length}${first}`) ?? []);
    for (const candidate of candidates) {
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
