import type { BatchRecord, RecordPlace } from './record.ts';

/** Bytes in, records out: one format. Nothing is thrown, whatever the bytes are, and no more than a record is held. */
export interface RecordReader {
  /**
   * The records that end in these bytes, read as they are asked for: all are to be taken before more is pushed. The
   * bytes stay the caller's; what is kept of them is copied.
   */
  push(bytes: Uint8Array): Iterable<BatchRecord>;
  /** What is left when nothing comes any more. */
  end(): BatchRecord[];
  /** Where the record stands that has begun, or that would come next. */
  place(): RecordPlace;
}

/** What all records of an input have in common. */
export type Where = Pick<RecordPlace, 'file'>;
