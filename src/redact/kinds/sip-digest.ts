import type { SecretKind } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { searchFor } from '../search/search.ts';

/** MD5 has 32 digits, SHA-256 and SHA-512-256 have 64 (RFC 8760 2); the name may stand between blanks and commas. */
const ANSWER = searchFor(
  /(?<![\w-])(?:response|rspauth|ha1|a1hash|cnonce)["'\\]{0,6}[ \t]{0,4}[:=][ \t]{0,4}\\{0,4}["']?([0-9a-f]{32}(?:[0-9a-f]{32})?)(?![0-9a-f])/gi,
);

/**
 * Answers to a digest challenge, of SIP (RFC 3261 22, RFC 8760) and HTTP (RFC 7616 3.4), where no header's name stands
 * before them: from `response` and what is sent in the open a password can be guessed offline.
 */
export const sipDigest: SecretKind = {
  name: 'sip-digest',
  hint: /response|rspauth|ha1|a1hash|cnonce/i,
  harvested: true,
  find: (text) => ANSWER.all(text).map(lastGroup),
  isField: (field) => /^(?:digest|sip|auth)response$|^rspauth$|^(?:sip|digest)?ha1$/.test(field),
};
