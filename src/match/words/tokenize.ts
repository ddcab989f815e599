/** One word of a text, as it was read and where it stands. */
export interface Token<T = string> {
  readonly word: T;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Counts up at each mark of punctuation: what is denied in one clause is not denied in the next. */
  readonly clause: number;
}

const WORD_OR_MARK = /\p{L}[\p{L}\p{M}]*(?:['’`´]\p{L}[\p{L}\p{M}]*)*|\p{N}+|[.,;:!?()\n–—]/gu;
const MARKS = new Set('.,;:!?()\n–—');
const PLAIN = /^[a-z]+$/;

/** The words of a text in any language, in order; digits and letters that touch are two words ("30s" is 30 and s). */
export function tokenize(text: string): Token[] {
  return readTokens(text, fold);
}

/** The words of a text as `read` makes them from what is written. */
export function readTokens<T>(text: string, read: (written: string) => T): Token<T>[] {
  const tokens: Token<T>[] = [];
  let clause = 0;
  for (const match of text.matchAll(WORD_OR_MARK)) {
    const [found] = match;
    if (MARKS.has(found)) clause++;
    else tokens.push({ word: read(found), start: match.index, end: match.index + found.length, clause });
  }
  return tokens;
}

/** Lower case, without accents and apostrophes: the form in which words are compared, full-width letters like any other. */
export function fold(word: string): string {
  if (PLAIN.test(word)) return word;
  return word
    .normalize('NFKD')
    .replace(/[\p{M}'’`´]/gu, '')
    .toLowerCase();
}
