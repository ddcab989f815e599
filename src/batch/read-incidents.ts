import type { Catalogue } from '../facts/fact.ts';
import type { InputFormat } from './check-choices.ts';
import { BadGzip, unpacked } from './gunzip.ts';
import { DETECTED_IN, detectFormat } from './detect-format.ts';
import { INCIDENT_FIELDS } from './incident.ts';
import { columnKey } from './csv-header.ts';
import { lookAhead, type Chunks } from './look-ahead.ts';
import type { IncidentMap } from './map/incident-map.ts';
import { createJsonReader } from './read-json.ts';
import { createLineReader } from './read-lines.ts';
import { unreadable, type BatchRecord } from './record.ts';
import type { Batch, RecordReader, Where } from './record-reader.ts';
import { utf8Bytes } from './utf8-bytes.ts';

/** How an input is to be read. */
export interface ReadOptions {
  readonly format: InputFormat;
  /** By which columns of a table are known, and their values typed. */
  readonly catalogue: Catalogue;
  /** Its name in the places of the records. */
  readonly file?: string;
  /** What fields of another system mean. */
  readonly map?: IncidentMap;
  /** Lines come in pieces that other threads may read. */
  readonly isShared?: boolean;
  /** Told once, when the header of a table is odd. */
  readonly notice?: (message: string) => void;
}

/** Bytes that are read at a time, and those of lines that it is worth while to let another thread read. */
const PIECE = 32 * 1024;
const LARGE_PIECE = 256 * 1024;

/**
 * The records of one input, in order, a batch for each piece of it that arrives and has any, each to be gone through before the next;
 * packed with gzip or not. A bad one never stops the rest, and no more of the input is held than a piece and a record;
 * the memory of `chunks` may be used again. Only a map throws for what is in it:
 * a `UserError` when the header lacks a column that the map names. What `chunks` throws passes through.
 */
export async function* readIncidents(chunks: Chunks, options: ReadOptions): AsyncGenerator<Batch> {
  const { format, catalogue, file, map } = options;
  const where: Where = file === undefined ? {} : { file };
  const isColumn = columnTest(catalogue, map);
  const { head, isWhole, all } = await lookAhead(
    utf8Bytes(unpacked(chunks), format === 'ndjson' || format === 'json'),
    (bytes) => format !== 'auto' || bytes.length >= DETECTED_IN || detectFormat(bytes, false, isColumn) !== undefined,
  );
  const actual =
    format === 'auto' ? (detectFormat(head, false, isColumn) ?? detectFormat(head, isWhole, isColumn)!) : format;
  const reader = await createReader(actual, where, isColumn, options);
  // What a map makes of the values of a table, its reader does cell by cell.
  const mapped = (batch: Batch): Batch => (map === undefined || actual === 'csv' ? batch : mapBatch(batch, map));
  const length = actual === 'ndjson' && options.isShared === true ? LARGE_PIECE : PIECE;
  try {
    for await (const chunk of all) {
      for (let at = 0; at < chunk.length; at += length) {
        const batch = unlessEmpty(reader.push(chunk.subarray(at, at + length)));
        if (batch !== undefined) yield mapped(batch);
      }
    }
  } catch (error) {
    if (!(error instanceof BadGzip)) throw error;
    yield [unreadable('bad-gzip', error.message, reader.place())];
    return;
  }
  const batch = unlessEmpty(reader.end());
  if (batch !== undefined) yield mapped(batch);
}

/** Nothing when there are no records, as long as a table is at its header. */
function unlessEmpty(batch: Batch): Batch | undefined {
  return Array.isArray(batch) && batch.length === 0 ? undefined : batch;
}

async function createReader(
  format: Exclude<InputFormat, 'auto'>,
  where: Where,
  isColumn: (name: string) => boolean,
  options: ReadOptions,
): Promise<RecordReader> {
  switch (format) {
    case 'ndjson':
      return createLineReader(where);
    case 'json':
      return createJsonReader(where);
    case 'csv': {
      const { createTableReader } = await import('./read-table.ts');
      return createTableReader(where, isColumn, options);
    }
    default:
      return format satisfies never;
  }
}

function columnTest(catalogue: Catalogue, map: IncidentMap | undefined): (name: string) => boolean {
  const known = new Set(
    (map === undefined
      ? [...INCIDENT_FIELDS.filter((field) => field !== 'facts'), ...catalogue.keys()]
      : map.columns.map(({ name }) => name)
    ).map(columnKey),
  );
  return (name) => known.has(columnKey(name));
}

function mapBatch(batch: Batch, map: IncidentMap): Batch {
  return {
    [Symbol.iterator]: () => mapRecords(batch, map),
    ...(batch.lines === undefined ? {} : { lines: batch.lines }),
  };
}

/** The records, with what a map makes of the fields of each. */
export function* mapRecords(records: Iterable<BatchRecord>, map: IncidentMap): Generator<BatchRecord> {
  for (const record of records) yield mapRecord(record, map);
}

function mapRecord(record: BatchRecord, map: IncidentMap): BatchRecord {
  if (record.kind !== 'value') return record;
  const { value, problems } = map.apply(record.value);
  return { ...record, value, ...(problems.length === 0 ? {} : { problems }) };
}
