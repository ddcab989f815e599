import { readLine } from './read-incidents.ts';
import { MAX_RECORD_BYTES, type BatchRecord } from './record.ts';
import { withoutMark } from './split-lines.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Bytes of a line that is over the limit, whatever of it is no content: a byte order mark and a carriage return. */
const ENOUGH = MAX_RECORD_BYTES + 4;

/** The records of NDJSON that comes in chunks, in order: the same as of the whole, with no more than a line of it held. */
export async function* streamRecords(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<BatchRecord> {
  let line = 0;
  for await (const content of streamLines(chunks)) {
    line++;
    yield readLine(line === 1 ? withoutMark(content) : content, { line });
  }
}

async function* streamLines(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let size = 0;
  /** Of a line that is too long only so much is kept that it still is. */
  const keep = (part: Uint8Array): void => {
    if (part.length === 0 || size > ENOUGH) return;
    parts.push(part);
    size += part.length;
  };
  const takeLine = (): Uint8Array => {
    const whole = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [];
    size = 0;
    return whole.at(-1) === CARRIAGE_RETURN ? whole.subarray(0, -1) : whole;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, end));
      yield takeLine();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (size > 0) yield takeLine();
}
