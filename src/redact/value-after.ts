import type { Span } from './kind.ts';

/** Where a value without quotes ends: with the word, with the line, or with the last `name=value` after a semicolon. */
type Until = 'word' | 'line' | 'pairs';

const WORD_END = /[\s&]|;\s*\w+=|$/g;
const ENDS: Readonly<Record<Until, RegExp>> = { word: WORD_END, line: /[\r\n]|$/g, pairs: WORD_END };
const FURTHER_PAIRS = /(?:;[ \t]?[^\s=;]+=[^\s;&]*)*/y;

/**
 * The values that follow a name in text: `name` must match the name with its `:` or `=` and the blanks after it.
 * A quoted value ends at its closing quote; else it ends as `until` says.
 */
export function valuesAfter(text: string, name: RegExp, until: Until): readonly Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const match of text.matchAll(name)) {
    // A name within a value is not looked at again: one long line of them would take quadratic time.
    if (match.index < done) continue;
    const start = match.index + match[0].length;
    const span = quotedValue(text, start) ?? bareValue(text, match.index, start, until);
    done = span.end;
    if (span.end > span.start) spans.push(span);
  }
  return spans;
}

/** The span of a value in quotes; the quotes may be escaped (`\"`), as they are in JSON within JSON. */
function quotedValue(text: string, at: number): Span | undefined {
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

/** How many backslashes stand right before `at`, as far back as `from`. */
function slashesBefore(text: string, at: number, from: number): number {
  let count = 0;
  while (at - count > from && text[at - count - 1] === '\\') count += 1;
  return count;
}

function bareValue(text: string, nameAt: number, start: number, until: Until): Span {
  const end = ENDS[until];
  end.lastIndex = start;
  const stop = end.exec(text)?.index ?? text.length;
  if (until === 'pairs') {
    FURTHER_PAIRS.lastIndex = stop;
    return { start, end: stop + (FURTHER_PAIRS.exec(text)?.[0].length ?? 0) };
  }
  const before = text[nameAt - 1] ?? '';
  const quoted = until === 'line' && /["'`]/.test(before) ? text.slice(start, stop).indexOf(before) : -1;
  return { start, end: quoted === -1 ? stop : start + quoted };
}
