import type { RecordedReading } from '../../case/record-reading.ts';
import { IDENTIFIER_KINDS } from '../../evidence/reading.ts';
import { formatDuration } from '../../facts/duration.ts';
import { identifierLabel } from '../identifier-words.ts';
import { formatWords } from '../reading-lines.ts';
import { shownLength } from './gap-events.ts';
import { counted } from './quantities.ts';
import { shownMoment, type ShownMoment } from './shown-moment.ts';

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

/** What each file shows beside facts. */
export function readingViews(readings: readonly RecordedReading[], zone: string): readonly ReadingView[] {
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
    problems: reading.problems.map(({ message, line }) => (line === undefined ? message : `line ${line}: ${message}`)),
  }));
}

/** `3 gaps, 4m10s in all, the longest 2m10s; 1 had not ended where the file ends`. */
function gapsInWords({ gaps }: RecordedReading): string {
  if (gaps.length === 0) return 'none seen';
  const lengths = gaps.flatMap(({ milliseconds }) => (milliseconds === undefined ? [] : [milliseconds]));
  const words = (milliseconds: number): string => formatDuration(shownLength(milliseconds) ?? 0);
  const sum = lengths.reduce((total, length) => total + length, 0);
  const open = gaps.length - lengths.length;
  return [
    counted(gaps.length, 'gap'),
    ...(lengths.length === 0 ? [] : [`${words(sum)} in all, the longest ${words(Math.max(...lengths))}`]),
    ...(open === 0 ? [] : [`${open} had not ended where the file ends`]),
  ].join('; ');
}
