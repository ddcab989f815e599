import { endOfIndented, indentOf, lineBefore } from './indented.ts';
import type { Span } from './kind.ts';
import { quotedValue } from './value-after.ts';
import type { Search } from './search/search.ts';

/** What may stand before the name of a header that has a line to itself: marks of curl, of quotes, of lists. */
const LINE_START = /^[ \t>*<|#+"'`-]*(?:[a-z0-9]{1,20}-){0,3}$/i;

/**
 * The values of a header in text; `name` must match its name with the `:` or `=` and the blanks after it. A value in
 * quotes ends with them, and a header that has a line to itself ends with it, folded lines included. Within a sentence
 * or an address `inProse` says what of the text from its second argument on is secret; the third is whether `=` led to it.
 */
export function headerValues(
  text: string,
  name: Search,
  inProse: (text: string, at: number, assigned: boolean) => Span | undefined,
): readonly Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const match of name.all(text)) {
    // A header within a value is not looked at again: one long line of them would take quadratic time.
    if (match.index < done) continue;
    const start = match.index + match[0].length;
    const assigned = /=|%3[ad]/i.test(match[0]);
    const span =
      quotedValue(text, start) ??
      withinQuotes(text, match.index, start) ??
      (assigned ? undefined : wholeHeader(text, match.index, start)) ??
      inProse(text, start, assigned);
    done = span?.end ?? start;
    if (span !== undefined && span.end > span.start) spans.push(span);
  }
  return spans;
}

/** The value of a header that is quoted with its name, as `-H 'Cookie: …'`. */
function withinQuotes(text: string, nameAt: number, start: number): Span | undefined {
  const quote = /["'`]/.exec(text[nameAt - 1] ?? '')?.[0];
  if (quote === undefined) return undefined;
  const closing = new RegExp(String.raw`[${quote}\r\n]`, 'g');
  closing.lastIndex = start;
  let end = closing.exec(text)?.index ?? -1;
  if (text[end] !== quote) return undefined;
  while (end > start && text[end - 1] === '\\') end -= 1;
  return { start, end };
}

function wholeHeader(text: string, nameAt: number, start: number): Span | undefined {
  const before = lineBefore(text, nameAt);
  if (before === undefined || !LINE_START.test(before)) return undefined;
  const end = endOfIndented(text, start, indentOf(before));
  const value = /\S/g;
  value.lastIndex = start;
  return { start: Math.min(value.exec(text)?.index ?? end, end), end };
}
