import type { GapCause } from '../evidence/reading.ts';
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

/** How long a gap is; without a length it had not ended where the file ends. */
export function gapLength(milliseconds: number | undefined): string {
  return milliseconds === undefined ? 'a gap that had not ended' : `a gap of ${formatDuration(milliseconds)}`;
}
