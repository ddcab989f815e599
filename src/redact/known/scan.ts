import { fold, packPatterns, type Pattern, type PatternTable } from './bytes-to-find.ts';
import { buildSieve, hashEight, hashFour, marksOf, type Sieve } from './sieve.ts';

/** The length from which patterns have a sieve that looks at eight bytes, which tell far more. */
const LONG = 12;
/** No pattern is shorter. */
const SHORTEST_PATTERN = 6;

/** Bytes in which patterns are looked for, and what was found in them. */
export interface Window {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** By place: the pattern that begins there, plus one; 0 where there is none. */
  readonly found: Int32Array;
}

/** Finds many patterns at once. */
export interface Scanner {
  /** The length of the longest pattern. */
  readonly longest: number;
  lengthOf(pattern: number): number;
  /**
   * Notes in `window.found` the longest pattern that begins at each place from `from` on, up to `limit`, and stands
   * whole before `end`; of equally long ones the first of the list. `isHit` has the last word on each. Tells whether
   * there is any.
   */
  scan(window: Window, from: number, limit: number, end: number, isHit: IsHit): boolean;
}

/** Whether a pattern that stands at `start` of the window counts there. */
export type IsHit = (pattern: number, start: number) => boolean;

interface Search {
  readonly table: PatternTable;
  readonly sieve: Sieve;
  readonly window: Window;
  readonly from: number;
  readonly limit: number;
  readonly end: number;
  readonly isHit: IsHit;
}

export function newWindow(size: number): Window {
  const bytes = Buffer.alloc(size);
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, size), found: new Int32Array(size) };
}

/** A scanner for patterns of at least {@link SHORTEST_PATTERN} bytes; how many there are hardly matters to its speed. */
export function newScanner(patterns: Iterable<Pattern>): Scanner {
  const table = packPatterns(patterns);
  const all = Array.from({ length: table.count }, (_, index) => index);
  const short = all.filter((pattern) => table.lengthOf(pattern) < LONG);
  const long = all.filter((pattern) => table.lengthOf(pattern) >= LONG);
  const shortest = (members: readonly number[]): number =>
    members.reduce((least, pattern) => Math.min(least, table.lengthOf(pattern)), Infinity);
  if (shortest(all) < SHORTEST_PATTERN) throw new RangeError('A pattern is too short to be looked for.');
  const sieves: Sieve[] = [];
  if (short.length > 0) sieves.push(buildSieve(table, short, 4, shortest(short)));
  if (long.length > 0) sieves.push(buildSieve(table, long, 8, shortest(long)));

  function scan(window: Window, from: number, limit: number, end: number, isHit: IsHit): boolean {
    let hits = 0;
    for (const sieve of sieves) {
      const search: Search = { table, sieve, window, from, limit, end, isHit };
      hits += sieve.gram === 4 ? scanByFour(search) : scanByEight(search);
    }
    return hits > 0;
  }

  return { longest: table.longest, lengthOf: table.lengthOf, scan };
}

function scanByFour(search: Search): number {
  const { marks, bucketShift, stride } = search.sieve;
  const { view } = search.window;
  const last = search.end - 4;
  let hits = 0;
  for (let at = search.from; at <= last; at += stride) {
    const hash = hashFour(fold(view.getInt32(at, true)));
    const wanted = marksOf(hash);
    if (((marks[hash >>> bucketShift] as number) & wanted) === wanted) hits += lookCloser(search, at, hash);
  }
  return hits;
}

function scanByEight(search: Search): number {
  const { marks, bucketShift, stride } = search.sieve;
  const { view } = search.window;
  const last = search.end - 8;
  let hits = 0;
  for (let at = search.from; at <= last; at += stride) {
    const hash = hashEight(fold(view.getInt32(at, true)), fold(view.getInt32(at + 4, true)));
    const wanted = marksOf(hash);
    if (((marks[hash >>> bucketShift] as number) & wanted) === wanted) hits += lookCloser(search, at, hash);
  }
  return hits;
}

/** Notes the patterns that have a gram of this hash at `at`, and tells how many do. */
function lookCloser({ table, sieve, window, from, limit, end, isHit }: Search, at: number, hash: number): number {
  const { found, view, bytes } = window;
  const bucket = hash >>> sieve.bucketShift;
  const stop = sieve.buckets[bucket + 1] as number;
  let hits = 0;
  for (let entry = sieve.buckets[bucket] as number; entry < stop; entry += 1) {
    if (sieve.hashes[entry] !== hash) continue;
    const start = at - (sieve.offsets[entry] as number);
    if (start < from || start >= limit) continue;
    const pattern = sieve.owners[entry] as number;
    const length = table.lengthOf(pattern);
    if (start + length > end) continue;
    if (fold(view.getInt32(start + length - 4, true)) !== sieve.endings[pattern]) continue;
    if (!isBetter(table, pattern, length, (found[start] as number) - 1)) continue;
    if (!table.standsIn(bytes, start, pattern) || !isHit(pattern, start)) continue;
    found[start] = pattern + 1;
    hits += 1;
  }
  return hits;
}

function isBetter(table: PatternTable, pattern: number, length: number, known: number): boolean {
  if (known < 0) return true;
  const longest = table.lengthOf(known);
  return length > longest || (length === longest && pattern < known);
}
