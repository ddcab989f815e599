import type { PatternTable } from './bytes-to-find.ts';

/** How many bytes a sieve looks at in one place. */
export type GramSize = 4 | 8;

/** Tells of most places of a text, by one look at every few bytes, that no pattern stands there. */
export interface Sieve {
  readonly gram: GramSize;
  /** One place in so many is looked at. */
  readonly stride: number;
  /** By the first bits of a hash: the {@link marksOf} all hashes of patterns that begin so, together. */
  readonly marks: Int32Array;
  /** Where the entries of each bucket begin; the first bits of a hash say which it is. */
  readonly buckets: Int32Array;
  readonly bucketShift: number;
  /** Of each entry: the hash, whose it is, and how far from the beginning of the pattern it stands. */
  readonly hashes: Int32Array;
  readonly owners: Int32Array;
  readonly offsets: Uint8Array;
  /** The last four bytes of each pattern of the table, folded. */
  readonly endings: Int32Array;
}

const PRIMES = [0x9e3779b1, 0x85ebca77] as const;
/** Looking at fewer places than this is no faster, and takes more memory. */
const LONGEST_STRIDE = 8;
/** A pattern is told by the bytes up to here; where an entry stands in it fits into a byte. */
const FAR = 96;
/** The hash of four bytes, folded. */
export function hashFour(folded: number): number {
  return Math.imul(folded, PRIMES[0]);
}

/** The hash of eight bytes, folded. */
export function hashEight(first: number, second: number): number {
  return Math.imul(Math.imul(first, PRIMES[0]) ^ second, PRIMES[1]);
}

/**
 * Three bits of 32, by the rest of a hash. A sieve has a number of 32 bits for each gram in it, about, and one place in
 * some hundreds passes by mistake; one bit more would be too much for the cache of a processor.
 */
export function marksOf(hash: number): number {
  return (1 << hash) | (1 << (hash >>> 5)) | (1 << (hash >>> 10));
}

/**
 * A sieve of the patterns of `table` that `members` has; all must be of `shortest` bytes at least, and that more than
 * `gram`. Whatever byte a pattern begins at, one of the places that are looked at lies so that a gram of it is there,
 * and of the grams at such places the one is noted that the fewest others have.
 */
export function buildSieve(table: PatternTable, members: readonly number[], gram: GramSize, shortest: number): Sieve {
  const stride = Math.min(shortest - gram + 1, LONGEST_STRIDE);
  const size = members.length * stride;
  const bucketBits = Math.min(22, Math.max(4, Math.ceil(Math.log2(size + 1))));
  const hashes = new Int32Array(size);
  const owners = new Int32Array(size);
  const offsets = new Uint8Array(size);
  const loads = new Int32Array(2 ** bucketBits);
  let entry = 0;
  for (const pattern of members) {
    for (let phase = 0; phase < stride; phase += 1) {
      const { hash, offset } = rarestGram(table, pattern, gram, phase, stride, loads, 32 - bucketBits);
      hashes[entry] = hash;
      owners[entry] = pattern;
      offsets[entry] = offset;
      entry += 1;
    }
  }
  return {
    gram,
    stride,
    marks: marksOfAll(hashes, 32 - bucketBits),
    ...inBuckets(hashes, owners, offsets, loads, 32 - bucketBits),
    bucketShift: 32 - bucketBits,
    endings: Int32Array.from({ length: table.count }, (_, pattern) =>
      table.foldedAt(pattern, table.lengthOf(pattern) - 4),
    ),
  };
}

function rarestGram(
  table: PatternTable,
  pattern: number,
  gram: GramSize,
  phase: number,
  stride: number,
  loads: Int32Array,
  shift: number,
): { readonly hash: number; readonly offset: number } {
  let best = { hash: 0, offset: 0, load: Infinity };
  const last = Math.min(table.lengthOf(pattern), FAR) - gram;
  for (let offset = phase; offset <= last && best.load > 0; offset += stride) {
    const first = table.foldedAt(pattern, offset);
    const hash = gram === 4 ? hashFour(first) : hashEight(first, table.foldedAt(pattern, offset + 4));
    const load = loads[hash >>> shift] as number;
    if (load < best.load) best = { hash, offset, load };
  }
  loads[best.hash >>> shift] = best.load + 1;
  return best;
}

function marksOfAll(hashes: Int32Array, shift: number): Int32Array {
  const marks = new Int32Array(2 ** (32 - shift));
  for (const hash of hashes) marks[hash >>> shift] = (marks[hash >>> shift] as number) | marksOf(hash);
  return marks;
}

/** The entries in the order of their buckets. */
function inBuckets(
  hashes: Int32Array,
  owners: Int32Array,
  offsets: Uint8Array,
  loads: Int32Array,
  shift: number,
): Pick<Sieve, 'buckets' | 'hashes' | 'owners' | 'offsets'> {
  const buckets = new Int32Array(loads.length + 1);
  loads.forEach((load, bucket) => (buckets[bucket + 1] = (buckets[bucket] as number) + load));
  const next = buckets.slice();
  const sorted = {
    hashes: new Int32Array(hashes.length),
    owners: new Int32Array(hashes.length),
    offsets: new Uint8Array(hashes.length),
  };
  hashes.forEach((hash, entry) => {
    const place = next[hash >>> shift] as number;
    next[hash >>> shift] = place + 1;
    sorted.hashes[place] = hash;
    sorted.owners[place] = owners[entry] as number;
    sorted.offsets[place] = offsets[entry] as number;
  });
  return { buckets, ...sorted };
}
