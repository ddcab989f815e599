import { parse, type Parser } from 'csv-parse';
import { looseCells, type Delimiter } from './csv-header.ts';
import { MAX_RECORD_BYTES } from './record.ts';

/** One record of a table as it was found; its cells hold a byte in each character. `line` is where it starts, from 1. */
export type CsvRow =
  | { readonly cells: readonly string[]; readonly line: number }
  | { readonly fault: 'quotes' | 'too-large'; readonly line: number };

/** Bytes of a table in, its records out. */
export interface CsvRows {
  push(bytes: Uint8Array): CsvRow[];
  end(): CsvRow[];
  /** On which line the record starts that has begun, or would come next. */
  line(): number;
}

const LINE_FEED = 0x0a;

/** Bytes of a record with its quotes and delimiters, which the parser's own limit does not count. */
const MAX_RAW = 4 * MAX_RECORD_BYTES;

/** More line ends than the parser looks ahead: with them it takes the last record for ended. */
const AFTER_THE_END = Buffer.from('\n'.repeat(8));

/**
 * Cuts a table into records. One that breaks the rules does not take the others with it: its first line is read loosely
 * when that gives as many cells as the first record has, else told as a fault; then the next line of so many cells is
 * where reading goes on, and what lies between belongs to the fault.
 *
 * @param firstLine on which the bytes start
 */
export function createCsvRows(delimiter: Delimiter, firstLine: number): CsvRows {
  let line = firstLine;
  let rows: CsvRow[] = [];
  /** Cells of the first record. */
  let width = 0;
  let parser = newParser();
  /** Offsets since the parser began: what it was given, and where the record starts that it is at. */
  let given = 0;
  let recordStart = 0;
  /** What it was given from {@link recordStart} on, and a little before. */
  let kept: Uint8Array[] = [];
  let keptFrom = 0;
  let isPadded = false;
  /** The bytes that are gone through line by line, when a fault has ended the parser. */
  let faulty: Buffer | undefined;
  let isFirstLine = false;
  let isOverlong = false;

  function newParser(): Parser {
    const made = parse({
      delimiter,
      // One character for each byte: whether they are text is asked cell by cell.
      encoding: 'latin1',
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      max_record_size: MAX_RECORD_BYTES,
      on_record: (cells: string[], { bytes }) => {
        if (isPadded && recordStart >= given) return null;
        if (bytes - recordStart > MAX_RAW) throw new Error('too large');
        recordStart = bytes;
        rows.push({ cells, line });
        width ||= isBlank(cells) ? 0 : cells.length;
        line += 1 + cells.reduce((sum, cell) => sum + lineEnds(cell), 0);
        return null;
      },
    });
    // Looked at after each write; the event would end the process.
    made.on('error', () => {});
    return made;
  }

  /** Whether the parser could go through the bytes, which it does before `write` returns. */
  function isParsed(bytes: Uint8Array): boolean {
    kept.push(bytes);
    given += bytes.length;
    parser.write(bytes);
    while (kept[0] !== undefined && keptFrom + kept[0].length <= recordStart) keptFrom += kept.shift()!.length;
    return parser.errored === null && given - recordStart <= MAX_RAW;
  }

  function startOver(): void {
    parser.destroy();
    parser = newParser();
    given = 0;
    recordStart = 0;
    kept = [];
    keptFrom = 0;
    isPadded = false;
  }

  function becomeFaulty(): void {
    const whole =
      kept.length === 1 ? Buffer.from(kept[0]!.buffer, kept[0]!.byteOffset, kept[0]!.length) : Buffer.concat(kept);
    faulty = whole.subarray(recordStart - keptFrom);
    isFirstLine = true;
    isOverlong = false;
    startOver();
  }

  /** The bytes from which on the parser can go on; undefined when all are used up. */
  function afterFault(bytes: Buffer, isEnd: boolean): Uint8Array | undefined {
    for (let start = 0; start < bytes.length;) {
      const found = bytes.indexOf(LINE_FEED, start);
      if (found === -1 && !isEnd) {
        // Of a line that is too long nothing need be known but that.
        isOverlong ||= bytes.length - start > MAX_RECORD_BYTES;
        faulty = isOverlong ? Buffer.alloc(0) : bytes.subarray(start);
        return undefined;
      }
      const end = found === -1 ? bytes.length : found;
      const isTooLong = isOverlong || end - start > MAX_RECORD_BYTES;
      const cells = isTooLong ? undefined : cellsOf(bytes.toString('latin1', start, end).replace(/\r$/, ''));
      isOverlong = false;
      if (isFirstLine) {
        isFirstLine = false;
        const isRead = cells?.isSound === true && cells.list.length === width;
        rows.push(isRead ? { cells: cells.list, line } : { fault: isTooLong ? 'too-large' : 'quotes', line });
        line++;
        if (isRead) return bytes.subarray(end + 1);
      } else if (cells?.list.length === width) return bytes.subarray(start);
      else line++;
      start = end + 1;
    }
    faulty = Buffer.alloc(0);
    return undefined;
  }

  function cellsOf(text: string): { readonly list: readonly string[]; readonly isSound: boolean } {
    const loose = looseCells(text, delimiter);
    return { list: loose ?? text.split(delimiter), isSound: loose !== undefined };
  }

  /** Goes through bytes, by the parser or line by line, whichever it takes. */
  function goThrough(bytes: Uint8Array, isEnd: boolean): void {
    let next: Uint8Array | undefined = bytes;
    for (;;) {
      if (faulty === undefined) {
        if (isParsed(next) && (!isEnd || isEnded())) return;
        becomeFaulty();
        next = new Uint8Array(0);
      }
      const sofar: Buffer = faulty!;
      next = afterFault(next.length === 0 ? sofar : Buffer.concat([sofar, next]), isEnd);
      if (next === undefined) return;
      faulty = undefined;
    }
  }

  /** Whether the parser was at the end of a record when nothing came any more. */
  function isEnded(): boolean {
    isPadded = true;
    parser.write(AFTER_THE_END);
    return parser.errored === null && recordStart >= given;
  }

  const taken = (): CsvRow[] => {
    const all = rows;
    rows = [];
    return all;
  };
  return {
    push(bytes) {
      goThrough(bytes, false);
      return taken();
    },
    end() {
      goThrough(new Uint8Array(0), true);
      parser.destroy();
      return taken();
    },
    line: () => line,
  };
}

/** Whether nothing stands in any of the cells. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function lineEnds(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count++;
  return count;
}
