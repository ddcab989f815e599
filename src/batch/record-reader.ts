import type { BatchRecord, RecordPlace } from './record.ts';

/** Bytes in, records out: one format. Nothing is thrown, whatever the bytes are, and no more than a record is held. */
export interface RecordReader {
  /**
   * The records that end in these bytes, read as they are asked for: all are to be taken before more is pushed. The
   * bytes stay the caller's; what is kept of them is copied.
   */
  push(bytes: Uint8Array): Batch;
  /** What is left when nothing comes any more. */
  end(): BatchRecord[];
  /** Where the record stands that has begun, or that would come next. */
  place(): RecordPlace;
}

/** Records, to be gone through once. */
export interface Batch extends Iterable<BatchRecord> {
  /** Where there is a record a line: what they stand on, for another thread to go through instead. */
  readonly lines?: Lines;
}

/** Whole lines of NDJSON, in memory that is used again. */
export interface Lines {
  /** Bytes that end where a line ends; of the last line of a part the line feed may be cut off. */
  readonly parts: readonly Uint8Array[];
  /** Where the first of them stands. From then on they count as gone through. */
  take(): RecordPlace;
}

/** What all records of an input have in common. */
export type Where = Pick<RecordPlace, 'file'>;
