import { sameLetters } from './same-letter.ts';

/** By word the places in a text where it begins, in order; nothing for a word that does not stand there. */
export type WordPlaces = readonly (readonly number[] | undefined)[];

/** The states of a search are the rows of a table, each with a column for any letter of the words. */
interface Automaton {
  /** By place of a cell: where the row of the next state begins. */
  readonly next: Int32Array;
  /** By the beginning of a row: the words that end there. */
  readonly ends: ReadonlyMap<number, readonly number[]>;
}

/**
 * Finds many words at once, in one pass over the text (Aho and Corasick 1975), in capitals or not. The words are as
 * {@link sameLetters} gives them, and none is empty.
 */
export function wordFinder(words: readonly string[]): (text: string) => WordPlaces {
  const columns = new Map([...new Set(words.join(''))].map((letter, nth) => [letter.charCodeAt(0), nth + 1]));
  const columnOf = (code: number): number => columns.get(sameLetters(String.fromCharCode(code)).charCodeAt(0)) ?? 0;
  const ascii = Int32Array.from({ length: 128 }, (_, code) => columnOf(code));
  const { next, ends } = automaton(words, columnOf, columns.size + 1);
  const isEnd = new Uint8Array(next.length);
  for (const row of ends.keys()) isEnd[row] = 1;
  const lengths = words.map((word) => word.length);
  return (text) => {
    const places: (number[] | undefined)[] = Array<undefined>(words.length).fill(undefined);
    let row = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      row = next[row + (code < 128 ? ascii[code]! : columnOf(code))]!;
      if (isEnd[row] === 0) continue;
      for (const word of ends.get(row)!) (places[word] ??= []).push(at + 1 - lengths[word]!);
    }
    return places;
  };
}

function automaton(words: readonly string[], columnOf: (code: number) => number, width: number): Automaton {
  const next = new Int32Array(words.reduce((sum, word) => sum + word.length, 1) * width);
  const ends = new Map<number, readonly number[]>();
  let rows = 1;
  for (const [nth, word] of words.entries()) {
    let row = 0;
    for (let at = 0; at < word.length; at += 1) {
      const cell = row + columnOf(word.charCodeAt(at));
      if (next[cell] === 0) next[cell] = width * rows++;
      row = next[cell]!;
    }
    ends.set(row, [...(ends.get(row) ?? []), nth]);
  }
  /** Of each row the one of the longest ending of what was read that is itself the beginning of a word. */
  const shorter = new Int32Array(rows);
  const queue = Array.from(next.subarray(0, width)).filter((row) => row > 0);
  for (let head = 0; head < queue.length; head += 1) {
    const row = queue[head]!;
    const back = shorter[row / width]!;
    const inherited = ends.get(back);
    if (inherited !== undefined) ends.set(row, [...(ends.get(row) ?? []), ...inherited]);
    for (let column = 0; column < width; column += 1) {
      const onward = next[back + column]!;
      const cell = row + column;
      if (next[cell] === 0) next[cell] = onward;
      else {
        shorter[next[cell]! / width] = onward;
        queue.push(next[cell]!);
      }
    }
  }
  return { next: next.slice(0, rows * width), ends };
}
