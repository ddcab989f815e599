import type { Gap, Reading } from '../evidence/reading.ts';
import { timeWords } from '../facts/time.ts';
import { gapCause, gapLength, gapLengthWords } from './gap-words.ts';
import { placeWords } from './seen-words.ts';
import { dim, yellow, type Line } from './text.ts';

const FORMAT_WORDS: Readonly<Record<Reading['format'], string>> = {
  har: 'HAR',
  'console-log': 'console log of the client',
  'call-report': 'call report',
  timeline: 'time-line of interruptions',
  unknown: 'nothing that a reader knows',
};

/** What a file is, in words; what a newer version may have written stays as it is. */
export function formatWords(format: string): string {
  return Object.hasOwn(FORMAT_WORDS, format) ? FORMAT_WORDS[format as Reading['format']] : format;
}

/** What one file is, and what is to be known about reading it. `zone` is the one in which times are shown. */
export function readingLines(file: string, reading: Reading, zone: string): Line[] {
  const { format, facts, gaps, problems } = reading;
  const found = format === 'unknown' ? [] : [`${facts.length} ${facts.length === 1 ? 'fact' : 'facts'}`];
  const open = gaps.length === 0 ? [] : [`${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'}`];
  return [
    `${file}: ${[formatWords(format), ...found, ...open].join(', ')}`,
    ...spanLines(reading, zone),
    ...gaps.slice(0, MOST_GAPS).map((gap): Line => [dim(`  ${gapWords(gap, file, zone)}`)]),
    ...(gaps.length > MOST_GAPS ? [[dim(`  and ${gaps.length - MOST_GAPS} more gaps`)]] : []),
    ...problems.map(({ message, line }): Line => [
      '  ',
      yellow('problem'),
      ` ${line === undefined ? '' : `${placeWords(file, line)}: `}${message}`,
    ]),
  ];
}

/** What is said of a file when it is attached: what it shows, if a reader knows it. An image is for people to look at. */
export function attachedLines(file: string, reading: Reading, zone: string): Line[] {
  return reading.format === 'unknown' ? [] : readingLines(file, reading, zone);
}

/** More do not help at a glance; the JSON has them all. */
const MOST_GAPS = 6;

function spanLines({ firstAt, lastAt }: Reading, zone: string): Line[] {
  if (firstAt === undefined || lastAt === undefined) return [];
  return [[dim(`  from ${timeWords(firstAt, zone)}`)], [dim(`  to   ${timeWords(lastAt, zone)}`)]];
}

/** A gap in words: how long, from when, why, and the place in the file. */
function gapWords(gap: Gap, file: string, zone: string): string {
  const { from, cause, line } = gap;
  const when = from === undefined ? '' : ` from ${timeWords(from, zone)}`;
  return `${gapLengthWords(gapLength(gap))}${when}: ${gapCause(cause)}${line === undefined ? '' : ` (${placeWords(file, line)})`}`;
}
