import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { NotText } from '../decode-stream.ts';
import { isHeader } from './csv-columns.ts';
import type { MomentReader } from '../times/moment-reader.ts';
import type { ReportFindings } from './report-findings.ts';
import { reportObject } from './report-object.ts';

/** Characters of one row: call records have a few hundred. */
const LONGEST_ROW = 1024 * 1024;

/** Gives every row to `findings`. Throws only what `pieces` throws, but for text that ends being text: that is a problem. */
export async function csvReport(
  pieces: AsyncIterable<string>,
  delimiter: string,
  findings: ReportFindings,
  times: MomentReader,
): Promise<void> {
  let header: readonly string[] | undefined;
  let line = 0;

  function row(cells: readonly string[]): void {
    if (header !== undefined) {
      const names = header;
      const entries = cells.flatMap((cell, index) => (cell === '' ? [] : [[names[index] ?? '', cell] as const]));
      findings.object(reportObject('', entries, times, { line }));
    } else if (isHeader(cells)) header = cells;
  }

  async function* textPieces(): AsyncGenerator<string> {
    try {
      yield* pieces;
    } catch (error) {
      if (!(error instanceof NotText)) throw error;
      const message = `${error.message} behind line ${line}; what stands before is read. Save it as UTF-8`;
      findings.problem({ code: 'not-text', message, line: line + 1 });
    }
  }

  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: LONGEST_ROW,
    // Rows are taken here and not passed on, so that none is lost when a later one cannot be read.
    on_record: (cells: string[], { lines }) => {
      line = lines;
      row(cells);
      return null;
    },
  });
  try {
    await pipeline(Readable.from(textPieces()), parser, new Writable({ objectMode: true }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    findings.problem(
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? { code: 'cut-short', message: `it ends within a cell, behind line ${line}; the rows before are read`, line }
        : {
            code: 'not-readable',
            message: `it is no table any more behind line ${line}; the rows before are read`,
            line,
          },
    );
  }
}
