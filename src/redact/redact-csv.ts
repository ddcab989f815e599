import { cellsOf, type Row } from './csv-cells.ts';
import { csvColumns, type CsvColumns } from './csv-columns.ts';
import { foldText } from './fold-text.ts';
import type { Placeholders } from './placeholders.ts';
import { redactStream } from './redact-stream.ts';
import { findSecrets, replaceFindings, settle, withoutOverlaps, type Finding, type Tally } from './redact-text.ts';

/** Characters that are searched at a time, and what is left of a row in them. */
const WINDOW = 128 * 1024;
/** Characters in which the header ends. */
const HEAD = 64 * 1024;

/**
 * A table with every secret replaced: what its columns announce, cell by cell, and what shows itself. What is no table
 * after all is searched as text.
 */
export async function* redactCsv(
  texts: AsyncIterable<string>,
  placeholders: Placeholders,
  tally: Tally,
): AsyncGenerator<string> {
  let held = '';
  const rest = texts[Symbol.asyncIterator]();
  let isLast = false;
  const more = async (length: number): Promise<void> => {
    while (!isLast && held.length < length) {
      const { done, value } = await rest.next();
      if (done === true) isLast = true;
      else held += value;
    }
  };
  await more(HEAD);
  const columns = csvColumns(held);
  if (columns === undefined) {
    const all = async function* (): AsyncGenerator<string> {
      yield held;
      yield* { [Symbol.asyncIterator]: () => rest };
    };
    return yield* redactStream(all(), placeholders, tally);
  }
  for (let window = WINDOW; !isLast || held !== '';) {
    await more(window);
    const rows = rowsOf(held, columns, isLast);
    const end = isLast ? held.length : (rows.at(-1)?.end ?? 0);
    window = end === 0 ? window * 2 : WINDOW;
    const part = held.slice(0, end);
    const findings = withoutOverlaps([...rows.flatMap((row) => inCells(part, row, columns)), ...findSecrets(part)]);
    const replaced = replaceFindings(part, 0, part.length, findings, placeholders, tally);
    yield findings.length === 0 ? replaced : settle(replaced, placeholders, tally);
    held = held.slice(end);
  }
}

/** The rows that are whole; of the last text all of them. */
function rowsOf(text: string, { delimiter }: CsvColumns, isLast: boolean): readonly Row[] {
  const rows: Row[] = [];
  for (let row = cellsOf(text, 0, delimiter); row !== undefined; row = cellsOf(text, row.end, delimiter)) {
    // One that ends with the text may go on.
    if (row.end === text.length && !isLast) break;
    rows.push(row);
  }
  return rows;
}

/** What the names of the columns announce. The header's own cells are no secrets: no value is called what its column is. */
function inCells(text: string, { cells }: Row, { kinds }: CsvColumns): readonly Finding[] {
  return cells.flatMap(({ start, end }, index) => {
    const kind = kinds[index];
    const cell = text.slice(start, end);
    if (kind === undefined || cell === '' || isName(cell, kind.isField)) return [];
    const span = kind.inField?.(foldText(cell)) ?? { start: 0, end: cell.length };
    if (span.end <= span.start) return [];
    const value = cell.slice(span.start, span.end).replaceAll('""', '"');
    return [{ kind, start: start + span.start, end: start + span.end, value }];
  });
}

function isName(cell: string, isField: ((field: string) => boolean) | undefined): boolean {
  return cell.length <= 64 && isField?.(cell.toLowerCase().replace(/[^a-z0-9]/g, '')) === true;
}
