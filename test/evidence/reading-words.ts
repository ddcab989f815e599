import { createReadStream } from 'node:fs';
import type { LineReader } from '../../src/evidence/line-reader.ts';
import type { Reading, Sight } from '../../src/evidence/reading.ts';
import { textLines } from '../../src/evidence/text-lines.ts';

/** A reading in a few words, as the expectations beside the fixtures have it. */
export interface ReadingWords {
  readonly facts: readonly string[];
  readonly gaps?: readonly string[];
  readonly ids?: Reading['ids'];
  readonly from?: string;
  readonly to?: string;
  readonly problems?: readonly string[];
}

/** What the reader makes of the file. */
export async function readFile(file: string, reader: LineReader): Promise<ReadingWords | null> {
  for await (const line of textLines(createReadStream(file))) reader.line(line);
  const reading = reader.end();
  return reading === undefined ? null : readingWords(reading);
}

/** What the reader makes of a text. */
export function readText(text: string, reader: LineReader): ReadingWords | null {
  text.split(/\r?\n/).forEach((line, index) => reader.line({ text: line, number: index + 1 }));
  const reading = reader.end();
  return reading === undefined ? null : readingWords(reading);
}

function readingWords({ facts, gaps, ids, firstAt, lastAt, problems }: Reading): ReadingWords {
  return {
    facts: facts.map(({ fact, value, first, times }) => {
      const often = times === 1 ? '' : `, ${times} times`;
      return `${fact} = ${String(value)} (${place(first)}${often})`;
    }),
    ...(gaps.length === 0
      ? {}
      : {
          gaps: gaps.map(({ cause, milliseconds, from, to, line }) => {
            const length = milliseconds === undefined ? 'open' : `${milliseconds} ms`;
            return `${cause}, ${length}, line ${line}${from === undefined ? '' : `, ${from} to ${to ?? 'the end'}`}`;
          }),
        }),
    ...(Object.keys(ids).length === 0 ? {} : { ids }),
    ...(firstAt === undefined ? {} : { from: firstAt }),
    ...(lastAt === undefined ? {} : { to: lastAt }),
    ...(problems.length === 0 ? {} : { problems: problems.map(({ code }) => code) }),
  };
}

function place({ line, at }: Sight): string {
  return `line ${line}${at === undefined ? '' : `, ${at}`}`;
}

/** The same with at most three identifiers of a kind: those that are quoted first. */
export function firstThree(words: ReadingWords | null): ReadingWords | null {
  if (words?.ids === undefined) return words;
  const ids = Object.fromEntries(Object.entries(words.ids).map(([kind, values]) => [kind, values.slice(0, 3)]));
  return { ...words, ids };
}
