import type { Reading } from './reading.ts';
import type { TextLine } from './text-lines.ts';

/** What every reader needs to know beside the file. */
export interface ReadOptions {
  /** IANA zone of times that stand in a file without one. */
  readonly zone: string;
}

/** A reader of a text that is gone through line by line. */
export interface LineReader {
  line(line: TextLine): void;
  /** What was found; undefined when nothing in the file was of the kind that this reader knows. */
  end(): Reading | undefined;
}
