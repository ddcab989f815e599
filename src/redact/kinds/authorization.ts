import type { SecretKind, Span } from '../kind.ts';
import { valuesAfter } from '../value-after.ts';

const HEADER = /authorization["'\\]{0,4}[ \t]{0,8}(?:=>|[:=])[ \t]{0,8}/gi;
const SCHEME = /^(?:bearer|basic|digest|negotiate|ntlm|token|apikey|aws4-hmac-sha256)[ \t]+(?=\S)/i;

/** The value of `Authorization` and `Proxy-Authorization`, of every scheme; the scheme's name stays. */
export const authorization: SecretKind = {
  name: 'authorization',
  find: (text) => valuesAfter(text, HEADER, 'line').map((span) => withoutScheme(text, span)),
  isField: (field) => /^(?:proxy|x)?authorization$/.test(field),
  inField: (text) => withoutScheme(text, { start: 0, end: text.length }),
};

function withoutScheme(text: string, span: Span): Span {
  const scheme = SCHEME.exec(text.slice(span.start, span.end))?.[0] ?? '';
  return { start: span.start + scheme.length, end: span.end };
}
