import type { Ranker } from './ranker.ts';

/** Rounds over all texts; before them comes one that does not count, in which code is compiled. */
const ROUNDS = 2;

/**
 * Median time per text of each ranker, in the unit of `now`. All take each text in turn, so that a busy moment hits all
 * alike, and each is first as often as the others.
 */
export function medianTimes(rankers: readonly Ranker[], texts: readonly string[], now: () => number): number[] {
  const times = rankers.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [at, text] of texts.entries()) {
      for (const offset of rankers.keys()) {
        const index = (at + offset) % rankers.length;
        const start = now();
        rankers[index]!(text);
        if (round > 0) times[index]!.push(now() - start);
      }
    }
  }
  return times.map(median);
}

/** At most `count` of all, evenly spread. */
export function spread<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, nth) => all[Math.floor(nth * step)]!);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
}
