import type { RecordedGap } from '../../case/record-reading.ts';
import { gapCause, gapLengthWords, recordedGapLength } from '../gap-words.ts';

/** A gap as `a gap of 2m10s: the computer was offline`. */
export function gapWords(gap: RecordedGap): string {
  const length = recordedGapLength(gap);
  return `${gapLengthWords(typeof length === 'number' ? shownLength(length) : length)}: ${gapCause(gap.cause)}`;
}

/**
 * Whole seconds from ten of them on. Rounded down: what is just shorter than two minutes must not read as the two minutes
 * from which on an interruption is a long one.
 */
export function shownLength(milliseconds: number): number {
  return milliseconds < 10_000 ? milliseconds : milliseconds - (milliseconds % 1000);
}
