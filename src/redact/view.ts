import type { Span } from './kind.ts';

/** A stretch of a text as it reads when what is encoded in it is decoded. */
export interface View {
  readonly text: string;
  /** Where in the original a stretch of the view stands. */
  original(span: Span): Span;
  /** Whether the original goes on before, or behind it: what touches such an end may be cut there. */
  readonly isCut: { readonly before: boolean; readonly behind: boolean };
}

/** A part of the original, and what it reads. */
export interface Decoded extends Span {
  readonly text: string;
}

/** The view of `text` from `start` up to `end`, in which each of `parts` (in order, not overlapping) reads as it says. */
export function viewOf(text: string, { start, end }: Span, parts: readonly Decoded[]): View {
  const pieces: string[] = [];
  /** Where parts begin in the view, where they end there, and how much longer the original is up to their ends. */
  const marks: { readonly from: number; readonly to: number; readonly part: Span }[] = [];
  let length = 0;
  let done = start;
  for (const part of parts) {
    const plain = text.slice(done, part.start);
    pieces.push(plain, part.text);
    const from = length + plain.length;
    length = from + part.text.length;
    marks.push({ from, to: length, part });
    done = part.end;
  }
  pieces.push(text.slice(done, end));
  /** The place in the original of `at` in the view; within a part its beginning or its end. */
  const place = (at: number, side: 'start' | 'end'): number => {
    let low = 0;
    let high = marks.length;
    // Behind what reads as nothing a beginning stands, and before it an end.
    const isBefore = ({ from, to }: { readonly from: number; readonly to: number }): boolean =>
      from < at || (side === 'start' && to === at);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(marks[middle]!)) low = middle + 1;
      else high = middle;
    }
    // The last part before `at`; one that begins at it and reads as something matters for a beginning only, and is it.
    const mark = marks[low - 1];
    if (mark === undefined) return start + at;
    if (at < mark.to) return mark.part[side];
    return mark.part.end + (at - mark.to);
  };
  return {
    text: pieces.join(''),
    original: (span) => ({ start: place(span.start, 'start'), end: place(span.end, 'end') }),
    isCut: { before: start > 0 && text[start - 1] !== '\n', behind: end < text.length },
  };
}
