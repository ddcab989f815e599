import type { Span } from '../kind.ts';
import { rememberLast } from './remember-last.ts';

/** Where digits stand in a text, group by group, in order. */
export interface DigitGroups {
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Digits that may belong to one number: the groups from `first` up to and with `last`. */
export interface DigitRun extends Span {
  readonly first: number;
  readonly last: number;
}

/** How digits are grouped that belong to one number. */
export interface Grouping {
  /** What may stand between two groups. */
  readonly signs: string;
  /** What may stand there as well, sticky. */
  readonly escapes?: RegExp;
  /** The most signs between two groups. */
  readonly widest: number;
  /** How many digits there are at least. */
  readonly least: number;
}

const [ZERO, NINE] = ['0', '9'].map((digit) => digit.charCodeAt(0)) as [number, number];

/** Where digits stand in a text. */
export const digitGroups = rememberLast((text: string): DigitGroups => {
  const most = (text.length >> 1) + 1;
  const [starts, ends] = [new Int32Array(most), new Int32Array(most)];
  let count = 0;
  let isInside = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isDigit = code >= ZERO && code <= NINE;
    if (isDigit === isInside) continue;
    if (isDigit) starts[count] = at;
    else ends[count++] = at;
    isInside = isDigit;
  }
  if (isInside) ends[count++] = text.length;
  return { count, starts, ends };
});

/** The runs of digits of a text that are grouped so, each as long as it goes; what is read last is remembered. */
export function digitRuns({ signs, escapes, widest, least }: Grouping): (text: string) => readonly DigitRun[] {
  const known = new Set(signs);
  const isGap = (text: string, from: number, to: number): boolean => {
    for (let at = from; at < to; at += 1) if (!known.has(text[at]!)) return false;
    return true;
  };
  /** The group that follows in the same number; the same one when there is none. */
  const following = (text: string, groups: DigitGroups, nth: number): number => {
    const from = groups.ends[nth]!;
    if (
      nth + 1 < groups.count &&
      groups.starts[nth + 1]! - from <= widest &&
      isGap(text, from, groups.starts[nth + 1]!)
    )
      return nth + 1;
    if (escapes === undefined) return nth;
    escapes.lastIndex = from;
    if (!escapes.test(text)) return nth;
    // Digits of the escape belong to it.
    let next = nth + 1;
    while (next < groups.count && groups.ends[next]! <= escapes.lastIndex) next += 1;
    return next < groups.count && groups.starts[next]! <= escapes.lastIndex ? next : nth;
  };
  return rememberLast((text) => {
    const groups = digitGroups(text);
    const { starts, ends } = groups;
    const runs: DigitRun[] = [];
    for (let first = 0; first < groups.count;) {
      let last = first;
      let digits = ends[first]! - starts[first]!;
      for (let next = following(text, groups, last); next !== last; next = following(text, groups, last)) {
        last = next;
        digits += ends[last]! - starts[last]!;
      }
      if (digits >= least) runs.push({ first, last, start: starts[first]!, end: ends[last]! });
      first = last + 1;
    }
    return runs;
  });
}

/**
 * Where numbers may begin in runs of digits: with each group, and within one that begins with the end of an escape, as
 * in `%204111`.
 */
export function beginningsIn(text: string, runs: readonly DigitRun[]): readonly number[] {
  const { starts } = digitGroups(text);
  const places: number[] = [];
  for (const { first, last } of runs)
    for (let nth = first; nth <= last; nth += 1) {
      const start = starts[nth]!;
      places.push(start);
      if (text[start - 1] === '%') places.push(start + 1, start + 2);
      else if (text[start - 2] === '%') places.push(start + 1);
    }
  return places;
}
