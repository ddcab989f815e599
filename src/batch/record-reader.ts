import type { BatchRecord, RecordPlace } from './record.ts';

/** Bytes in, records out: one format. Nothing is thrown, whatever the bytes are, and no more than a record is held. */
export interface RecordReader {
  /** The records that end in these bytes. */
  push(bytes: Uint8Array): BatchRecord[];
  /** What is left when nothing comes any more. */
  end(): BatchRecord[];
  /** Where the record stands that has begun, or that would come next. */
  place(): RecordPlace;
}

/** What all records of an input have in common. */
export type Where = Pick<RecordPlace, 'file'>;
