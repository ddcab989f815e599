import { headerValues } from '../header-values.ts';
import type { SecretKind, Span } from '../kind.ts';
import { isOrdinaryWord, looksLikeToken } from '../words.ts';

const HEADER = /authorization["'\\]{0,4}[ \t]{0,8}(?:=>|[:=])[ \t]{0,8}/gi;
const SCHEME =
  /(?:bearer|basic|digest|negotiate|ntlm|token|apikey|aws4-hmac-sha256|hoba|mutual|vapid|dpop|hawk|oauth|scram-sha-\d+)(?:\s+|%20|\+)(?=\S)/iy;
const PAIRS = /[\w-]{1,64}=(?:"[^"\r\n]*"|[^\s,;"&]+)(?:[,;][ \t]*[\w-]{1,64}=(?:"[^"\r\n]*"|[^\s,;"&]+))*/y;
const BLANKS = /[ \t]{1,8}/y;
const TOKEN = /[^\s"'`,;<>&]+/y;
/** Shorter words without a scheme before them are numbers and codes. */
const SHORTEST = 6;

/**
 * The value of `Authorization` and `Proxy-Authorization`, of every scheme; the scheme's name stays. In a sentence only
 * the credentials go: the pairs of a digest, the token behind a scheme, a first word that is no ordinary one.
 */
export const authorization: SecretKind = {
  name: 'authorization',
  find: (text) => headerValues(text, HEADER, credentialsAt).map((span) => withoutScheme(text, span)),
  isField: (field) => /^(?:proxy|x)?authorization$/.test(field),
  inField: (text) => withoutScheme(text, { start: 0, end: text.length }),
};

function credentialsAt(text: string, at: number, assigned: boolean): Span | undefined {
  const start = matchAt(SCHEME, text, at);
  const token = matchAt(TOKEN, text, start);
  const end = Math.max(token, matchAt(PAIRS, text, start));
  if (start > at || assigned) return { start, end };
  const word = text.slice(start, token);
  if (word.length >= SHORTEST && !isOrdinaryWord(word)) return { start, end };
  // A scheme that is not known here is a word before something that is none.
  const second = matchAt(BLANKS, text, token);
  const secondEnd = matchAt(TOKEN, text, second);
  const pairs = matchAt(PAIRS, text, second);
  if (second === token || (pairs === second && !looksLikeToken(text.slice(second, secondEnd)))) return undefined;
  return { start: second, end: Math.max(secondEnd, pairs) };
}

function withoutScheme(text: string, span: Span): Span {
  return { start: Math.min(matchAt(SCHEME, text, span.start), span.end), end: span.end };
}

/** Where what `pattern` (sticky) matches at `at` ends; `at` itself when it does not match. */
function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
