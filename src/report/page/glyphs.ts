import type { TimelineEvent } from './timeline-event.ts';

/** A mark of the timeline: path data around (0, 0), within 8 units, and the class that colours it. */
export interface Glyph {
  readonly path: string;
  readonly style: string;
}

const DISC = 'M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z';
/** In a disc, drawn against its direction, so that it is cut out. */
const HOLE = 'M-5 0a5 5 0 1 1 10 0a5 5 0 1 1-10 0z';

const STEPS = {
  fixed: { path: `${DISC}M-3.6-.9L-4.6.3L-1 3.6L4.4-2.6L3.2-3.6L-1.2 1.4z`, style: 'good' },
  'not-fixed': {
    path: `${DISC}M-3.2-4.2L-4.2-3.2L-1-0L-4.2 3.2L-3.2 4.2L0 1L3.2 4.2L4.2 3.2L1 0L4.2-3.2L3.2-4.2L0-1z`,
    style: 'bad',
  },
  'could-not-do': { path: `${DISC}M-4-1L-4 1L4 1L4-1z`, style: 'odd' },
  skip: { path: `${DISC}${HOLE}`, style: 'quiet-mark' },
  withheld: { path: `${DISC}${HOLE}M-3.4 2.2L-2.2 3.4L3.4-2.2L2.2-3.4z`, style: 'quiet-mark' },
} as const satisfies Record<string, Glyph>;

const OTHERS = {
  observed: { path: 'M0-8L8 0L0 8L-8 0z', style: 'start' },
  gap: { path: 'M-8-7h3v14h-3zM5-7h3v14h-3zM-5-1h2v2h-2zM-1-1h2v2h-2zM3-1h2v2h-2z', style: 'odd' },
  answer: { path: 'M-1.5-7h3v14h-3z', style: 'said' },
  note: { path: 'M-6-6h12v9h-6l-4 4v-4h-2z', style: 'said' },
  escalation: { path: 'M0-8L8 6L-8 6z', style: 'start' },
} as const satisfies Record<string, Glyph>;

/** What stands beside a figure that reaches its limit. */
export const OVER_LIMIT: Glyph = { path: 'M0-7L8 7L-8 7zM-1-2h2v5h-2zM-1 4h2v2h-2z', style: 'bad' };

/** How an event is drawn: by its form first, its colour says the same once more. */
export function glyphOf({ kind, result }: Pick<TimelineEvent, 'kind' | 'result'>): Glyph {
  if (kind !== 'step') return OTHERS[kind];
  return result !== undefined && Object.hasOwn(STEPS, result) ? STEPS[result] : STEPS.skip;
}
