import { headerValues } from '../header-values.ts';
import type { SecretKind, Span } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { isOfCurl, valuesAfter } from '../value-after.ts';
import { looksLikeToken } from '../words.ts';
import { startOfRun } from '../search/places.ts';
import { searchFor } from '../search/search.ts';

const HEADER = searchFor(
  /(?:set-)?cookie2?(?:["'\\\]]|%22|&quot;){0,6}[ \t]{0,8}(?::|%3a(?:%20|\+)?|,\s{0,80}\\{0,4}["']?value\\{0,4}["']?[ \t]{0,4}:|,(?=[ \t]{0,4}\\{0,4}["']))[ \t]{0,8}/gi,
);
const FIELD = searchFor(/cookies?["'\\]{0,4}[ \t]{0,8}=[ \t]{0,8}/gi);
const ELEMENT = searchFor(/(?<=<[\w.:-]{0,40})cookies?>([^<>]{4,8192})(?=<\/)/gi);
const ESCAPED_PAIRS = /(?:(?!%3d)[^\s&"'=;,]){1,256}%3d[^\s&"']*/iy;
/** A line of the file that curl and browsers' exporters write: domain, subdomains, path, secure, expiry, name, value. */
const JAR = searchFor(
  /^(?:#HttpOnly_)?[\w.-]{1,255}\t(?:TRUE|FALSE)\t[^\t\r\n]{1,255}\t(?:TRUE|FALSE)\t\d{1,20}\t[^\t\r\n]{1,255}\t([^\t\r\n]{1,8192})$/gm,
  { word: /\t(?:TRUE|FALSE)\t/, starts: (text, at) => [startOfRun(text, at, /[\w.#-]/, 300)] },
);
const OPTION = searchFor(/(?<![\w-])(?:-b[ \t=]{0,4}|--cookie[ \t=]{1,4})/g);
/** `name=value` and what follows it after semicolons. Names are bounded so that no input makes the search quadratic. */
const PAIRS =
  /[^\s=;,"']{1,256}=(?:"[^"\r\n]*"|[^\s;]*)(?:;[ \t]*(?:(?:httponly|secure|partitioned)\b|[^\s=;,"']{1,256}=(?:"[^"\r\n]*"|[^\s;]*)))*/iy;

/** A value without its name. */
const WORD = /[^\s"'`,;<>&(){}[\]\\]{8,4096}/y;

/**
 * Cookies: the headers `Cookie:` and `Set-Cookie:` (not a sentence about cookies; of one within a sentence the pairs, or
 * what was drawn by lot), `cookie=…`, `curl -b …`, elements and fields so named.
 */
export const cookie: SecretKind = {
  name: 'cookie',
  hint: /cookie|curl|wget|\t(?:TRUE|FALSE)\t/i,
  harvested: true,
  find: (text) => [
    ...[...headerValues(text, HEADER, cookiesAt), ...ELEMENT.all(text).map(lastGroup)].filter(({ start, end }) =>
      isCookie(text.slice(start, end)),
    ),
    ...JAR.all(text).map(lastGroup),
    ...valuesAfter(text, FIELD, 'pairs'),
    ...valuesAfter(text, OPTION, 'pairs').filter(
      ({ start, end }) => isOfCurl(text, start) && text.slice(start, end).includes('='),
    ),
  ],
  isField: (field) => /cookies?2?$/.test(field),
};

function cookiesAt(text: string, at: number): Span | undefined {
  for (const pattern of [PAIRS, ESCAPED_PAIRS, WORD]) {
    pattern.lastIndex = at;
    if (pattern.test(text) && isCookie(text.slice(at, pattern.lastIndex))) return { start: at, end: pattern.lastIndex };
  }
  return undefined;
}

/** Pairs, or a value that has digits among its letters and is no date. */
function isCookie(value: string): boolean {
  if (/^[^\s=;]{1,256}?(?:=|%3d)/i.test(value)) return true;
  return /^\S*\d\S*$/.test(value) && looksLikeToken(value) && !/^\d{4}-\d\d-\d\d/.test(value);
}
