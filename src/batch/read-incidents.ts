import type { BatchRecord, RecordPlace } from './record.ts';
import { MAX_RECORD_BYTES, parseRecord, tooLarge, unreadable } from './record.ts';
import { splitArray } from './split-array.ts';
import { splitLines, withoutMark } from './split-lines.ts';

/** What an input is: one record a line, or one JSON document that is a record or an array of them. */
export const INPUT_FORMATS = ['auto', 'ndjson', 'json'] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

/** The records of one input, in order. A bad one never stops the rest; nothing is thrown, whatever the bytes are. */
export function* readIncidents(input: Uint8Array, format: InputFormat, file?: string): Generator<BatchRecord> {
  const bytes = withoutMark(input);
  const where = file === undefined ? {} : { file };
  const actual = format === 'auto' ? detectFormat(bytes) : format;
  yield* actual === 'ndjson' ? readLines(bytes, where) : readDocument(bytes, where);
}

type Where = Pick<RecordPlace, 'file'>;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function* readLines(bytes: Uint8Array, where: Where): Generator<BatchRecord> {
  let line = 0;
  for (const content of splitLines(bytes)) {
    line++;
    const place = { ...where, line };
    if (content.length > MAX_RECORD_BYTES) {
      yield tooLarge(place);
      continue;
    }
    const text = decode(content);
    if (text === null) yield notUtf8(place);
    else if (text.trim() === '') yield { kind: 'blank', place };
    else yield parseRecord(text, place);
  }
}

function* readDocument(bytes: Uint8Array, where: Where): Generator<BatchRecord> {
  const text = decode(bytes);
  if (text === null) {
    yield notUtf8({ ...where, line: 1 + [...splitLines(bytes)].findIndex((line) => decode(line) === null) });
    return;
  }
  const trimmed = text.trimStart();
  if (trimmed === '') return;
  if (!trimmed.startsWith('[')) {
    const line = text.slice(0, text.length - trimmed.length).split('\n').length;
    yield parseRecord(trimmed, { ...where, line });
    return;
  }
  let index = 0;
  for (const part of splitArray(text)) {
    const place = { ...where, line: part.line, index: index++ };
    yield part.kind === 'element' ? parseRecord(part.text, place) : unreadable('bad-json', part.message, place);
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

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // that it is none is the answer
  }
}

function notUtf8(place: RecordPlace): BatchRecord {
  return unreadable('not-utf8', 'this is not UTF-8 text: save the file as UTF-8', place);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null; // the caller says where
  }
}
