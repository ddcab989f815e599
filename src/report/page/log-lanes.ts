import type { RecordedGap, RecordedReading } from '../../case/record-reading.ts';
import { recordedGapLength } from '../gap-words.ts';
import { gapWords } from './shown-gap.ts';
import { shownMoment } from './shown-moment.ts';
import { momentOf, type TimelineEvent } from './timeline-event.ts';

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

/** The lanes that are drawn. */
export interface LogLanes {
  readonly lanes: readonly LogLane[];
  /** Gaps that are in the list only. */
  readonly undrawn: number;
}

/** More files cannot be told apart under each other; more bars neither. */
const MOST = { lanes: 4, bars: 200 };

/** Milliseconds before and after the case; what lies beyond belongs to a clock that was wrong, or to another case. */
const FAR = 366 * 86_400_000;

/**
 * The lanes for files that have gaps with times, those with most of them first.
 *
 * @param events of the case, in order; what lies far from them would leave no room for the rest
 */
export function logLanes(
  readings: readonly RecordedReading[],
  zone: string,
  events: readonly TimelineEvent[],
): LogLanes {
  const isNear = nearTo(events);
  const all = readings.map((reading) => laneOf(reading, zone, isNear)).filter(({ gaps }) => gaps.length > 0);
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

/** Whether all of a stretch lies near what happened in the case itself; all is near when that has no times. */
function nearTo(events: readonly TimelineEvent[]): (stretch: Stretch) => boolean {
  const moments = events.filter(({ kind }) => kind !== 'gap').flatMap((event) => momentOf(event) ?? []);
  const [first, last] = [moments[0], moments.at(-1)];
  if (first === undefined || last === undefined) return () => true;
  return ({ from, to = from }) => from >= first - FAR && to <= last + FAR;
}

function laneOf(
  { file, from, to, gaps }: RecordedReading,
  zone: string,
  isNear: (stretch: Stretch) => boolean,
): LogLane {
  const [start, end] = [from && momentOf({ at: from }), to && momentOf({ at: to })];
  const covers =
    start === undefined || end === undefined || end < start
      ? undefined
      : { from: start, to: end, title: `${file} covers this time` };
  return {
    label: `Gaps in ${file}`,
    ...(covers === undefined || !isNear(covers) ? {} : { covers }),
    gaps: gaps.flatMap((gap) => barOf(gap, zone)).filter(isNear),
  };
}

/** None without a beginning that can be read, or when the length cannot be believed. */
function barOf(gap: RecordedGap, zone: string): GapBar[] {
  const from = gap.from && momentOf({ at: gap.from });
  const length = recordedGapLength(gap);
  if (gap.from === undefined || from === undefined || length === 'unknown') return [];
  const title = `${shownMoment(gap.from, zone).local} ${gapWords(gap)}`;
  return [{ from, ...(length === 'open' ? {} : { to: from + length }), title, isOffline: gap.cause === 'network' }];
}

/** The `most` longest, in their order; one without an end counts as the longest. */
function longest(gaps: readonly GapBar[], most: number): readonly GapBar[] {
  const length = ({ from, to }: GapBar): number => (to === undefined ? Number.MAX_SAFE_INTEGER : to - from);
  if (gaps.length <= most) return gaps;
  const kept = new Set(gaps.toSorted((a, b) => length(b) - length(a)).slice(0, most));
  return gaps.filter((gap) => kept.has(gap));
}
