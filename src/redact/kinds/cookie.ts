import { headerValues } from '../header-values.ts';
import type { SecretKind, Span } from '../kind.ts';
import { isOfCurl, valuesAfter } from '../value-after.ts';

const HEADER = /(?:set-)?cookie2?["'\\]{0,4}[ \t]{0,8}:[ \t]{0,8}/gi;
const FIELD = /cookies?["'\\]{0,4}[ \t]{0,8}=[ \t]{0,8}/gi;
const OPTION = /(?<![\w-])(?:-b[ \t=]{0,4}|--cookie[ \t=]{1,4})/g;
/** `name=value` and what follows it after semicolons. Names are bounded so that no input makes the search quadratic. */
const PAIRS =
  /[^\s=;,"']{1,256}=(?:"[^"\r\n]*"|[^\s;]*)(?:;[ \t]*(?:(?:httponly|secure|partitioned)\b|[^\s=;,"']{1,256}=(?:"[^"\r\n]*"|[^\s;]*)))*/iy;

/**
 * Cookies: the headers `Cookie:` and `Set-Cookie:` (not a sentence about cookies; of one within a sentence the pairs),
 * `cookie=…`, `curl -b …`, fields so named.
 */
export const cookie: SecretKind = {
  name: 'cookie',
  find: (text) => [
    ...headerValues(text, HEADER, pairsAt).filter(({ start, end }) => /^[^\s=;]+=/.test(text.slice(start, end))),
    ...valuesAfter(text, FIELD, 'pairs'),
    ...valuesAfter(text, OPTION, 'pairs').filter(
      ({ start, end }) => isOfCurl(text, start) && text.slice(start, end).includes('='),
    ),
  ],
  isField: (field) => /cookies?2?$/.test(field),
};

function pairsAt(text: string, at: number): Span | undefined {
  PAIRS.lastIndex = at;
  return PAIRS.test(text) ? { start: at, end: PAIRS.lastIndex } : undefined;
}
