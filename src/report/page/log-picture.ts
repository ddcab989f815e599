import type { LogLane } from './log-lanes.ts';
import { percent } from './percent-place.ts';

/** A bar in a lane of a file. `x` and `width` are percentages of the picture's width, the others CSS pixels. */
export interface LogBar {
  readonly x: string;
  readonly width: string;
  readonly y: number;
  readonly height: number;
  readonly style: 'covers' | 'offline' | 'no-connection';
  readonly title: string;
}

/** A dashed line from `x1` to `x2`, percentages of the width. */
export interface LogLine {
  readonly x1: string;
  readonly x2: string;
  readonly y: number;
}

/** What the files show, as it is drawn. */
export interface LogPicture {
  readonly lanes: readonly { readonly label: string; readonly words: number; readonly y: number }[];
  readonly bars: readonly LogBar[];
  readonly openEnds: readonly LogLine[];
  readonly height: number;
}

/** CSS pixels of a lane: its words, and what is below them. */
const LANE = { words: 22, row: 17 };
/** CSS pixels of a bar, by what it tells: the form alone tells them apart. */
const HEIGHTS = { covers: 3, offline: 15, 'no-connection': 8 } as const;
/** Percent of the width that the shortest gap has, so that it is seen. */
const LEAST = 0.5;
/** Characters of a label; the rest stands in the list. */
const MOST_LABEL = 48;

/**
 * The lanes of files one under the other.
 *
 * @param top CSS pixels above them
 * @param place where a moment stands, in percent of the width
 * @param end where the picture ends, likewise
 */
export function layLog(
  lanes: readonly LogLane[],
  top: number,
  place: (moment: number) => number,
  end: number,
): LogPicture {
  const bars: LogBar[] = [];
  const openEnds: LogLine[] = [];
  const drawn = lanes.map((lane, index) => {
    const above = top + index * (LANE.words + LANE.row);
    const y = above + LANE.words + LANE.row / 2;
    const add = (from: number, to: number, style: LogBar['style'], title: string): void => {
      const height = HEIGHTS[style];
      bars.push({
        x: percent(from),
        width: percent(Math.max(to - from, LEAST)),
        y: y - height / 2,
        height,
        style,
        title,
      });
    };
    const { covers } = lane;
    if (covers?.to !== undefined) add(place(covers.from), place(covers.to), 'covers', covers.title);
    for (const { from, to, isOffline, title } of lane.gaps) {
      // Without an end it lasts as long as the file goes on; what came after that, nobody wrote down.
      const known = to ?? Math.max(covers?.to ?? from, from);
      add(place(from), place(known), isOffline ? 'offline' : 'no-connection', title);
      if (to === undefined) openEnds.push({ x1: percent(place(known)), x2: percent(end), y });
    }
    return { label: clipped(lane.label), words: above + LANE.words - 7, y };
  });
  return { lanes: drawn, bars, openEnds, height: top + lanes.length * (LANE.words + LANE.row) };
}

function clipped(label: string): string {
  const characters = Array.from(label.slice(0, 400));
  return characters.length > MOST_LABEL ? `${characters.slice(0, MOST_LABEL - 1).join('')}…` : label;
}
