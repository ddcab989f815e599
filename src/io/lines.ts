import { UserError } from '../errors.ts';

/** A line that is longer than this, in bytes, is no line that a person or a program meant. */
const LINE_LIMIT = 1024 * 1024;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Cuts bytes into lines. Lines end with LF or CRLF; a byte order mark at the start is dropped. */
export interface LineSplitter {
  add(chunk: Uint8Array): void;
  /** The next whole line, or `null` when more bytes are needed. Bytes that are no UTF-8 throw a `UserError`. */
  next(): string | null;
  /** What stands after the last line end, once all bytes were added; `null` when nothing does. */
  rest(): string | null;
  /** Takes out the bytes that were added and not yet returned. */
  remaining(): Uint8Array;
}

/** `name` is what the errors call the source. */
export function createLineSplitter(name: string): LineSplitter {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let pending: Buffer = Buffer.alloc(0);
  /** Bytes of `pending` that are known to hold no line end. */
  let searched = 0;
  let lineNumber = 0;

  function decode(bytes: Uint8Array): string {
    lineNumber += 1;
    const withoutReturn = bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
    try {
      const text = decoder.decode(withoutReturn);
      return lineNumber === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text;
    } catch (error) {
      throw new UserError('not-utf8', `${name}: line ${lineNumber} is not UTF-8`, {
        hint: 'Save the text as UTF-8. In PowerShell 5: … | Out-File -Encoding utf8 FILE',
        where: { file: name, line: lineNumber },
        cause: error,
      });
    }
  }

  function refuseLongLine(): void {
    if (searched <= LINE_LIMIT) return;
    throw new UserError('line-too-long', `${name}: line ${lineNumber + 1} is longer than 1 MiB`, {
      where: { file: name, line: lineNumber + 1 },
    });
  }

  return {
    add(chunk) {
      pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
    },
    next() {
      const end = pending.indexOf(LINE_FEED, searched);
      if (end === -1) {
        searched = pending.length;
        refuseLongLine();
        return null;
      }
      const line = pending.subarray(0, end);
      pending = pending.subarray(end + 1);
      searched = 0;
      return decode(line);
    },
    rest() {
      if (pending.length === 0) return null;
      const line = pending;
      pending = Buffer.alloc(0);
      searched = 0;
      return decode(line);
    },
    remaining() {
      const bytes = pending;
      pending = Buffer.alloc(0);
      searched = 0;
      return bytes;
    },
  };
}
