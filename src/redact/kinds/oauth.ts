import type { SecretKind, Span } from '../kind.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { isSaidOfPassword, looksLikeToken } from '../words.ts';
import { searchFor } from '../search/search.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const naming: Naming = {
  words: String.raw`client[-_. ]?(?:secret|assertion)|code[-_]?verifier|assertion|auth(?:orization)?[-_]?code|(?:device|user)[-_]?code|session[-_]?state`,
  isName: (name) =>
    /clientsecret(?:value)?\d?$|clientassertion$|codeverifier$|^(?:jwt|saml|sso|idp)?assertion$|^(?:oauth)?auth(?:orization)?code$|^(?:device|user)code$|^sessionstate$/.test(
      name,
    ),
  isValue: (value, name) => {
    if (name === 'sessionstate') return looksLikeToken(value) && !UUID.test(value);
    if (name.endsWith('code')) return looksLikeToken(value) || /^[A-Z0-9]{4}-[A-Z0-9]{4}$/.test(value);
    return value.length >= (name === 'assertion' ? 40 : 4) && !isSaidOfPassword(value);
  },
};
const inFields = namedValues(naming);
/** In an address or a form, plain or within another. */
const CODE = searchFor(
  /(?:[?&#]|%(?:25){0,3}(?:3f|26|23)|^)code(?:=|%(?:25){0,3}3d)([^\s&?"'`<>#\\]{8,1024}?)(?=[\s&"'`<>#\\]|%(?:25){0,3}26|$)/gim,
);
/** What stands beside the code of an authorization, and beside no other code (RFC 6749 4.1.2, 4.1.3, OpenID Connect). */
const OF_OAUTH = /(?:state|grant_type|redirect_uri|client_id|session_state|iss|scope)(?:=|%3d)/i;
const STATE = /(?<=(?:[?&#]|%(?:25){0,3}(?:3f|26|23))state(?:=|%(?:25){0,3}3d))([^\s&"'`<>#%\\]{8,2048})/gi;

/** OAuth 2.0: `client_secret`, `code_verifier`, assertions, `code` and `state` of an address that a browser was sent back to. */
export const oauth: SecretKind = {
  name: 'oauth',
  hint: /client|assertion|verifier|code|session[-_]?state/i,
  harvested: true,
  find: (text) => [...inFields(text), ...CODE.all(text).flatMap((match) => codeIn(text, match))],
  isField: (field) => field !== 'sessionstate' && naming.isName(field),
};

/** Fields that are called `code`, no more: an error has one too, so its value must look like what was drawn by lot. */
export const oauthCode: SecretKind = {
  name: 'oauth',
  harvested: true,
  hint: /$^/,
  find: () => [],
  isField: (field) => field === 'code',
  inField: (text) => ({ start: 0, end: isRandom(text) ? text.length : 0 }),
};

function codeIn(text: string, match: RegExpExecArray): readonly Span[] {
  const value = match[1] ?? '';
  const end = match.index + match[0].length;
  const around = text.slice(Math.max(0, match.index - 300), end + 300);
  if (!isRandom(value) && !(OF_OAUTH.test(around) && looksLikeToken(value))) return [];
  const near = text.slice(end, end + 600);
  const query = near.slice(0, /[\s"'`<>]|$/.exec(near)?.index);
  const states = Array.from(query.matchAll(STATE), (state) => ({
    start: end + state.index,
    end: end + state.index + state[0].length,
  }));
  return [
    { start: end - value.length, end },
    ...states.filter((state) => looksLikeToken(text.slice(state.start, state.end))),
  ];
}

/** At least 16 signs with digits among letters of both sizes; `ERR_CONNECTION_REFUSED`, UUIDs and file names have not. */
function isRandom(value: string): boolean {
  if (value.length < 16 || UUID.test(value)) return false;
  const isMixed = /\d/.test(value) && /[a-z]/.test(value) && (/[A-Z]/.test(value) || value.length >= 24);
  return isMixed && !/\s/.test(value);
}
