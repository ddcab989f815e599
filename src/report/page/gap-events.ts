import type { RecordedReading } from '../../case/record-reading.ts';
import { recordedGapLength, type GapLength } from '../gap-words.ts';
import { gapWords } from './shown-gap.ts';
import type { TimelineEvent } from './timeline-event.ts';
import { placeWords } from '../seen-words.ts';

/** More are not read, and would make a page that no telephone opens; `case.json` has all. */
const MOST_GAPS = 100;

/** The gaps of all files as lines of the story, the longest when there are too many. */
export function gapEvents(readings: readonly RecordedReading[]): readonly TimelineEvent[] {
  const all = readings.flatMap(({ file, gaps }) =>
    gaps.map((gap) => ({ file, gap, rank: rankOf(recordedGapLength(gap)) })),
  );
  return all
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, MOST_GAPS)
    .map(({ file, gap }) => ({
      kind: 'gap',
      what: `${capitalized(gapWords(gap))}, ${file}${gap.line === undefined ? '' : `, ${placeWords(file, gap.line)}`}`,
      ...(gap.from === undefined ? {} : { at: gap.from }),
    }));
}

/** One that had not ended is the longest; of one whose length nobody knows, nothing is believed. */
function rankOf(length: GapLength): number {
  return length === 'open' ? Number.MAX_SAFE_INTEGER : length === 'unknown' ? 0 : length;
}

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
