import { decodeStream } from './decode-stream.ts';

/** One line of a text. */
export interface TextLine {
  /** Without its line end; of a longer line, the first {@link LINE_KEPT} characters. */
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Characters of a line that are looked at: a log line is shorter, and a dump of an object says early what it is. */
export const LINE_KEPT = 64 * 1024;

/**
 * The lines of a text file of any size and of every encoding that {@link decodeStream} knows; they end with LF or CRLF.
 * Bytes that are no text stand as U+FFFD in their line. Throws `NotText`, after the lines that could be read, at a NUL.
 */
export async function* textLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  let number = 0;
  let begun = '';
  for await (const piece of decodeStream(chunks, false)) {
    const lines = piece.split('\n');
    for (let index = 0; index < lines.length - 1; index++) {
      const line = lines[index]!;
      yield numbered(begun === '' ? line : `${begun}${line}`);
      begun = '';
    }
    begun = `${begun}${lines.at(-1)!}`.slice(0, LINE_KEPT);
  }
  if (begun !== '') yield numbered(begun);

  function numbered(whole: string): TextLine {
    number += 1;
    const text = whole.length > LINE_KEPT ? whole.slice(0, LINE_KEPT) : whole;
    return { text: text.endsWith('\r') ? text.slice(0, -1) : text, number };
  }
}
