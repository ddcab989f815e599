import { isAscii } from 'node:buffer';
import { decodeUtf8 } from '../facts/utf8.ts';
import { holdBytes } from './held-bytes.ts';
import {
  isTooLarge,
  MAX_RECORD_BYTES,
  notUtf8,
  parseBatchRecord,
  recordTooLarge,
  type BatchRecord,
  type RecordPlace,
} from './record.ts';
import type { Lines, RecordReader, Where } from './record-reader.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = 0xfeff;

/** Bytes that are decoded at a time, with what is left of a line: quicker than line by line, and few of them not ASCII. */
const BLOCK = 4096;

/** A reader of NDJSON: a record a line. Only LF and CRLF end a line. */
export function createLineReader({ file }: Where): RecordReader {
  const held = holdBytes();
  let line = 0;
  const next = (): RecordPlace => placeOf(file, line + 1);
  return {
    push(bytes) {
      const last = bytes.lastIndexOf(LINE_FEED) + 1;
      if (last === 0) {
        held.add(bytes);
        return [];
      }
      const parts: Uint8Array[] = [];
      let start = 0;
      if (!held.isEmpty) {
        start = bytes.indexOf(LINE_FEED) + 1;
        held.add(bytes.subarray(0, start));
        parts.push(held.take());
      }
      if (start < last) parts.push(bytes.subarray(start, last));
      held.add(bytes.subarray(last));
      return {
        *[Symbol.iterator]() {
          line += yield* readLines(parts, next());
        },
        lines: {
          parts,
          take() {
            const place = next();
            for (const part of parts) line += countLines(part);
            return place;
          },
        },
      };
    },
    end() {
      if (held.isEmpty) return [];
      const place = next();
      line++;
      return [readLine(withoutReturn(held.take()), place)];
    },
    place: next,
  };
}

/** The records of whole lines, the first of which stands at `place`, read as they are asked for; in the end, how many. */
export function* readLines(parts: Lines['parts'], { file, line: first }: RecordPlace): Generator<BatchRecord, number> {
  let line = first;
  for (const part of parts) {
    for (let start = 0; start < part.length;) {
      const found = part.indexOf(LINE_FEED, Math.min(start + BLOCK, part.length) - 1);
      const end = found === -1 ? part.length : found + 1;
      const block = part.subarray(start, end);
      const text = textOf(block);
      if (text === undefined) {
        for (let at = 0; at < block.length;) {
          const to = endOr(block.length, block.indexOf(LINE_FEED, at));
          yield readLine(withoutReturn(block.subarray(at, to)), placeOf(file, line++));
          at = to + 1;
        }
      } else {
        for (let at = 0; at < text.length;) {
          const to = endOr(text.length, text.indexOf('\n', at));
          const isReturn = to > at && text.charCodeAt(to - 1) === CARRIAGE_RETURN;
          yield readText(text.slice(at, isReturn ? to - 1 : to), placeOf(file, line++));
          at = to + 1;
        }
      }
      start = end;
    }
  }
  return line - first;
}

function endOr(end: number, found: number): number {
  return found === -1 ? end : found;
}

/** How many lines these are. */
function countLines(bytes: Uint8Array): number {
  let count = bytes.at(-1) === LINE_FEED ? 0 : 1;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}

function placeOf(file: string | undefined, line: number): RecordPlace {
  return file === undefined ? { line } : { file, line };
}
/** Most input is ASCII, which is told and decoded in a fifth of the time that UTF-8 takes. */
function textOf(bytes: Uint8Array): string | undefined {
  if (!isAscii(bytes)) return decodeUtf8(bytes, { keepMark: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}

/** The record that one line holds, without its line end. */
function readLine(content: Uint8Array, place: RecordPlace): BatchRecord {
  if (content.length > MAX_RECORD_BYTES) return recordTooLarge(place);
  const text = decodeUtf8(content, { keepMark: true });
  return text === undefined ? notUtf8(place) : readText(text, place);
}

function readText(line: string, place: RecordPlace): BatchRecord {
  // Before a mark is taken off, so that it does not depend on the pieces in which a line arrives.
  if (isTooLarge(line)) return recordTooLarge(place);
  // Files that were put together have a mark where the next one begins.
  const text = line.charCodeAt(0) === BYTE_ORDER_MARK ? line.replace(/^\ufeff+/, '') : line;
  return text.trim() === '' ? { kind: 'blank', place } : parseBatchRecord(text, place);
}
