import { lastGroup } from '../last-group.ts';
import { headerValues } from '../header-values.ts';
import type { SecretKind, Span } from '../kind.ts';
import { isOrdinaryWord, isSaidOfPassword, looksLikeToken } from '../words.ts';
import { searchFor } from '../search/search.ts';

const HEADER = searchFor(
  /(?:authorization|(?<![a-z])x-auth)(?:["'\\\]]|%22|&quot;){0,6}[ \t]{0,8}(?:=>|[:=]|%3[ad](?:%20|\+)?|,\s{0,80}\\{0,4}["']?value\\{0,4}["']?[ \t]{0,4}:|,(?=[ \t]{0,4}\\{0,4}["']))[ \t]{0,8}/gi,
);
const SCHEME =
  /(?:bearer|basic|digest|negotiate|kerberos|ntlm|token|apikey|ssws|jwt|sharedkey(?:lite)?|sharedaccesssignature|aws4-hmac-sha256|aws4-ecdsa-p256-sha256|goog4-rsa-sha256|goog4-hmac-sha256|hoba|mutual|vapid|dpop|hawk|oauth|scram-sha-\d+)(?:\s+|%20|\+)(?=\S)/iy;
const PAIRS = /[\w-]{1,64}=(?:"[^"\r\n]*"|[^\s,;"&]+)(?:[,;][ \t]*[\w-]{1,64}=(?:"[^"\r\n]*"|[^\s,;"&]+))*/y;
const BLANKS = /[ \t]{1,8}/y;
const TOKEN = /[^\s"'`,;<>&\\]+/y;
/** What is sent for a known scheme, where no header's name stands before it. */
const ALONE = [
  // Tokens of NTLM begin with "NTLMSSP" in base64 ([MS-NLMP] 2.2), those of SPNEGO (RFC 4178) with an ASN.1 tag.
  /(TlRMTVNTUA[A-Za-z0-9+/]{2,8192}={0,2})/g,
  /\b(?:Negotiate|Kerberos)[ \t]{1,4}([A-Za-z0-9+/]{20,65536}={0,2})/gi,
  // RFC 7617: user and password with a colon between them, in base64
  /\bBasic[ \t]{1,4}([A-Za-z0-9+/]{8,1024}={0,2})(?![\w-])/gi,
  /\b(?:SSWS|SharedKey(?:Lite)?)[ \t]{1,4}([\w:+/=.-]{16,1024})/g,
  /\bSharedAccessSignature[ \t]{1,4}(sr=[^\s"'\\]{16,2048})/g,
  /\b(?:AWS4-HMAC-SHA256|Digest|Hawk)[ \t]{1,4}([\w-]{1,64}=(?:"[^"\r\n]{0,1024}"|[^\s,;"&]{1,1024})(?:,[ \t]*[\w-]{1,64}=(?:"[^"\r\n]{0,1024}"|[^\s,;"&]{1,1024})){1,32})/g,
].map((pattern) => searchFor(pattern));
/** Shorter words without a scheme before them are numbers and codes. */
const SHORTEST = 6;

/**
 * The value of `Authorization` and `Proxy-Authorization`, of every scheme; the scheme's name stays. In a sentence only
 * the credentials go: the pairs of a digest, the token behind a scheme, a first word that is no ordinary one.
 */
export const authorization: SecretKind = {
  name: 'authorization',
  hint: /authorization|x-auth|TlRMTVNTUA|negotiate|kerberos|basic|ssws|sharedkey|sharedaccesssignature|aws4|digest|hawk/i,
  harvested: true,
  find: (text) => [
    ...headerValues(text, HEADER, credentialsAt)
      .filter(({ start, end }) => !isSentence(text.slice(start, end)))
      .map((span) => withoutScheme(text, span)),
    ...ALONE.flatMap((pattern) => pattern.all(text).filter(isCredential).map(lastGroup)),
  ],
  isField: (field) =>
    /^(?:http|proxy|x|xoriginal|xforwarded)?(?:proxy)?authorization(?:header)?$|^xauth$|^authheader$/.test(field),
  inField: (text) => withoutScheme(text, { start: 0, end: text.length }),
};

/** "Authorization: pending approval" on a line of its own. */
function isSentence(value: string): boolean {
  const words = value.slice(0, 200).split(/\s+/);
  return isSaidOfPassword(words[0] ?? '') && words.every(isOrdinaryWord);
}

/** Of what follows "basic" only what decodes to a name and a password: "Basic functionality" does not. Challenges of a digest stay. */
function isCredential({ 0: match, 1: value = '' }: RegExpExecArray): boolean {
  if (/^basic/i.test(match)) return /^[^\x00-\x1f:]{0,255}:[^\x00-\x1f]*$/.test(atob(unpadded(value)));
  if (/^digest/i.test(match)) return /\b(?:response|rspauth)=/i.test(value);
  return !/^[a-z]+$/i.test(value) || value.length > 40;
}

/** Base64 without its padding and without a last sign that stands for no whole byte. */
function unpadded(base64: string): string {
  const bare = base64.replace(/=+$/, '');
  return bare.length % 4 === 1 ? bare.slice(0, -1) : bare;
}

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
