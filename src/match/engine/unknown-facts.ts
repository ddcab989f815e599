/** The union of the bits of all facts but the first `count` of the known ones; the result holds until the next call. */
export type UnknownBits = (known: Int32Array, count: number) => Int32Array;

/** Sets of known facts whose union is kept, as long as they take no more room than this. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * What facts say while they are unknown, for all that are, without going through them: unions of runs of facts are made
 * once, and those that a known fact is not in are joined. `bits` has a set for each fact.
 */
export function unknownBits(bits: readonly Int32Array[], words: number): UnknownBits {
  const tree = buildTree(bits, 0, bits.length, words);
  const maskWords = (bits.length + 31) >>> 5;
  const mask = new Int32Array(maskWords);
  const most = Math.max(1, Math.floor(MOST_BYTES / (4 * (words + maskWords) + 100)));
  const kept = new Map<number, { readonly mask: Int32Array; readonly union: Int32Array }>();
  return (known, count) => {
    for (let at = 0; at < maskWords; at++) mask[at] = 0;
    for (let at = 0; at < count; at++) mask[known[at]! >>> 5]! |= 1 << (known[at]! & 31);
    let hash = 0;
    for (let at = 0; at < maskWords; at++) hash = Math.imul(hash ^ mask[at]!, 0x9e37_79b1) ^ (hash >>> 15);
    const earlier = kept.get(hash);
    if (earlier !== undefined && isSame(earlier.mask, mask)) return earlier.union;
    const union = new Int32Array(words);
    if (tree !== undefined) addUnknown(tree, mask, union);
    if (kept.size >= most) kept.clear();
    kept.set(hash, { mask: mask.slice(), union });
    return union;
  };
}

/** The union of a run of facts, and its two halves. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly union: Int32Array;
  readonly halves: readonly Run[];
}

function buildTree(bits: readonly Int32Array[], from: number, to: number, words: number): Run | undefined {
  if (to <= from) return undefined;
  if (to - from === 1) return { from, to, union: bits[from]!, halves: [] };
  const middle = (from + to) >>> 1;
  const halves = [buildTree(bits, from, middle, words)!, buildTree(bits, middle, to, words)!];
  const union = new Int32Array(words);
  for (const half of halves) join(union, half.union);
  return { from, to, union, halves };
}

function addUnknown({ from, to, union, halves }: Run, mask: Int32Array, into: Int32Array): void {
  if (!isAnyIn(mask, from, to)) return join(into, union);
  for (const half of halves) addUnknown(half, mask, into);
}

function isAnyIn(mask: Int32Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (((mask[at >>> 5]! >>> (at & 31)) & 1) === 1) return true;
  return false;
}

function join(into: Int32Array, bits: Int32Array): void {
  for (let at = 0; at < into.length; at++) into[at]! |= bits[at]!;
}

function isSame(one: Int32Array, other: Int32Array): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
