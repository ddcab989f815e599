import { momentOf, type EventKind, type TimelineEvent } from './timeline-event.ts';
import { glyphOf, type Glyph } from './glyphs.ts';
import { elapsedWords } from './quantities.ts';
import { shownMoment } from './shown-moment.ts';
import { stackMarks } from './stack-marks.ts';
import { placesOf } from './time-scale.ts';

/** The timeline as a picture, before it is written as SVG. All `x` are percentages of its width, so that it fits any. */
export interface TimelinePicture {
  /** CSS pixels. */
  readonly height: number;
  /** `words` is where the label stands, `y` where the line does. */
  readonly lanes: readonly { readonly label: string; readonly words: number; readonly y: number }[];
  readonly marks: readonly (Glyph & { readonly x: string; readonly y: number; readonly title: string })[];
  /** Pauses along the bottom; `isNarrow` has no room for its words on a telephone. */
  readonly pauses: readonly { readonly x: string; readonly words: string; readonly isNarrow: boolean }[];
  readonly axis: number;
  readonly from: string;
  readonly to: string;
  /** Events that are in the list only. */
  readonly undrawn: number;
}

const LANES: Readonly<Record<EventKind, string>> = {
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

/** The picture of `events`, which are in order; undefined when none of them has a time. */
export function timelinePicture(events: readonly TimelineEvent[], zone: string): TimelinePicture | undefined {
  const timed = events.flatMap((event) => {
    const moment = momentOf(event);
    return moment === undefined || event.at === undefined
      ? []
      : [{ event, moment, at: shownMoment(event.at, zone).local }];
  });
  // The last ones: what led to the escalation.
  const drawn = timed.slice(-MOST_MARKS);
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const places = placesOf(drawn.map(({ moment }) => moment)).map((place) => MARGIN + place * (100 - 2 * MARGIN));
  const placed = drawn.map((one, index) => ({ ...one, place: places[index]! }));
  const { lanes, marks, height } = layOut(placed);
  return {
    height: height + 48,
    lanes,
    marks,
    pauses: pausesOf(placed),
    axis: height + 10,
    from: first.at,
    to: last.at,
    undrawn: events.length - drawn.length,
  };
}

/** An event with its time in words, and its place in percent of the width. */
interface Placed {
  readonly event: TimelineEvent;
  readonly moment: number;
  readonly at: string;
  readonly place: number;
}

/** Lanes that have marks, one under the other. */
function layOut(events: readonly Placed[]): Pick<TimelinePicture, 'lanes' | 'marks' | 'height'> {
  const lanes: TimelinePicture['lanes'][number][] = [];
  const marks: TimelinePicture['marks'][number][] = [];
  let height = 0;
  for (const kind of Object.keys(LANES) as EventKind[]) {
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

function pausesOf(events: readonly Placed[]): TimelinePicture['pauses'] {
  return events.slice(1).flatMap(({ moment, place }, index) => {
    const before = events[index]!;
    if (place - before.place < ROOM.wide) return [];
    const words = elapsedWords(moment - before.moment);
    return [{ x: percent((before.place + place) / 2), words, isNarrow: place - before.place < ROOM.narrow }];
  });
}

function percent(place: number): string {
  return `${place.toFixed(2)}%`;
}

/** Enough of a text to know it by. */
function clipped(text: string): string {
  const characters = Array.from(text.slice(0, 400));
  return characters.length > 100 ? `${characters.slice(0, 99).join('')}…` : text;
}
