import type { Span } from './kind.ts';

/** What stands between two cells. */
export type Delimiter = ',' | ';' | '\t' | '|';

/** A row of a table. */
export interface Row extends Span {
  /** What is in each cell: without quotes, without the blanks around, and without the `=` with which text is kept text. */
  readonly cells: readonly Span[];
}

/** A quote that is not closed within so many characters is none. */
const LONGEST = 256 * 1024;

/**
 * The row that begins at `start` (RFC 4180: a cell in quotes may hold line ends, and quotes twice); `undefined` when the
 * text ends there, or before the row may.
 */
export function cellsOf(text: string, start: number, delimiter: Delimiter): Row | undefined {
  if (start >= text.length) return undefined;
  const stop = new RegExp(`[${delimiter}\r\n]`, 'g');
  const cells: Span[] = [];
  for (let at = start; ;) {
    const behind = endOfQuotes(text, at);
    if (behind === undefined) return undefined;
    stop.lastIndex = behind;
    const end = stop.exec(text)?.index ?? text.length;
    cells.push(contentOf(text, at, end));
    if (text[end] === delimiter) at = end + 1;
    else return { start, end: end + (text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0), cells };
  }
}

/** The place behind the quotes of a cell that begins at `at`; `at` when it has none; `undefined` when they may close later. */
function endOfQuotes(text: string, at: number): number | undefined {
  const opening = /[ \t]{0,8}=?"/y;
  opening.lastIndex = at;
  if (!opening.test(text)) return at;
  for (let quote = text.indexOf('"', opening.lastIndex); quote !== -1; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] !== '"') return quote - at > LONGEST ? at : quote + 1;
  }
  return text.length - at > LONGEST ? at : undefined;
}

function contentOf(text: string, start: number, end: number): Span {
  const cell = text.slice(start, end);
  const { 1: before = '', 2: content = '' } =
    /^(\s*=?")([^]*)"\s*$/.exec(cell) ?? /^(\s*')([^]*)'\s*$/.exec(cell) ?? /^(\uFEFF?\s*)([^]*?)\s*$/.exec(cell) ?? [];
  return { start: start + before.length, end: start + before.length + content.length };
}
