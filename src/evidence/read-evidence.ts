import { looksLikeCallReport } from './call-report/looks-like-call-report.ts';
import { readCallReport } from './call-report/read-call-report.ts';
import { classifyEvidence } from './classify.ts';
import { collectReading } from './collect-reading.ts';
import { createConsoleLogReader } from './console-log/console-log-reader.ts';
import { NotText } from './decode-stream.ts';
import { firstBytes } from './first-bytes.ts';
import { readHar } from './har/read-har.ts';
import type { LineReader, ReadOptions } from './line-reader.ts';
import type { Reading } from './reading.ts';
import { textLines } from './text-lines.ts';
import { createTimelineReader } from './timeline/timeline-reader.ts';

/** The bytes of a file, from its beginning each time it is called; with `reuse`, a chunk may be in the memory of the one before. */
export type Bytes = (reuse?: boolean) => AsyncIterable<Uint8Array>;

/**
 * What a file shows, whatever it is: the reader is chosen by its content. A file that is none of theirs gives a reading
 * without facts that says so; throws only what `bytes` throws.
 *
 * @param name the file's own name
 */
export async function readEvidence(name: string, bytes: Bytes, options: ReadOptions): Promise<Reading> {
  const first = await firstBytes(() => bytes(true));
  switch (classifyEvidence(name, first)) {
    case 'har':
      return readHar(bytes(true), options);
    case 'text':
      return (
        (looksLikeCallReport(first) ? await readCallReport(bytes(true), options) : undefined) ??
        readLines(bytes, options)
      );
    case 'image':
      return nothing('not-text', 'it is an image: what is painted on it is for people to read');
    case 'binary':
      // A log in the encoding of an old system: what readers look for is ASCII in all of them.
      if (!HOLDS_CONTROLS.test(Buffer.from(first).toString('latin1'))) return readLines(bytes, options);
      return nothing('not-text', 'it is neither text nor a HAR; unpack it, or save the log as text in UTF-8');
  }
}

/** What no text file holds, whatever its encoding: UTF-16 without a mark has a NUL in every other byte. */
const HOLDS_CONTROLS = /[\0-\x06\x0e-\x1a\x1c-\x1f]/;

/** One pass for all readers that go by lines; the first that knows the text as its own has it. */
async function readLines(bytes: Bytes, options: ReadOptions): Promise<Reading> {
  const readers: readonly LineReader[] = [createConsoleLogReader(options), createTimelineReader(options)];
  const problem = await giveLines(bytes, readers);
  for (const reader of readers) {
    const reading = reader.end();
    if (reading !== undefined)
      return problem === undefined ? reading : { ...reading, problems: [...reading.problems, problem] };
  }
  return problem === undefined
    ? nothing('not-readable', 'nothing in it is known: no console log of the client, no call report, no time-line')
    : { ...nothing(problem.code, problem.message), problems: [problem] };
}

/** What stops a text from being read to its end, if anything does. */
async function giveLines(
  bytes: Bytes,
  readers: readonly LineReader[],
): Promise<Reading['problems'][number] | undefined> {
  let number = 0;
  let damaged: number | undefined;
  try {
    for await (const line of textLines(bytes(true))) {
      number = line.number;
      if (damaged === undefined && line.text.includes('\uFFFD')) damaged = number;
      for (const reader of readers) reader.line(line);
    }
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    const message = `${error.message} after line ${number}; what stands before is read. Save it as UTF-8`;
    return { code: 'not-text', message, line: number + 1 };
  }
  if (damaged === undefined) return undefined;
  const message = 'it holds characters that are not UTF-8; the rest is read. To go into a bundle, save it as UTF-8';
  return { code: 'wrong-encoding', message, line: damaged };
}

function nothing(code: Reading['problems'][number]['code'], message: string): Reading {
  const reading = collectReading('unknown');
  reading.problem({ code, message });
  return reading.end();
}
