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
    push(bytes) {
      const records: BatchRecord[] = [];
      let start = 0;
      if (!held.isEmpty) {
        const end = bytes.indexOf(LINE_FEED);
        held.add(end === -1 ? bytes : bytes.subarray(0, end));
        if (end === -1) return records;
        records.push(takeHeld());
        start = end + 1;
      }
      const end = bytes.lastIndexOf(LINE_FEED) + 1;
      if (end > start) {
        for (const text of textsOf(bytes.subarray(start, end))) {
          line++;
          records.push(typeof text === 'string' ? readText(text, placeAt(line)) : readLine(text, placeAt(line)));
        }
        start = end;
      }
      held.add(bytes.subarray(start));
      return records;
    },
    end: () => (held.isEmpty ? [] : [takeHeld()]),
    place: () => placeAt(line + 1),
  };
}

/** The lines of bytes that end with one: as texts, or as bytes when not all of them are UTF-8. */
function* textsOf(bytes: Uint8Array): Generator<string | Uint8Array> {
  // One decoding for all lines is quicker than one for each.
  const whole = decodeUtf8(bytes, { keepMark: true });
  const lines = whole ?? bytes;
  for (let start = 0; start < lines.length;) {
    const end = whole === undefined ? bytes.indexOf(LINE_FEED, start) : whole.indexOf('\n', start);
    if (whole === undefined) yield withoutReturn(bytes.subarray(start, end));
    else yield whole.slice(start, end > start && whole.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end);
    start = end + 1;
  }
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
