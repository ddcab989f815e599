import type { SecretKind, Span } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { isOrdinaryWord, isSaidOfPassword, looksLikeToken } from '../words.ts';
import { searchFor } from '../search/search.ts';

/** The places of lists, and what is said of a token. */
const ABOUT =
  /(?:next|page|nextpage|continuation|sync|cancellation|cancel|unexpected|invalid|expired|has|is|use|no|max|delimiter)token$/;
const naming: Naming = {
  words: 'token|jwt|assertionid|requestticket|sso',
  isName: (name) =>
    (/(?:token|tokenvalue|tokensecret|tokenstring|tokenid)\d?$/.test(name) && !ABOUT.test(name)) ||
    /^(?:x|auth|user|access|id)?jwt$|^ssoticket$/.test(name),
  isValue: (value, name) => {
    if (value.length < 4 || isSaidOfPassword(value) || /^[\d.]{1,6}$/.test(value)) return false;
    return /^(?:access|refresh|id)token/.test(name) || (value.length >= 6 && !isOrdinaryWord(value));
  },
};
const inFields = namedValues(naming);
/** "The token is 9f8e…" and "token 9f8e…". */
const SPOKEN = searchFor(
  /(?<![\w-])token[ \t]{1,4}(?:(?:is|was|ist|es)[ \t]{0,4}:?[ \t]{1,4})?(?=([^\s"'`,;<>&(){}[\]]{16,}))/gi,
);
/** The end of an access token of Webex: the cluster and the organisation's id, behind what is random. */
const WEBEX_END = searchFor(/_[A-Z][A-Z0-9]{3}_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g);
/** What stands in an address instead of a name and a password: `/hooks/…`, `/reset/…`. */
const IN_PATH = searchFor(
  /\/(?:(?:web|incoming)?[-_]?hooks?|incoming|reset(?:[-_]?password)?|invit(?:e|ation)s?|(?:verify|confirm|activate)(?:[-_]?email)?|magic(?:[-_]?link)?|unsubscribe|share[ds]?|join)\/([\w-]{20,200})(?![\w-])/gi,
);
const SHAPES = [
  // Google OAuth access tokens and refresh tokens
  /(?<![\w.-])ya29\.[\w-]{20,}/g,
  /(?<![\w/.-])1\/\/0[\w-]{30,}/g,
  // Tickets of the Central Authentication Service, protocol 3.0, 3
  /(?<![\w-])(?:ST|PT|PGT|PGTIOU|TGT|TGC)-\d{1,8}-[\w.-]{16,}/g,
].map((pattern) => searchFor(pattern));

/** Tokens: `access_token`, `refresh_token`, `id_token` and every other name that ends so, and some by their shape. */
export const token: SecretKind = {
  name: 'token',
  hint: /token|jwt|sso|_[A-Z][A-Z0-9]{3}_|ya29\.|1\/\/0|T-\d|TIOU-\d|TGC-\d|\/[\w-]{20}/i,
  harvested: true,
  find: (text) => [
    ...inFields(text),
    ...WEBEX_END.all(text).flatMap((match) => webexToken(text, match)),
    ...SHAPES.flatMap((shape) =>
      shape.all(text).map(({ 0: found, index }) => ({ start: index, end: index + found.length })),
    ),
    ...IN_PATH.all(text)
      .filter(({ 1: value = '' }) => isDrawn(value))
      .map(lastGroup),
    ...SPOKEN.all(text).flatMap(({ 0: before, 1: value = '', index }) =>
      /\d/.test(value) && looksLikeToken(value)
        ? [{ start: index + before.length, end: index + before.length + value.length }]
        : [],
    ),
  ],
  isField: naming.isName,
};

function webexToken(text: string, { 0: tail, index }: RegExpExecArray): readonly Span[] {
  const random = /[\w-]{40,128}$/.exec(text.slice(Math.max(0, index - 128), index));
  return random === null ? [] : [{ start: index - random[0].length, end: index + tail.length }];
}

/** Letters of both sizes and digits, or hexadecimal digits; not a UUID, nor words. */
function isDrawn(value: string): boolean {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return false;
  return (/\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value)) || /^[0-9a-f]{32,}$/.test(value);
}
