import type { RecordedReading } from '../../case/record-reading.ts';
import { IDENTIFIER_KINDS } from '../../evidence/reading.ts';
import { formatDuration } from '../../facts/duration.ts';
import { recordedGapLength } from '../gap-words.ts';
import { identifierLabel } from '../identifier-words.ts';
import { formatWords } from '../reading-lines.ts';
import { showsAnything } from '../shows-anything.ts';
import { counted } from './quantities.ts';
import { shownLength } from './shown-gap.ts';
import { shownMoment, type ShownMoment } from './shown-moment.ts';
import { placeWords } from '../seen-words.ts';

/** What one file shows, in words. */
export interface ReadingView {
  readonly file: string;
  readonly format: string;
  readonly from?: ShownMoment;
  readonly to?: ShownMoment;
  /** Absent for a file that could not have shown any. */
  readonly gaps?: string;
  readonly ids: readonly { readonly label: string; readonly values: readonly string[] }[];
  readonly problems: readonly string[];
}

/** What each file shows beside facts; empty when none of them shows anything. */
export function readingViews(readings: readonly RecordedReading[], zone: string): readonly ReadingView[] {
  if (!readings.some(showsAnything)) return [];
  return readings.map((reading) => ({
    file: reading.file,
    format: formatWords(reading.format),
    ...(reading.from === undefined ? {} : { from: shownMoment(reading.from, zone) }),
    ...(reading.to === undefined ? {} : { to: shownMoment(reading.to, zone) }),
    ...(reading.gaps.length === 0 && reading.format === 'call-report' ? {} : { gaps: gapsInWords(reading) }),
    ids: IDENTIFIER_KINDS.flatMap((kind) => {
      const values = reading.ids[kind] ?? [];
      return values.length === 0 ? [] : [{ label: identifierLabel(kind), values }];
    }),
    problems: reading.problems.map(({ message, line }) =>
      line === undefined ? message : `${placeWords(reading.file, line)}: ${message}`,
    ),
  }));
}

/** `3 gaps, 4m10s in all, the longest 2m10s; 1 had not ended where the file ends`. */
function gapsInWords({ gaps }: RecordedReading): string {
  if (gaps.length === 0) return 'none seen';
  const all = gaps.map(recordedGapLength);
  const lengths = all.filter((length) => typeof length === 'number');
  const words = (milliseconds: number): string => formatDuration(shownLength(milliseconds));
  const sum = lengths.reduce((total, length) => total + length, 0);
  const most = lengths.reduce((high, length) => Math.max(high, length), 0);
  const [open, unknown] = ['open', 'unknown'].map((kind) => all.filter((length) => length === kind).length);
  return [
    counted(gaps.length, 'gap'),
    ...(lengths.length === 0 ? [] : [`${words(sum)} in all, the longest ${words(most)}`]),
    ...(open === 0 ? [] : [`${open} had not ended where the file ends`]),
    ...(unknown === 0 ? [] : [`of ${unknown} the length is not known`]),
  ].join('; ');
}
