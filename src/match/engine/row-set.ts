/** Rows of the rules by their place in the pack: bit `place` is bit `place & 31` of word `place >> 5`. */
export type RowSet = Int32Array;

/** Words that hold so many bits. */
export function wordsFor(bits: number): number {
  return (bits + 31) >>> 5;
}

/** Puts a place into a set. */
export function include(set: RowSet, place: number): void {
  set[place >>> 5]! |= 1 << (place & 31);
}

/** Whether a place is in a set. */
export function includes(set: RowSet, place: number): boolean {
  return ((set[place >>> 5]! >>> (place & 31)) & 1) === 1;
}

/** Bits that are set in one word. */
export function countOf(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** How many places a set has. */
export function sizeOf(set: RowSet): number {
  let size = 0;
  for (let at = 0; at < set.length; at++) size += countOf(set[at]!);
  return size;
}

/** The places of a set, ascending. */
export function placesOf(set: RowSet): number[] {
  const places: number[] = [];
  for (let at = 0; at < set.length; at++) {
    for (let left = set[at]!; left !== 0; left &= left - 1) places.push(at * 32 + 31 - Math.clz32(left & -left));
  }
  return places;
}

/** The set of all places below `size`. */
export function allOf(size: number): RowSet {
  const set = new Int32Array(wordsFor(size)).fill(-1);
  if ((size & 31) !== 0) set[set.length - 1] = (1 << (size & 31)) - 1;
  return set;
}
