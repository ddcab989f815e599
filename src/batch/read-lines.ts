import { isAscii } from 'node:buffer';
import { decodeUtf8 } from '../facts/utf8.ts';
import { holdBytes } from './held-bytes.ts';
import {
  MAX_RECORD_BYTES,
  notUtf8,
  parseBatchRecord,
  recordTooLarge,
  type BatchRecord,
  type RecordPlace,
} from './record.ts';
import type { RecordReader, Where } from './record-reader.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = 0xfeff;

/** Bytes that are decoded at a time, with what is left of a line: quicker than line by line, and few of them not ASCII. */
const BLOCK = 4096;

/** A reader of NDJSON: a record a line. Only LF and CRLF end a line. */
export function createLineReader({ file }: Where): RecordReader {
  const held = holdBytes();
  let line = 0;
  const placeAt = (number: number): RecordPlace => (file === undefined ? { line: number } : { file, line: number });
  /** The line that is held, with its end. */
  const takeHeld = (): BatchRecord => {
    line++;
    return readLine(withoutReturn(held.take()), placeAt(line));
  };
  return {
    *push(bytes) {
      let start = 0;
      if (!held.isEmpty) {
        const end = bytes.indexOf(LINE_FEED);
        held.add(end === -1 ? bytes : bytes.subarray(0, end));
        if (end === -1) return;
        yield takeHeld();
        start = end + 1;
      }
      const last = bytes.lastIndexOf(LINE_FEED) + 1;
      while (start < last) {
        const end = bytes.indexOf(LINE_FEED, Math.min(start + BLOCK, last) - 1) + 1;
        const block = bytes.subarray(start, end);
        const text = textOf(block);
        if (text === undefined) {
          for (let at = 0; at < block.length;) {
            const to = block.indexOf(LINE_FEED, at);
            yield readLine(withoutReturn(block.subarray(at, to)), placeAt(++line));
            at = to + 1;
          }
        } else {
          for (let at = 0; at < text.length;) {
            const to = text.indexOf('\n', at);
            const isReturn = to > at && text.charCodeAt(to - 1) === CARRIAGE_RETURN;
            yield readText(text.slice(at, isReturn ? to - 1 : to), placeAt(++line));
            at = to + 1;
          }
        }
        start = end;
      }
      held.add(bytes.subarray(start));
    },
    end: () => (held.isEmpty ? [] : [takeHeld()]),
    place: () => placeAt(line + 1),
  };
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
  // Files that were put together have a mark where the next one begins.
  const text = line.charCodeAt(0) === BYTE_ORDER_MARK ? line.replace(/^\ufeff+/, '') : line;
  return text.trim() === '' ? { kind: 'blank', place } : parseBatchRecord(text, place);
}
