/** A word of a line as a shell would see it. */
export interface Word {
  /** Without its quotes and escapes. */
  readonly text: string;
  /** Has a `*`, `?` or `[` that was not escaped. Quotes do not count: people put them around blanks. */
  readonly glob: boolean;
  /** Was quoted or had an escaped character: whoever wrote it said where it ends. */
  readonly isQuoted: boolean;
  /** The blanks and commas before it. */
  readonly gap: string;
}

/** Blanks that separate. Not the narrow one that macOS puts into the names of its screenshots, nor a non-breaking one. */
const GAP = /[ \t,]*/y;

/** PowerShell's call operator, which Windows terminals write before a dropped path. */
const CALL = /&[ \t]+(?=["'])/y;

/** In double quotes a POSIX shell knows these escapes only. */
const ESCAPE_IN_QUOTES = /^\\["\\$`]/;

/** Splits a line at blanks and commas outside quotes; the quoting is that of POSIX shells, or on `win32` of PowerShell and cmd.exe. */
export function splitWords(line: string, platform: NodeJS.Platform): readonly Word[] {
  const words: Word[] = [];
  for (let at = 0; at < line.length;) {
    const gap = matchAt(GAP, line, at);
    at += gap.length;
    at += matchAt(CALL, line, at).length;
    const word = readWord(line, at, platform);
    at = word.end;
    if (word.text !== '') words.push({ ...word, gap });
  }
  return words;
}

function readWord(
  line: string,
  start: number,
  platform: NodeJS.Platform,
): Omit<Word, 'gap'> & { readonly end: number } {
  const hasEscapes = platform !== 'win32';
  let text = '';
  let glob = false;
  let isQuoted = false;
  let at = start;
  while (at < line.length && matchAt(GAP, line, at) === '') {
    const char = line.charAt(at);
    // Inside a word a single quote is an apostrophe (O'Brien), unless quotes or escapes came before it ('it'\''s').
    const opens: boolean = char === '"' || (char === "'" && (at === start || isQuoted));
    const quoted: ReturnType<typeof readQuoted> = opens ? readQuoted(line, at, hasEscapes) : null;
    const isEscape = hasEscapes && char === '\\' && at + 1 < line.length;
    text += quoted?.text ?? (isEscape ? line.charAt(at + 1) : char);
    glob ||= !isEscape && /[*?[]/.test(quoted?.text ?? char);
    isQuoted ||= isEscape || quoted !== null;
    at = quoted?.end ?? at + (isEscape ? 2 : 1);
  }
  return { text, glob, isQuoted, end: at };
}

/** What stands in the quotes that open at `start`, and where they end; `null` when they never do. */
function readQuoted(
  line: string,
  start: number,
  hasEscapes: boolean,
): { readonly text: string; readonly end: number } | null {
  const quote = line.charAt(start);
  let text = '';
  for (let at = start + 1; at < line.length; at += 1) {
    const isPair = hasEscapes
      ? quote === '"' && ESCAPE_IN_QUOTES.test(line.slice(at, at + 2))
      : quote === "'" && line.startsWith("''", at);
    if (isPair) at += 1;
    else if (line.charAt(at) === quote) return { text, end: at + 1 };
    text += line.charAt(at);
  }
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
