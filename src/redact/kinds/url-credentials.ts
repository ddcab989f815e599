import type { SecretKind, Span } from '../kind.ts';
import { looksLikeToken } from '../words.ts';
import { searchFor } from '../search/search.ts';

/** Before what may be `user:password@host`, escaped for an address or not; one address may hold another. */
const AUTHORITIES = [
  /:\/\/(?=(?<plain>(?:(?!:\/\/)[^\s"'`<>]){1,300}))/g,
  /%2f%2f(?=(?<escaped>(?:(?!%2f%2f)[^\s"'`<>&]){1,300}))/gi,
  /\b(?:turns?|stuns?|sips?):(?!\/\/)(?=(?<plain>[^\s"'`<>:@;?]{1,100}:[^\s"'`<>@]{1,200}@))/gi,
].map((pattern) => searchFor(pattern));
const USER = /^[^/:@?#[\]]{0,200}:/;
const ESCAPED_USER = /^(?:(?!%3a|%40|%2f)[^/?#]){0,200}%3a/i;
/** A port, and what may stand behind one. */
const PORT = /^\d{1,5}(?:[/?#,;)]|%2f|%3f|$)/i;

/**
 * The password in an address, RFC 3986 3.2.1: `https://user:…@host`, `redis://:…@host`, `https%3A%2F%2Fuser%3A…%40host`,
 * a token that stands there alone, and `turn:user:…@host`. Raw passwords may have `@` and `/` in them.
 */
export const urlCredentials: SecretKind = {
  name: 'password',
  hint: /:\/\/|%2f%2f|turns?:|stuns?:|sips?:/i,
  harvested: true,
  find: (text) => AUTHORITIES.flatMap((pattern) => pattern.all(text).flatMap(passwordIn)),
};

function passwordIn(match: RegExpExecArray): readonly Span[] {
  const { plain, escaped = '' } = match.groups ?? {};
  const authority = plain ?? escaped;
  const at = match.index + match[0].length;
  const user = (plain === undefined ? ESCAPED_USER : USER).exec(authority)?.[0];
  const sign = plain === undefined ? '%40' : '@';
  if (user === undefined) return tokenAlone(authority, sign, at);
  const rest = authority.slice(user.length);
  if (PORT.test(rest)) return [];
  const end = endOfPassword(rest, sign);
  return end <= 0 ? [] : [{ start: at + user.length, end: at + user.length + end }];
}

/** Up to the last `@` before the path; when there is none, the password has a `/` in it. */
function endOfPassword(rest: string, sign: string): number {
  const path = /[/?#]|%2f/i.exec(rest)?.index ?? rest.length;
  const inAuthority = rest.slice(0, path).lastIndexOf(sign);
  return inAuthority === -1 ? rest.indexOf(sign, path) : inAuthority;
}

/** `https://ghp_…@host`. */
function tokenAlone(authority: string, sign: string, at: number): readonly Span[] {
  const end = /[/?#]|%2f/i.exec(authority)?.index ?? authority.length;
  const user = authority.slice(0, Math.max(0, authority.slice(0, end).lastIndexOf(sign)));
  return user.length >= 16 && !user.includes('.') && looksLikeToken(user) ? [{ start: at, end: at + user.length }] : [];
}
