import { decodeUtf8 } from '../facts/utf8.ts';
import { createCsvRows, isBlank, type CsvRow, type CsvRows } from './csv-rows.ts';
import { headerCells, type Delimiter } from './csv-header.ts';
import { MAX_RECORD_BYTES, notUtf8, recordTooLarge, unreadable, type BatchRecord, type RecordPlace } from './record.ts';
import type { RecordReader, Where } from './record-reader.ts';
import type { ReadOptions } from './read-incidents.ts';
import { mappedColumns, ownColumns, type ReadRow } from './table-columns.ts';

const LINE_FEED = 0x0a;

/** A reader of CSV with a header; commas, semicolons or tabs between the cells. */
export function createTableReader(
  { file }: Where,
  isColumn: (name: string) => boolean,
  { catalogue, map, notice }: ReadOptions,
): RecordReader {
  /** Until the first line is there, which tells the delimiter. */
  let beginning: Uint8Array = new Uint8Array(0);
  let rows: CsvRows | undefined;
  let header: { readonly width: number; readonly read: ReadRow } | 'unreadable' | undefined;
  const placeAt = (line: number): RecordPlace => (file === undefined ? { line } : { file, line });

  /** What can be cut into rows: nothing before the first line is whole. */
  function rowsOf(bytes: Uint8Array, isEnd: boolean): CsvRow[] {
    if (rows !== undefined) return rows.push(bytes);
    beginning = beginning.length === 0 ? bytes : Buffer.concat([beginning, bytes]);
    const found = firstLine(beginning, isEnd || beginning.length > MAX_RECORD_BYTES);
    if (found === undefined) return [];
    const named = /^"?sep=([,;\t])"?$/i.exec(found.text)?.[1] as Delimiter | undefined;
    // A line for Excel, which says what the delimiter is.
    rows = createCsvRows(
      named ?? headerCells(found.text, isColumn).delimiter,
      named === undefined ? 1 : found.number + 1,
    );
    const rest = named === undefined ? beginning : beginning.subarray(found.end);
    beginning = new Uint8Array(0);
    return rows.push(rest);
  }

  function toRecord(row: CsvRow): BatchRecord | undefined {
    const place = placeAt(row.line);
    if (header === 'unreadable') return undefined;
    if ('fault' in row) {
      if (header === undefined) {
        header = 'unreadable';
        return unreadable('bad-csv', `the header cannot be read, so nothing below it can: ${BAD_QUOTES}`, place);
      }
      return row.fault === 'too-large' ? recordTooLarge(place) : unreadable('bad-csv', BAD_QUOTES, place);
    }
    if (isBlank(row.cells)) return { kind: 'blank', place };
    const cells = textsOf(row.cells);
    if (header === undefined) {
      const names = cells ?? row.cells;
      const name = file ?? 'the input';
      const told = (message: string): void => notice?.(`${name}: ${message}`);
      const read = map === undefined ? ownColumns(names, catalogue, told) : mappedColumns(names, map, name);
      header = { width: names.length, read };
      return undefined;
    }
    if (cells === undefined) return notUtf8(place);
    const { value, problems } = header.read(cells);
    const all = [...widthProblem(cells.length, header.width), ...problems];
    return { kind: 'value', value, place, ...(all.length === 0 ? {} : { problems: all }) };
  }

  const toRecords = (found: readonly CsvRow[]): BatchRecord[] =>
    found.map(toRecord).filter((record) => record !== undefined);
  return {
    push: (bytes) => toRecords(rowsOf(Buffer.from(bytes), false)),
    end: () => toRecords([...rowsOf(new Uint8Array(0), true), ...(rows?.end() ?? [])]),
    place: () => placeAt(rows?.line() ?? 1),
  };
}

const BAD_QUOTES =
  'the quotes of this record are not in order: one is not closed (or only after 1 MiB), or text follows where one closes';

function widthProblem(
  cells: number,
  width: number,
): readonly { code: 'too-few-cells' | 'too-many-cells'; message: string }[] {
  if (cells === width) return [];
  const message = `the record has ${cells} ${cells === 1 ? 'cell' : 'cells'}, the header ${width}: values may stand in the wrong column`;
  return [{ code: cells < width ? 'too-few-cells' : 'too-many-cells', message }];
}

/** Cells of bytes as texts; undefined when one is not UTF-8. */
function textsOf(cells: readonly string[]): readonly string[] | undefined {
  const texts: string[] = [];
  for (const cell of cells) {
    const text = /[\x80-\xff]/.test(cell) ? decodeUtf8(Buffer.from(cell, 'latin1'), { keepMark: true }) : cell;
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

/** The first line on which something stands; undefined while it is not whole. `end` is behind its line end. */
function firstLine(
  bytes: Uint8Array,
  isEnd: boolean,
): { readonly text: string; readonly number: number; readonly end: number } | undefined {
  let number = 0;
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, start);
    if (found === -1 && !isEnd) return undefined;
    const end = found === -1 ? bytes.length : found;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
      .toString()
      .trim();
    number++;
    start = end + 1;
    if (text !== '') return { text, number, end: Math.min(start, bytes.length) };
  }
  return undefined;
}
