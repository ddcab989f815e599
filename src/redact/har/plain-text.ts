import { SECRET_KINDS } from '../kinds.ts';

/** What the rebuilding of a HAR removes beside the kinds of secrets; they name placeholders and counts. */
const HAR_KINDS = ['path-segment', 'host', 'query-name', 'header-name', 'field-name', 'page'] as const;
export type HarKind = (typeof HAR_KINDS)[number];

const PLACEHOLDER = /\{([a-z]+(?:-[a-z]+)*)-\d{1,9}\}/g;
const OTHER_KINDS: ReadonlySet<string> = new Set(HAR_KINDS);

/** The text without the placeholders in it: what a HAR that is rebuilt once more has them for was removed before. */
export function withoutPlaceholders(text: string): string {
  return text.includes('{')
    ? text.replace(PLACEHOLDER, (whole, name: string) => (isPlaceholderName(name) ? '' : whole))
    : text;
}

function isPlaceholderName(name: string): boolean {
  return OTHER_KINDS.has(name) || SECRET_KINDS.some((kind) => kind.name === name);
}

/** So many digits in a row, or in one part of a path, are a number of somebody or something. */
export const MANY_DIGITS = 6;

/**
 * Whether the text is made of words, and of numbers that are short: every run of letters and digits in it is one that
 * nobody would choose at random. Long words have no digits; those with digits are short or have few.
 */
export function isPlain(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).every(isPlainRun);
}

function isPlainRun(run: string): boolean {
  const digits = run.replace(/\P{N}/gu, '').length;
  if (digits === 0) return run.length <= 12 || (run.length <= 40 && isOfWords(run));
  if (digits === run.length) return digits < MANY_DIGITS;
  return digits < 4 ? run.length <= 20 : run.length < 8;
}

/** Letters as words have them, one after another in camel case or not; what base64 makes of letters changes case all the time. */
function isOfWords(letters: string): boolean {
  const small = letters.match(/\p{Ll}+/gu) ?? [];
  const large = letters.match(/\p{Lu}+/gu) ?? [];
  if (small.length === 0 || large.length === 0) return true;
  // `correlationId` has one small letter by itself.
  return small.filter((part) => part.length === 1).length <= 1 && large.every((part) => part.length <= 5);
}

/** The name of a header, a cookie, a field of a query or of a form: a few words, joined as programmers do. */
export function isPlainName(name: string): boolean {
  const rest = withoutPlaceholders(name);
  return /^[\p{L}\p{N} ._:$[\]~-]{0,64}$/u.test(rest) && isPlain(rest);
}

/** The value of a header that is made of words: products with their versions, directives, names of servers. */
export function isPlainValue(value: string): boolean {
  const rest = withoutPlaceholders(value);
  return /^[\p{L}\p{N} .,:;/()=+*_"-]{0,400}$/u.test(rest) && isPlain(rest);
}
