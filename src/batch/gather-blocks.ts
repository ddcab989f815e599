import type { Summary } from '../report/result.ts';
import type { Block, CheckPiece } from './check-piece.ts';
import { NO_RESULTS, sumOf } from './summary.ts';

/** Blocks as one, in memory of its own that can be used again. */
export interface Gathered {
  readonly memory: ArrayBuffer;
  /** Bytes of it that are used. */
  readonly length: number;
  readonly summary: Summary;
}

/** Bytes that a UTF-16 unit takes in UTF-8, at most. */
const MOST_BYTES = 3;

const encoder = new TextEncoder();

/**
 * Gathers blocks for as long as they have to wait. Their texts would be old before they are written, and to clear away old
 * objects takes several times as long as to encode them.
 *
 * @param memory is used when it is large enough
 */
export async function gatherBlocks(blocks: ReturnType<CheckPiece>, memory: ArrayBuffer): Promise<Gathered> {
  let bytes = new Uint8Array(memory);
  let length = 0;
  let summary = NO_RESULTS;
  for await (const block of blocks) {
    for (const text of block.content) {
      const most = length + text.length * MOST_BYTES;
      if (most > bytes.length) bytes = enlarged(bytes.subarray(0, length), 2 * most);
      length += encoder.encodeInto(text, bytes.subarray(length)).written;
    }
    summary = sumOf(summary, block.summary);
  }
  return { memory: bytes.buffer, length, summary };
}

/** What was gathered, to be written. */
export function gatheredBlock({ memory, length, summary }: Gathered): Block {
  return { content: new Uint8Array(memory, 0, length), summary };
}

function enlarged(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}
