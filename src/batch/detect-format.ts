import { isJson } from '../facts/plain-data.ts';
import type { InputFormat } from './check-choices.ts';
import { headerCells } from './csv-header.ts';

/** Bytes from which a format is told at the latest. */
export const DETECTED_IN = 64 * 1024;

/** What the beginning of an input says it is; undefined while more of it could say something else. */
export function detectFormat(
  head: Uint8Array,
  isWhole: boolean,
  isColumn: (name: string) => boolean,
): Exclude<InputFormat, 'auto'> | undefined {
  const isLast = isWhole || head.length >= DETECTED_IN;
  // Faulty bytes are told of when the record is read; here they must not decide, nor a character that has only begun.
  const text = new TextDecoder().decode(head.subarray(0, DETECTED_IN), { stream: !isLast });
  const lines = text.split('\n');
  // The last one may go on.
  if (!isLast) lines.pop();
  const [first, second, ...more] = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (first === undefined) return isLast ? 'ndjson' : undefined;
  if (isJson(first)) {
    if (!first.startsWith('[')) return 'ndjson';
    // An array alone in the input is a document.
    const isAlone = text.trim() === first;
    return isAlone ? (isLast ? 'json' : undefined) : 'ndjson';
  }
  if (first.startsWith('[')) return 'json';
  const isRecord = (line: string): boolean => line.startsWith('{') && isJson(line);
  if (first.startsWith('{')) {
    if (!isLast) return undefined;
    if (isWhole && isJson(text)) return 'json';
    if ([second ?? '', ...more].some(isRecord)) return 'ndjson';
    return second !== undefined && /[{[,:]$/.test(first) ? 'json' : 'ndjson';
  }
  if (second === undefined && !isLast) return undefined;
  if (second !== undefined && isRecord(second)) return 'ndjson';
  const { cells } = headerCells(first, isColumn);
  return cells.length > 1 || cells.some(isColumn) ? 'csv' : 'ndjson';
}
