import type { RecordedGap, RecordedReading } from '../../case/record-reading.ts';
import { gapWords } from './gap-events.ts';
import { shownMoment } from './shown-moment.ts';
import { momentOf } from './timeline-event.ts';

/** A stretch of time, in milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  /** Absent when its end is not known. */
  readonly to?: number;
  readonly title: string;
}

/** A gap as a bar. */
export interface GapBar extends Stretch {
  /** The computer itself was offline. */
  readonly isOffline: boolean;
}

/** What a file shows along the time scale: the time it covers, and the gaps in it. */
export interface LogLane {
  readonly label: string;
  readonly covers?: Stretch;
  readonly gaps: readonly GapBar[];
}

/** More files cannot be told apart under each other; more bars neither. */
const MOST = { lanes: 4, bars: 200 };

/** The last moment that a date can have. */
const LAST_MOMENT = 8.64e15;

/** The lanes for files that have gaps with times, those with most of them first; `undrawn` counts the gaps left out. */
export function logLanes(
  readings: readonly RecordedReading[],
  zone: string,
): { readonly lanes: readonly LogLane[]; readonly undrawn: number } {
  const all = readings.map((reading) => laneOf(reading, zone)).filter(({ gaps }) => gaps.length > 0);
  const lanes: LogLane[] = [];
  let room = MOST.bars;
  for (const lane of all.toSorted((a, b) => b.gaps.length - a.gaps.length).slice(0, MOST.lanes)) {
    if (room === 0) break;
    lanes.push({ ...lane, gaps: longest(lane.gaps, room) });
    room -= lanes.at(-1)!.gaps.length;
  }
  const drawn = lanes.reduce((sum, { gaps }) => sum + gaps.length, 0);
  return { lanes, undrawn: readings.reduce((sum, { gaps }) => sum + gaps.length, 0) - drawn };
}

function laneOf({ file, from, to, gaps }: RecordedReading, zone: string): LogLane {
  const covers = stretch(from, to, `${file} covers this time`);
  return {
    label: `Gaps in ${file}`,
    ...(covers?.to === undefined ? {} : { covers }),
    gaps: gaps.flatMap((gap) => barOf(gap, zone)),
  };
}

function barOf(gap: RecordedGap, zone: string): GapBar[] {
  const bar = stretch(gap.from, gap.to, '');
  if (bar === undefined || gap.from === undefined) return [];
  // The same end, said as a length only.
  const said = bar.from + (gap.milliseconds ?? Number.NaN);
  const to = bar.to ?? (said <= LAST_MOMENT ? said : undefined);
  const title = `${shownMoment(gap.from, zone).local} ${gapWords(gap)}`;
  return [{ ...bar, ...(to === undefined ? {} : { to }), title, isOffline: gap.cause === 'network' }];
}

/** Undefined without a beginning that can be read; an end that lies before it is none. */
function stretch(from: RecordedGap['from'], to: RecordedGap['to'], title: string): Stretch | undefined {
  const [start, end] = [from && momentOf({ at: from }), to && momentOf({ at: to })];
  if (start === undefined) return undefined;
  return { from: start, title, ...(end === undefined || end < start ? {} : { to: end }) };
}

/** The `most` longest, in their order; one without an end counts as the longest. */
function longest(gaps: readonly GapBar[], most: number): readonly GapBar[] {
  const length = ({ from, to }: GapBar): number => (to === undefined ? Number.MAX_SAFE_INTEGER : to - from);
  if (gaps.length <= most) return gaps;
  const kept = new Set(gaps.toSorted((a, b) => length(b) - length(a)).slice(0, most));
  return gaps.filter((gap) => kept.has(gap));
}
