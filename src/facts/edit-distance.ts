/**
 * Mistakes that make one word of the other (Damerau–Levenshtein, optimal string alignment: a swapped pair of letters
 * counts once). Any number above `most` is told as one more than `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  const width = b.length + 1;
  let before = Array<number>(width).fill(0);
  let above = Array.from(before, (_, column) => column);
  let current = [...before];
  for (let row = 1; row <= a.length; row++) {
    const [letter, earlier] = [a.charCodeAt(row - 1), a.charCodeAt(row - 2)];
    current[0] = row;
    let least = row;
    for (let column = 1; column < width; column++) {
      const other = b.charCodeAt(column - 1);
      let cost = Math.min(
        above[column]! + 1,
        current[column - 1]! + 1,
        above[column - 1]! + (letter === other ? 0 : 1),
      );
      if (earlier === other && row > 1 && column > 1 && letter === b.charCodeAt(column - 2))
        cost = Math.min(cost, before[column - 2]! + 1);
      current[column] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    [before, above, current] = [above, current, before];
  }
  return Math.min(above[b.length]!, most + 1);
}

/** The letters of a word as bits; some letters share one. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/**
 * Whether two words can be so few mistakes apart, by their letters alone: a mistake takes one letter away and brings another
 * at most. It is quicker by far than to count the mistakes.
 *
 * @param letters those of one word, as {@link lettersOf} gives them; `others` those of the other
 */
export function mayBeWithin(mistakes: number, letters: number, others: number): boolean {
  return !hasMoreBits(letters ^ others, 2 * mistakes);
}

function hasMoreBits(number: number, most: number): boolean {
  let left = number;
  for (let count = 0; count < most; count++) left &= left - 1;
  return left !== 0;
}
