import type { CheckFormat } from '../report/check-format.ts';
import type { Result, Summary } from '../report/result.ts';
import type { BatchRecord, FullRecord } from './record.ts';
import { countResults } from './summary.ts';

/** Results that follow each other as they are printed, and what they come to. */
export interface Block {
  readonly content: readonly string[] | Uint8Array;
  readonly summary: Summary;
}

/** Goes through records, in blocks. */
export type CheckPiece = (records: Iterable<BatchRecord>) => AsyncGenerator<Block & { content: readonly string[] }>;

/** Characters of a block. */
const ENOUGH = 64 * 1024;

/**
 * Checks one piece of a batch after the other; of each there is one block at least, be it empty.
 *
 * @param before how many records came before the first piece
 */
export function pieceChecker(
  check: (record: FullRecord) => Result | Promise<Result>,
  format: CheckFormat,
  before = 0,
): CheckPiece {
  let nth = before;
  return async function* (records) {
    let content: string[] = [];
    let size = 0;
    let counter = countResults();
    let blankLines = 0;
    for (const record of records) {
      if (record.kind === 'blank') {
        blankLines++;
        continue;
      }
      const checked = check(record);
      // To wait for each record would cost about as much as to check it.
      const result = checked instanceof Promise ? await checked : checked;
      counter.add(result);
      const text = format.result(result, nth++);
      content.push(text);
      size += text.length;
      if (size < ENOUGH) continue;
      yield { content, summary: counter.summary(blankLines) };
      [content, size, counter, blankLines] = [[], 0, countResults(), 0];
    }
    yield { content, summary: counter.summary(blankLines) };
  };
}
