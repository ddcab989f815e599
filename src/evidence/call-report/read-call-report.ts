import { collectReading } from '../collect-reading.ts';
import { decodeStream, NotText } from '../decode-stream.ts';
import type { ReadOptions } from '../line-reader.ts';
import type { Reading, ReadingProblem } from '../reading.ts';
import { createMomentReader, zoneProblem } from '../times/moment-reader.ts';
import { csvReport } from './csv-report.ts';
import { delimiterOf } from './csv-columns.ts';
import { jsonReport } from './json-report.ts';
import { isJson, textLooksLikeCallReport } from './looks-like-call-report.ts';
import { createReportFindings, type ReportFindings } from './report-findings.ts';

/** Characters of JSON that are held; a report of one call has a hundredth of it. */
const LONGEST_JSON = 32 * 1024 * 1024;
/** Characters by which it is told what the file is. */
const HEAD = 64 * 1024;

/**
 * What a report of calls (JSON of one call, or a table of call records of any length) shows: the worst loss, round trip
 * and jitter of each kind of leg, all of them as samples, what the report says went wrong, and the identifiers. Its fields
 * are recognised by what their names mean, since the vendor does not publish them. Undefined when it is neither. Throws
 * only what `chunks` throws.
 */
export async function readCallReport(
  chunks: AsyncIterable<Uint8Array>,
  { zone }: ReadOptions,
): Promise<Reading | undefined> {
  const pieces = decodeStream(chunks);
  try {
    const head = await headOf(pieces);
    if (isJson(head)) return await readJson(head, pieces, zone);
    const delimiter = delimiterOf(head);
    if (delimiter === undefined) return undefined;
    // Programs put semicolons between cells where commas stand in numbers.
    const findings = createReportFindings({ hasCommas: delimiter === ';' });
    const times = createMomentReader(zone);
    await csvReport(joined(head, pieces), delimiter, findings, times);
    return ended(findings, zoneProblem(times, zone));
  } catch (error) {
    // Of a table, csvReport tells of it.
    if (error instanceof NotText) return undefined;
    throw error;
  } finally {
    await pieces.return(undefined);
  }
}

async function readJson(head: string, pieces: AsyncGenerator<string>, zone: string): Promise<Reading | undefined> {
  if (!textLooksLikeCallReport(head)) return undefined;
  let text = '';
  try {
    for await (const piece of joined(head, pieces)) {
      text += piece;
      if (text.length > LONGEST_JSON)
        return only({
          code: 'too-large',
          message: 'it is larger than 32 MiB, and JSON is read as a whole; export fewer calls, or the records as CSV',
        });
    }
  } catch (error) {
    if (!(error instanceof NotText)) throw error;
    return only({ code: 'not-text', message: `${error.message}; nothing of it is used. Export the report again` });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return only({
      code: 'cut-short',
      message: 'it is no whole JSON, perhaps cut short; nothing of it is used. Export it again',
    });
  }
  const findings = createReportFindings();
  const times = createMomentReader(zone);
  jsonReport(value, findings, times);
  return ended(findings, zoneProblem(times, zone));
}

function ended(findings: ReportFindings, problem: ReadingProblem | undefined): Reading | undefined {
  if (problem !== undefined) findings.problem(problem);
  return findings.end();
}

function only(problem: ReadingProblem): Reading {
  const reading = collectReading('call-report');
  reading.problem(problem);
  return reading.end();
}

async function headOf(pieces: AsyncGenerator<string>): Promise<string> {
  let head = '';
  while (head.length < HEAD) {
    const next = await pieces.next();
    if (next.done === true) break;
    head += next.value;
  }
  return head;
}

async function* joined(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}
