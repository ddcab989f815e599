/** When something of one kind happened: the first and the last time within one second, and in which entry first. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  readonly line: number;
}

/** The seconds in which something of one kind happened: as much memory as the file has seconds, not as it has entries. */
export interface Moments {
  add(moment: number | undefined, line: number): void;
  /** In the order of time. */
  sorted(): readonly Moment[];
  /** Whether it happened between these moments, both included. Reaches no further than a minute. */
  anyWithin(from: number, to: number): boolean;
  /** How many were added. */
  count(): number;
  /** Whether the file has more seconds than are kept: then nothing may be concluded from what is missing. */
  isIncomplete(): boolean;
}

/** Seconds that are kept: more than a day of something each second. */
const MOST = 100_000;

/** An empty collection. */
export function createMoments(): Moments {
  const seconds = new Map<number, Moment>();
  let count = 0;
  let isIncomplete = false;
  return {
    add(moment, line) {
      if (moment === undefined) return;
      count += 1;
      const second = Math.floor(moment / 1000);
      const known = seconds.get(second);
      if (known === undefined && seconds.size >= MOST) isIncomplete = true;
      else if (known === undefined) seconds.set(second, { first: moment, last: moment, line });
      else if (moment < known.first || moment > known.last)
        seconds.set(second, {
          first: Math.min(known.first, moment),
          last: Math.max(known.last, moment),
          line: moment < known.first ? line : known.line,
        });
    },
    sorted: () => [...seconds.values()].sort((a, b) => a.first - b.first),
    anyWithin(from, to) {
      const end = Math.min(to, from + 60_000);
      for (let second = Math.floor(from / 1000); second * 1000 <= end; second++) {
        const known = seconds.get(second);
        if (
          known !== undefined &&
          ((known.first >= from && known.first <= end) || (known.last >= from && known.last <= end))
        )
          return true;
      }
      return false;
    },
    count: () => count,
    isIncomplete: () => isIncomplete,
  };
}
