/** One word of a text, as it is compared and where it stands. */
export interface Token {
  /** Lower case, without accents and apostrophes. */
  readonly word: string;
  /** Where it stands in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Counts up at each mark of punctuation: what is denied in one clause is not denied in the next. */
  readonly clause: number;
}

const WORD_OR_MARK = /\p{L}[\p{L}\p{M}]*(?:['’`´]\p{L}[\p{L}\p{M}]*)*|\p{N}+|[.,;:!?()\n–—]/gu;
const WORD = /^[\p{L}\p{N}]/u;
const PLAIN = /^[a-z]+$/;

/** The words of a text in any language, in order; digits and letters that touch are two words ("30s" is 30 and s). */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let clause = 0;
  for (const match of text.matchAll(WORD_OR_MARK)) {
    const [found] = match;
    if (WORD.test(found))
      tokens.push({ word: fold(found), start: match.index, end: match.index + found.length, clause });
    else clause++;
  }
  return tokens;
}

/** The form in which words are compared: full-width letters, capitals, accents and apostrophes make no difference. */
export function fold(word: string): string {
  if (PLAIN.test(word)) return word;
  return word
    .normalize('NFKD')
    .replace(/[\p{M}'’`´]/gu, '')
    .toLowerCase();
}
