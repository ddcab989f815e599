import type { SecretKind } from '../kind.ts';
import { searchFor } from '../search/search.ts';

/** The sign as it is, in addresses (once or twice encoded), in HTML and in JSON. */
const SIGN = /@|%(?:25)?40|&#(?:64|x40);|\\u0040/gi;
const SIGNS = searchFor(SIGN);
/** The practical part of RFC 5322 §3.4.1; `%2B` is a plus in an address. */
const LOCAL = /(?:[\p{L}\p{N}_.+'~\uFFFF-]|%(?:25)?2B){1,64}$/iu;
const QUOTED_LOCAL = /"[^"\r\n@]{1,62}"$/;
const DOMAIN = /(?:[\p{L}\p{N}\uFFFF-]{1,63}\.){1,8}(?:xn--[a-z\d-]{2,59}|[\p{L}\uFFFF]{2,24})(?![\p{L}\p{N}])/iuy;
/** What stands behind the sign in file names and names of services, and is no domain. */
const NO_DOMAIN =
  /\.(?:png|jpe?g|gif|svg|webp|ico|js|mjs|cjs|ts|css|map|json|md|log|txt|service|socket|slice|scope|timer|target|mount|device)$|^\d+\.\d+\.\d/i;
/** `jane@example.com.txt`: a file that bears somebody's address, to the end of the address. */
const FILE_OF =
  /^.*[^.]{2}\.(?:(?:com|net|org|edu|gov|info|biz)(?=\.(?:json|md|log|txt|png|jpe?g)$)|[a-z]{2}(?=\.(?:json|md|log|txt)$))/i;
const IN_USERINFO = /:\/\/[^\s/?#@"'<>]{0,200}$/;
/** Ids that the vendor searches by are written like addresses: RFC 3261 §8.1.1.4, RFC 5322 §3.6.4. */
const IN_ID =
  /(?:(?:call|message|content)[-_ ]?id|in-reply-to|references|replaces|(?:^|\n)i)["'\\]{0,3}[ \t]{0,3}[:=][ \t]{0,3}["'\\<]{0,3}$/i;

/** E-mail addresses, also with the sign encoded. Users in addresses of servers (`https://user@host`) are no part of it. */
export const email: SecretKind = {
  name: 'email',
  hint: /@|%(?:25)?40|&#(?:64|x40);|\\u0040/i,
  find: (text) =>
    SIGNS.all(text).flatMap(({ 0: sign, index }) => {
      const start = startOfLocal(text, index);
      if (start === undefined) return [];
      const end = endOfDomain(text, index + sign.length);
      if (end === undefined) return [];
      const before = text.slice(Math.max(0, start - 220), start);
      if ((sign === '@' && IN_USERINFO.test(before)) || IN_ID.test(before.slice(-24))) return [];
      return /^git$/i.test(text.slice(start, index)) ? [] : [{ start, end }];
    }),
  canonical: (value) => decode(value.normalize('NFKC')).toLowerCase(),
};

function startOfLocal(text: string, at: number): number | undefined {
  if (/[\s@,;:<>]/.test(text[at - 1] ?? ' ')) return undefined;
  const before = text.slice(Math.max(0, at - 64), at);
  const local = (LOCAL.exec(before) ?? QUOTED_LOCAL.exec(before))?.[0];
  if (local === undefined) return undefined;
  const start = at - local.length;
  // What is encoded before it (`user%3Djo%40…`) ends with two characters that look as if they were a part of it.
  const encoded = text[start - 1] === '%' ? (/^(?:25)?[0-9a-f]{2}/i.exec(local)?.[0].length ?? 0) : 0;
  const escaped = text[start - 1] === '\\' && /^[nrt]/.test(local) ? 1 : 0;
  const dots = /^[.'~-]*/.exec(local.slice(encoded + escaped))?.[0].length ?? 0;
  const skipped = encoded + escaped + dots;
  return skipped < local.length ? start + skipped : undefined;
}

function endOfDomain(text: string, at: number): number | undefined {
  DOMAIN.lastIndex = at;
  const domain = DOMAIN.exec(text)?.[0];
  if (domain === undefined) return undefined;
  const address = NO_DOMAIN.test(domain) ? FILE_OF.exec(domain)?.[0] : domain;
  return address === undefined ? undefined : at + address.length;
}

function decode(value: string): string {
  return value.replace(SIGN, '@').replace(/%(?:25)?2B/gi, '+');
}
