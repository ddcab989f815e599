import { isDeeperThan } from '../facts/plain-data.ts';
import type { RecordProblem } from '../report/result.ts';

/** Where a record stands: its file when there are several, the line it starts on (from 1), its place in an array (from 0). */
export interface RecordPlace {
  readonly file?: string;
  readonly line: number;
  readonly index?: number;
}

/** One record of a batch as it was found: a value, why there is none, or a line with nothing on it. */
export type BatchRecord =
  | {
      readonly kind: 'value';
      readonly value: unknown;
      readonly place: RecordPlace;
      /** What is wrong with it although it could be read: a cell too many, a value that the map does not have. */
      readonly problems?: readonly RecordProblem[];
    }
  | { readonly kind: 'unreadable'; readonly problem: RecordProblem; readonly place: RecordPlace }
  | { readonly kind: 'blank'; readonly place: RecordPlace };

/** A record that has something on it. */
export type FullRecord = Exclude<BatchRecord, { kind: 'blank' }>;

/** Bytes of the largest record. An incident is a few hundred; a screenshot pasted into one is refused. */
export const MAX_RECORD_BYTES = 1024 * 1024;

/** Levels of nesting: an incident has two, and deeper than this no program that reads it need go. */
const MAX_DEPTH = 32;

/** The record that a piece of JSON text holds. */
export function parseBatchRecord(text: string, place: RecordPlace): BatchRecord {
  if (isTooLarge(text)) return recordTooLarge(place);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return unreadable('bad-json', notJson(error), place);
  }
  if (isDeeperThan(MAX_DEPTH, value))
    return unreadable('too-deep', `the record is nested more than ${MAX_DEPTH} levels deep`, place);
  return { kind: 'value', value, place };
}

/** Whether a text is larger than a record may be. */
export function isTooLarge(text: string): boolean {
  // A character is one to three bytes of UTF-8: most texts need no count.
  return text.length * 3 > MAX_RECORD_BYTES && Buffer.byteLength(text) > MAX_RECORD_BYTES;
}

/** Where it stops being JSON, in words that do not change with the version of Node. */
function notJson(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return `this is not JSON from character ${Number(position) + 1} on`;
  return message.includes('end of JSON') ? 'this is JSON that ends too early' : 'this is not JSON';
}

/** A record over the limit, which is not read at all. */
export function recordTooLarge(place: RecordPlace): BatchRecord {
  return unreadable('too-large', 'the record is larger than 1 MiB', place);
}

/** A record that cannot be read, with the reason. */
export function unreadable(code: RecordProblem['code'], message: string, place: RecordPlace): BatchRecord {
  return { kind: 'unreadable', problem: { code, message }, place };
}

/** A record of bytes that are no text. */
export function notUtf8(place: RecordPlace): BatchRecord {
  return unreadable('not-utf8', 'this is not UTF-8 text: save the file as UTF-8', place);
}
