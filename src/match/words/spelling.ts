import { editDistance } from '../../facts/edit-distance.ts';

/** Shorter words have too many neighbours to guess which was meant; at this length only swapped letters are. */
const SHORTEST = 4;
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

/** A known word, and which letters it has. */
interface Known {
  readonly word: string;
  readonly letters: number;
}

/** Known words by length and first letter: `9r` → those of nine letters that begin with r. */
type Neighbours = ReadonlyMap<string, readonly Known[]>;

function sortWords(known: readonly string[]): Neighbours {
  const sorted = new Map<string, Known[]>();
  for (const word of known) {
    if (word.length < SHORTEST || !LETTERS.test(word)) continue;
    const key = `${word.length}${word[0]}`;
    const alike = sorted.get(key);
    const entry = { word, letters: lettersOf(word) };
    if (alike === undefined) sorted.set(key, [entry]);
    else alike.push(entry);
  }
  return sorted;
}

function nearest(word: string, neighbours: Neighbours): string | undefined {
  const most = word.length >= LONG ? 2 : 1;
  const own = lettersOf(word);
  let best: string | undefined;
  let allowed = most;
  const spare = word.length === SHORTEST ? 0 : most;
  for (let length = word.length - spare; length <= word.length + spare; length++) {
    const candidates = [word[0]!, word[1]!].flatMap((first) => neighbours.get(`${length}${first}`) ?? []);
    for (const { word: candidate, letters } of candidates) {
      // A mistake takes one letter away and brings another at most; to look at letters alone is quicker by far.
      const apart = spare === 0 ? 0 : 2 * allowed;
      if (bitsIn(own ^ letters) > apart || !beginsAlike(word, candidate)) continue;
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

/** The letters of a word as bits; some letters share one. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitsIn(number: number): number {
  let count = 0;
  for (let left = number; left !== 0; left &= left - 1) count++;
  return count;
}
