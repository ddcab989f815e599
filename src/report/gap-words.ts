import { RECORDED_MOST, type RecordedGap } from '../case/record-reading.ts';
import type { Gap, GapCause } from '../evidence/reading.ts';
import { formatDuration } from '../facts/duration.ts';

const CAUSES: Readonly<Record<GapCause, string>> = {
  network: 'the computer was offline',
  keepalive: 'no keepalive came',
  timeout: 'nothing came for so long that it was closed',
  'signed-in-elsewhere': 'the agent signed in elsewhere',
  unknown: 'no connection',
};

/** Why there is a gap, in words; what a newer version may have written stays as it is. */
export function gapCause(cause: string): string {
  return Object.hasOwn(CAUSES, cause) ? CAUSES[cause as GapCause] : cause;
}

/** How long a gap is in milliseconds; `open` had not ended where the file ends, of `unknown` nothing can be believed. */
export type GapLength = number | 'open' | 'unknown';

/** Milliseconds by which a length may differ from what lies between the times, which may be whole seconds. */
const TOLERANCE = 1000;

/** How long a gap is, unless that cannot be: it ends before it begins, is longer than its times say, or than ten years. */
export function gapLength({ from, to, milliseconds }: Pick<Gap, 'from' | 'to' | 'milliseconds'>): GapLength {
  const between = from === undefined || to === undefined ? Number.NaN : Date.parse(to) - Date.parse(from);
  if (milliseconds === undefined && to === undefined) return 'open';
  const length = milliseconds ?? between;
  const isPossible = length >= 0 && length <= RECORDED_MOST.gap;
  return !isPossible || between < 0 || Math.abs(between - length) > TOLERANCE ? 'unknown' : length;
}

/** The same of a gap as a bundle has it. */
export function recordedGapLength({ from, to, ...gap }: RecordedGap): GapLength {
  return gapLength({ ...gap, ...(from && { from: from.utc }), ...(to && { to: to.utc }) });
}

/** `a gap of 2m10s`, or why there is no length. */
export function gapLengthWords(length: GapLength): string {
  if (length === 'open') return 'a gap that had not ended';
  return length === 'unknown' ? 'a gap whose length is not known' : `a gap of ${formatDuration(length)}`;
}
