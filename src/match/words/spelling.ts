import { editDistance, lettersOf, mayBeWithin } from '../../facts/edit-distance.ts';

/** Shorter words have too many neighbours to guess which was meant; at this length only swapped letters are. */
const SHORTEST = 4;
/** From this length on two mistakes are forgiven. */
const LONG = 9;
const LETTERS = /^\p{L}+$/u;

/**
 * Finds the word that was meant: the known word that differs by one mistake (a letter missing, too many, wrong, or two
 * swapped; two mistakes in long words) and begins with the same letter, or has its first two swapped. Of several the
 * nearest, then the shortest, then the one that is known best.
 *
 * @param known words, the best known first
 */
export function spellingOf(known: readonly string[]): (word: string) => string {
  let isKnown: ReadonlySet<string> | undefined;
  let neighbours: Neighbours | undefined;
  return (word) => {
    if (word.length < SHORTEST) return word;
    isKnown ??= new Set(known);
    if (isKnown.has(word) || !LETTERS.test(word)) return word;
    return nearest(word, (neighbours ??= sortWords(known))) ?? word;
  };
}

/** Known words that are alike, and for each its letters. */
interface Alike {
  readonly words: string[];
  readonly letters: number[];
}

/** Known words by first letter, then by length. */
type Neighbours = ReadonlyMap<string, readonly (Alike | undefined)[]>;

function sortWords(known: readonly string[]): Neighbours {
  const sorted = new Map<string, Alike[]>();
  for (const word of known) {
    if (word.length < SHORTEST || !LETTERS.test(word)) continue;
    let byLength = sorted.get(word[0]!);
    if (byLength === undefined) sorted.set(word[0]!, (byLength = []));
    const alike = (byLength[word.length] ??= { words: [], letters: [] });
    alike.words.push(word);
    alike.letters.push(lettersOf(word));
  }
  return sorted;
}

function nearest(word: string, neighbours: Neighbours): string | undefined {
  const most = word.length >= LONG ? 2 : 1;
  const own = lettersOf(word);
  const beginnings = [neighbours.get(word[0]!), neighbours.get(word[1]!)];
  let best: string | undefined;
  let allowed = most;
  const spare = word.length === SHORTEST ? 0 : most;
  for (let length = word.length - spare; length <= word.length + spare; length++) {
    for (const byLength of beginnings) {
      const { words, letters } = byLength?.[length] ?? NOBODY;
      for (let at = 0; at < words.length; at++) {
        if (!mayBeWithin(spare === 0 ? 0 : allowed, own, letters[at]!)) continue;
        const candidate = words[at]!;
        if (!beginsAlike(word, candidate)) continue;
        const mistakes = editDistance(word, candidate, allowed);
        if (mistakes > allowed || (mistakes === allowed && best !== undefined)) continue;
        best = candidate;
        allowed = mistakes;
      }
    }
  }
  return best;
}

const NOBODY: Alike = { words: [], letters: [] };

function beginsAlike(a: string, b: string): boolean {
  return a[0] === b[0] || (a[0] === b[1] && a[1] === b[0]);
}
