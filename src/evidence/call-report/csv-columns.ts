import { identifierKind } from '../identifiers.ts';
import { plainName } from '../json-fields.ts';
import { measureName } from './measure-name.ts';
import { isSaidName, isTimeName } from './report-object.ts';

const DELIMITERS = [',', ';', '\t'] as const;
/** Lines in which the names of the columns are looked for: some exports begin with a title. */
const HEADER_WITHIN = 20;

/** Ids of a call; any table of a contact center has those of an interaction. */
const CALL_IDS = new Set(['call', 'correlation']);
const OUTCOME = /result|cause|release|outcome|insight/;

/** A number, or something with its value, as a log writes it: `jitter: 0.01`. */
const NO_NAME = /[:={}]|^[\d.,\s%-]+$/;

/** Whether these cells are the names of the columns of call records. */
export function isHeader(cells: readonly string[]): boolean {
  // Names are short; a line of prose that speaks of jitter, with commas in it, has nothing else that is one.
  if (cells.length < 2 || cells.some((name) => name.length > 80 || NO_NAME.test(name))) return false;
  const names = cells.map((name) => plainName(name));
  const measures = cells.filter((name) => measureName(name) !== undefined).length;
  const hasCallId = names.some((name) => CALL_IDS.has(identifierKind(name) ?? ''));
  const isPlaced = hasCallId || names.some((name) => isTimeName(name) || isSaidName(name));
  return measures >= 3 || (measures >= 1 && isPlaced) || (hasCallId && names.some((name) => OUTCOME.test(name)));
}

/** What stands between the cells: what makes one of the first lines a header; undefined when nothing does. */
export function delimiterOf(head: string): string | undefined {
  const lines = head.split(/\r?\n/, HEADER_WITHIN);
  return DELIMITERS.find((delimiter) => lines.some((line) => isHeader(looseCells(line, delimiter))));
}

/** Cells without regard to delimiters within quotes: good enough to count names. */
function looseCells(line: string, delimiter: string): readonly string[] {
  return line
    .slice(0, 16 * 1024)
    .split(delimiter)
    .map((cell) => cell.trim().replaceAll(/^"|"$/g, ''));
}
