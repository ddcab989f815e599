import { isZone, showTime } from '../../facts/time.ts';
import { glyphOf, type Glyph } from './glyphs.ts';
import type { LogLane, LogLanes } from './log-lanes.ts';
import { layLog, type LogBar, type LogLine } from './log-picture.ts';
import { elapsedWords } from './quantities.ts';
import { percent } from './percent-place.ts';
import { shownMoment } from './shown-moment.ts';
import { stackMarks } from './stack-marks.ts';
import { momentOf, type EventKind, type TimelineEvent } from './timeline-event.ts';
import { placesOf } from './time-scale.ts';

/** The timeline as a picture, before it is written as SVG. All `x` are percentages of its width, so that it fits any. */
export interface TimelinePicture {
  /** CSS pixels. */
  readonly height: number;
  /** `words` is where the label stands, `y` where the line does. */
  readonly lanes: readonly { readonly label: string; readonly words: number; readonly y: number }[];
  readonly marks: readonly (Glyph & { readonly x: string; readonly y: number; readonly title: string })[];
  /** Time that a file covers, and gaps in it. */
  readonly bars: readonly LogBar[];
  /** Where a gap has no end and the file says no more. */
  readonly openEnds: readonly LogLine[];
  /** Pauses along the bottom; `isNarrow` has no room for its words on a telephone. */
  readonly pauses: readonly { readonly x: string; readonly words: string; readonly isNarrow: boolean }[];
  readonly axis: number;
  readonly from: string;
  readonly to: string;
  /** All there is happened at one moment. */
  readonly isMoment: boolean;
  /** Events that are in the list only. */
  readonly undrawn: number;
}

/** Lanes of marks, from the top; gaps are drawn as bars, in lanes of their own. */
const LANES: Readonly<Record<Exclude<EventKind, 'gap'>, string>> = {
  observed: 'Observed',
  answer: 'Asked and answered',
  step: 'Steps tried',
  note: 'Notes and files',
  escalation: 'Escalation',
};

/** CSS pixels of the words over a lane, and of each row of marks in it. */
const LANE = { words: 22, row: 17 };
/** Percent of the width that a mark takes on a telephone; an answer is a stroke only. */
const MARK = 5.5;
const STROKE = 0;
/** Percent of the width kept free on both sides. */
const MARGIN = 3;
/** Percent of the width that the words for a pause need on a screen, and on a telephone. */
const ROOM = { wide: 8, narrow: 20 };
/** More marks cannot be told apart, and would make the page slow. */
const MOST_MARKS = 500;

/** The picture of `events`, which are in order, above the lanes of the files; undefined when none of them has a time. */
export function timelinePicture(
  events: readonly TimelineEvent[],
  zone: string,
  logs: LogLanes,
): TimelinePicture | undefined {
  const marked = events.filter(({ kind }) => kind !== 'gap');
  const timed = marked.flatMap((event) => {
    const moment = momentOf(event);
    if (moment === undefined || event.at === undefined) return [];
    return [{ event, moment, at: shownMoment(event.at, zone).local }];
  });
  // The last ones: what led to the escalation.
  const drawn = timed.slice(-MOST_MARKS);
  const scale = scaleOf([...drawn.map(({ moment }) => moment), ...logs.lanes.flatMap(momentsOf)]);
  const [first, last] = [scale.moments[0], scale.moments.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const { lanes, marks, height } = layOut(drawn.map((one) => ({ ...one, place: scale.place(one.moment) })));
  const log = layLog(logs.lanes, height, scale.place, 100 - MARGIN);
  return {
    height: log.height + 48,
    lanes: [...lanes, ...log.lanes],
    marks,
    bars: log.bars,
    openEnds: log.openEnds,
    pauses: pausesOf(scale),
    axis: log.height + 10,
    from: wallClock(first, zone),
    to: wallClock(last, zone),
    isMoment: first === last,
    undrawn: marked.length - drawn.length + logs.undrawn,
  };
}

/** Every moment that is drawn, in order, and where each stands in percent of the width. */
interface Scale {
  readonly moments: readonly number[];
  place(moment: number): number;
}

function scaleOf(all: readonly number[]): Scale {
  const moments = [...new Set(all)].toSorted((a, b) => a - b);
  const shares = placesOf(moments);
  const places = new Map(moments.map((moment, index) => [moment, MARGIN + shares[index]! * (100 - 2 * MARGIN)]));
  return { moments, place: (moment) => places.get(moment)! };
}

function momentsOf({ covers, gaps }: LogLane): number[] {
  const stretches = covers === undefined ? gaps : [covers, ...gaps];
  return stretches.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
}

function wallClock(moment: number, zone: string): string {
  const known = isZone(zone) ? zone : 'UTC';
  return shownMoment(showTime(moment, known), known).local;
}

/** An event with its time in words, and its place in percent of the width. */
interface Placed {
  readonly event: TimelineEvent;
  readonly at: string;
  readonly place: number;
}

/** Lanes that have marks, one under the other. */
function layOut(events: readonly Placed[]): Pick<TimelinePicture, 'lanes' | 'marks' | 'height'> {
  const lanes: TimelinePicture['lanes'][number][] = [];
  const marks: TimelinePicture['marks'][number][] = [];
  let height = 0;
  for (const kind of Object.keys(LANES) as (keyof typeof LANES)[]) {
    const inLane = events.filter(({ event }) => event.kind === kind);
    if (inLane.length === 0) continue;
    const rows = stackMarks(
      inLane.map(({ place }) => place),
      kind === 'answer' ? STROKE : MARK,
    );
    const y = height + LANE.words + LANE.row / 2;
    lanes.push({ label: LANES[kind], words: height + LANE.words - 7, y });
    for (const [index, { event, at, place }] of inLane.entries()) {
      const title = `${at} ${clipped(event.what)}`;
      marks.push({ ...glyphOf(event), x: percent(place), y: y + rows[index]! * LANE.row, title });
    }
    height += LANE.words + LANE.row * (1 + Math.max(...rows));
  }
  return { lanes, marks, height };
}

function pausesOf({ moments, place }: Scale): TimelinePicture['pauses'] {
  return moments.slice(1).flatMap((moment, index) => {
    const before = moments[index]!;
    const [start, end] = [place(before), place(moment)];
    if (end - start < ROOM.wide) return [];
    const words = elapsedWords(moment - before);
    return [{ x: percent((start + end) / 2), words, isNarrow: end - start < ROOM.narrow }];
  });
}

/** Enough of a text to know it by. */
function clipped(text: string): string {
  const characters = Array.from(text.slice(0, 400));
  return characters.length > 100 ? `${characters.slice(0, 99).join('')}…` : text;
}
