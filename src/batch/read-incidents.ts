import { isJson } from '../facts/plain-data.ts';
import { decodeUtf8 } from '../facts/utf8.ts';
import type { InputFormat } from './check-choices.ts';
import {
  MAX_RECORD_BYTES,
  parseBatchRecord,
  recordTooLarge,
  unreadable,
  type BatchRecord,
  type RecordPlace,
} from './record.ts';
import { splitArray } from './split-array.ts';
import { splitLines, withoutMark } from './split-lines.ts';

/** The records of one input, in order. A bad one never stops the rest; nothing is thrown, whatever the bytes are. */
export function* readIncidents(input: Uint8Array, format: InputFormat, file?: string): Generator<BatchRecord> {
  const bytes = withoutMark(input);
  const where = file === undefined ? {} : { file };
  const actual = format === 'auto' ? detectFormat(bytes) : format;
  yield* actual === 'ndjson' ? readNdjson(bytes, where) : readJson(bytes, where);
}

type Where = Pick<RecordPlace, 'file'>;

/** In the midst of a file a byte order mark is no mark. */
const decode = (bytes: Uint8Array): string | undefined => decodeUtf8(bytes, { keepMark: true });

function* readNdjson(bytes: Uint8Array, where: Where): Generator<BatchRecord> {
  let line = 0;
  for (const content of splitLines(bytes)) yield readLine(content, { ...where, line: ++line });
}

/** The record that one line holds; `content` is without its line end, and the first one of an input without its mark. */
export function readLine(content: Uint8Array, place: RecordPlace): BatchRecord {
  if (content.length > MAX_RECORD_BYTES) return recordTooLarge(place);
  const text = decode(content);
  if (text === undefined) return notUtf8(place);
  return text.trim() === '' ? { kind: 'blank', place } : parseBatchRecord(text, place);
}

function* readJson(bytes: Uint8Array, where: Where): Generator<BatchRecord> {
  const text = decode(bytes);
  if (text === undefined) {
    yield notUtf8({ ...where, line: 1 + [...splitLines(bytes)].findIndex((line) => decode(line) === undefined) });
    return;
  }
  const trimmed = text.trimStart();
  if (trimmed === '') return;
  if (!trimmed.startsWith('[')) {
    const line = text.slice(0, text.length - trimmed.length).split('\n').length;
    yield parseBatchRecord(trimmed, { ...where, line });
    return;
  }
  let index = 0;
  for (const part of splitArray(text)) {
    const place = { ...where, line: part.line, index: index++ };
    yield part.kind === 'element' ? parseBatchRecord(part.text, place) : unreadable('bad-json', part.message, place);
  }
}

/**
 * Lines, when the first one is JSON by itself (an array alone in the input is a document). Else a document, when the
 * whole is one. What is neither is broken: lines, unless it starts as a document does that is spread over lines.
 */
function detectFormat(bytes: Uint8Array): 'ndjson' | 'json' {
  // Faulty bytes are told of when the record is read; here they must not decide.
  const text = new TextDecoder().decode(bytes);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const first = lines[0]?.trim() ?? '';
  if (isJson(first)) return first.startsWith('[') && lines.length === 1 ? 'json' : 'ndjson';
  if (first.startsWith('[') || isJson(text)) return 'json';
  if (lines.some((line) => line.startsWith('{') && isJson(line))) return 'ndjson';
  return lines.length > 1 && /[{[,:]$/.test(first) ? 'json' : 'ndjson';
}

function notUtf8(place: RecordPlace): BatchRecord {
  return unreadable('not-utf8', 'this is not UTF-8 text: save the file as UTF-8', place);
}
