import type { RecordedGap, RecordedReading } from '../../case/record-reading.ts';
import { gapCause, gapLength } from '../gap-words.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** More are not read, and would make a page that no telephone opens; `case.json` has all. */
const MOST_GAPS = 100;

/** The gaps of all files as lines of the story, the longest when there are too many. */
export function gapEvents(readings: readonly RecordedReading[]): readonly TimelineEvent[] {
  const all = readings.flatMap(({ file, gaps }) => gaps.map((gap) => ({ file, gap })));
  return all
    .toSorted((a, b) => lengthOf(b.gap) - lengthOf(a.gap))
    .slice(0, MOST_GAPS)
    .map(({ file, gap }) => ({
      kind: 'gap',
      what: `${capitalized(gapWords(gap))}, ${file}${gap.line === undefined ? '' : ` line ${gap.line}`}`,
      ...(gap.from === undefined ? {} : { at: gap.from }),
    }));
}

/** A gap as `a gap of 2m10s: the computer was offline`. */
export function gapWords({ milliseconds, cause }: Pick<RecordedGap, 'milliseconds' | 'cause'>): string {
  return `${gapLength(shownLength(milliseconds))}: ${gapCause(cause)}`;
}

/**
 * Whole seconds from ten of them on. Rounded down: what is just shorter than two minutes must not read as the two minutes
 * from which on an interruption is a long one.
 */
export function shownLength(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined || milliseconds < 10_000 ? milliseconds : milliseconds - (milliseconds % 1000);
}

/** One that had not ended is the longest. */
export function lengthOf({ milliseconds }: Pick<RecordedGap, 'milliseconds'>): number {
  return milliseconds ?? Number.MAX_SAFE_INTEGER;
}

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
