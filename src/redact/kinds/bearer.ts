import type { SecretKind } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { isOrdinaryWord, looksLikeToken } from '../words.ts';
import { searchFor } from '../search/search.ts';

/** The words of telephony and of documentation that follow "bearer" without being a token. */
const BEARER = searchFor(
  /bearer(?:[ \t]+token)?(?:[ \t:=]{1,4}|%20|\+)(?!(?:capabilit|service|channel|token|auth)[a-z]*\b|(?:realm|error\w{0,16}|scope|resource_metadata)=)([^\s"'`,;<>&\\]{6,})/gi,
);
/** As `Sec-WebSocket-Protocol` has it. */
const LISTED = searchFor(/bearer,[ \t]{0,4}([^\s"'`,;<>&\\]{8,})/gi);
/** Folded: the token stands alone on an indented line. */
const FOLDED = searchFor(/bearer[ \t]{0,8}\r?\n[ \t]{1,80}([\w.~+/=-]{6,})/gi);
/** Bearer tokens (RFC 6750 2.1): `Bearer …` wherever it stands; under the names of fields the kind `token` finds them. */
export const bearer: SecretKind = {
  name: 'bearer',
  hint: /bearer/i,
  harvested: true,
  find: (text) => [
    ...BEARER.all(text).map(lastGroup),
    ...LISTED.all(text)
      .map(lastGroup)
      .filter(({ start, end }) => looksLikeToken(text.slice(start, end))),
    ...FOLDED.all(text)
      .map(lastGroup)
      .filter(({ start, end }) => !isOrdinaryWord(text.slice(start, end))),
  ],
  isField: (field) => field === 'bearer',
};
