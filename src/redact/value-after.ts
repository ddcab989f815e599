import type { Span } from './kind.ts';
import type { Search } from './search/search.ts';

/** Where a value without quotes ends: with the word, with a sign that no token has, with the last `name=value` after a semicolon. */
export type Until = 'word' | 'token' | 'pairs';

/** A quote before a sign that follows a string, a tag, a line end that was escaped, or another field end a word too. */
const WORD_END =
  /[\s&]|\\{0,4}["'`](?=[\s,}\]):;\\]|$)|<(?=\/?[a-z]{1,10}[\s/>])|\\r\\n|\\n(?=[\w-]{1,40}[:=])|;\s*\w+=|$/g;
const TOKEN_END = /[\s&"'`<>,;|(){}[\]\\]|$/g;
const FURTHER_PAIRS = /(?:;[ \t]?[^\s=;]+=[^\s;&]*)*/y;
/** A quote that was escaped for an address or for HTML. */
const ENCODED_QUOTE = /%(?:25){0,3}2[27]|&quot;|&apos;|&#(?:34|39|x2[27]);|\\{1,4}u00(?:22|27)/iy;

/**
 * The values that follow a name in text: `name` must match the name with its `:` or `=` and the blanks after it.
 * A quoted value ends at its closing quote; else it ends as `until` says.
 */
export function valuesAfter(text: string, name: Search, until: Until): readonly Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const match of name.all(text)) {
    // A name within a value is not looked at again: one long line of them would take quadratic time.
    if (match.index < done) continue;
    const span = valueAt(text, match.index + match[0].length, until);
    done = span.end;
    if (span.end > span.start) spans.push(span);
  }
  return spans;
}

/** The value that begins at `at`, without its quotes; empty when there is none before the end of the line. */
export function valueAt(text: string, at: number, until: Until): Span {
  return quotedValue(text, at) ?? encodedQuotedValue(text, at) ?? bareValue(text, at, until);
}

/** The span of a value in quotes; the quotes may be escaped (`\"`), as they are in JSON within JSON. */
export function quotedValue(text: string, at: number): Span | undefined {
  const opening = /\\*["'`]/y;
  opening.lastIndex = at;
  const quote = opening.exec(text)?.[0];
  if (quote === undefined) return undefined;
  const start = at + quote.length;
  // The backslashes are counted from the quote back: a pattern that begins with them tries a long run at each one.
  const closing = /["'`\r\n]/g;
  closing.lastIndex = start;
  for (let match = closing.exec(text); match !== null; match = closing.exec(text)) {
    const slashes = slashesBefore(text, match.index, start);
    if (/[\r\n]/.test(match[0])) return { start, end: match.index };
    if (match[0] === quote.at(-1) && slashes < quote.length) return { start, end: match.index - slashes };
  }
  return { start, end: text.length };
}

/** The span of a value between two escaped quotes of one spelling, as in `%22hunter2%22`. */
function encodedQuotedValue(text: string, at: number): Span | undefined {
  ENCODED_QUOTE.lastIndex = at;
  const quote = ENCODED_QUOTE.exec(text)?.[0];
  if (quote === undefined) return undefined;
  const start = at + quote.length;
  const closing = new RegExp(`${quote.replaceAll('\\', '\\\\')}|[\\r\\n]|$`, 'gi');
  closing.lastIndex = start;
  return { start, end: closing.exec(text)?.index ?? text.length };
}

/** How many backslashes stand right before `at`, as far back as `from`. */
function slashesBefore(text: string, at: number, from: number): number {
  let count = 0;
  while (at - count > from && text[at - count - 1] === '\\') count += 1;
  return count;
}

function bareValue(text: string, start: number, until: Until): Span {
  const end = until === 'token' ? TOKEN_END : WORD_END;
  end.lastIndex = start;
  const stop = end.exec(text)?.index ?? text.length;
  if (until !== 'pairs') return { start, end: stop };
  FURTHER_PAIRS.lastIndex = stop;
  return { start, end: stop + (FURTHER_PAIRS.exec(text)?.[0].length ?? 0) };
}

/** Whether an option at `at` is one of curl or wget, whose name stands in the same command, lines continued or not. */
export function isOfCurl(text: string, at: number): boolean {
  return /\b(?:curl|wget)\b/i.test(text.slice(Math.max(0, at - 300), at));
}
