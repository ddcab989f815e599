import { decodeUtf8 } from '../facts/utf8.ts';
import { holdBytes } from './held-bytes.ts';
import {
  MAX_RECORD_BYTES,
  notUtf8,
  parseBatchRecord,
  recordTooLarge,
  unreadable,
  type BatchRecord,
  type RecordPlace,
} from './record.ts';
import type { RecordReader, Where } from './record-reader.ts';

const LINE_FEED = 0x0a;
const BLANK = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

/**
 * A reader of one JSON document: a record, or an array whose elements are cut apart unparsed, so that a faulty one does
 * not take the others with it and none need be held beside the rest.
 */
export function createJsonReader({ file }: Where): RecordReader {
  const held = holdBytes();
  let stage: 'before' | 'document' | 'array' | 'after' | 'over' = 'before';
  /** Of the byte that is looked at. */
  let line = 1;
  /** Of the first byte of the record that is no blank; 0 before there is one. */
  let begun = 0;
  let index = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;

  const here = (at: number): RecordPlace => ({
    ...(file === undefined ? {} : { file }),
    line: at,
    ...(stage === 'before' || stage === 'document' ? {} : { index }),
  });
  const take = (): BatchRecord => {
    const record = readElement(held.take(), here(begun || line));
    begun = 0;
    return record;
  };

  /** The elements that end in bytes of an array; each byte of JSON's own is one in UTF-8, and part of nothing else. */
  function pushElements(bytes: Uint8Array, from: number): BatchRecord[] {
    const records: BatchRecord[] = [];
    let start = from;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === LINE_FEED) line++;
      if (stage !== 'array') {
        if (byte <= BLANK || stage === 'over') continue;
        records.push(unreadable('bad-json', 'something stands after the end of the array', here(line)));
        stage = 'over';
      } else if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte > BLANK) {
        const closes = byte === CLOSE_LIST || byte === CLOSE_MAP;
        if (closes) depth--;
        if (depth === 0 || (depth === 1 && byte === COMMA)) {
          held.add(bytes.subarray(start, at));
          const wasEmpty = begun === 0;
          const record = take();
          // `[]` has no element; `[1,]` has a second one, which is broken.
          if (depth > 0 || index > 0 || !wasEmpty) {
            records.push(record);
            index++;
          }
          start = at + 1;
          if (depth === 0) stage = 'after';
          continue;
        }
        if (begun === 0) {
          begun = line;
          // Blanks before it are not of it.
          start = at;
        }
        if (byte === QUOTE) inString = true;
        else if (byte === OPEN_LIST || byte === OPEN_MAP) depth++;
      }
    }
    if (stage === 'array' && begun > 0) held.add(bytes.subarray(start));
    return records;
  }

  return {
    push(bytes) {
      let at = 0;
      for (; stage === 'before' && at < bytes.length; at++) {
        if (bytes[at] === LINE_FEED) line++;
        if (bytes[at]! <= BLANK) continue;
        begun = line;
        stage = bytes[at] === OPEN_LIST ? 'array' : 'document';
        if (stage === 'document') break;
        begun = 0;
        depth = 1;
      }
      if (stage !== 'document') return pushElements(bytes, at);
      held.add(bytes.subarray(at));
      return [];
    },
    end() {
      if (stage === 'document') return [take()];
      if (stage !== 'array') return [];
      const records: BatchRecord[] = [];
      if (begun > 0) {
        records.push(take());
        index++;
      }
      return [...records, unreadable('bad-json', 'the array has no end', here(line))];
    },
    place: () => here(begun || line),
  };
}

function readElement(bytes: Uint8Array, place: RecordPlace): BatchRecord {
  if (bytes.length > MAX_RECORD_BYTES) return recordTooLarge(place);
  const text = decodeUtf8(bytes, { keepMark: true });
  return text === undefined ? notUtf8(place) : parseBatchRecord(text.trim(), place);
}
