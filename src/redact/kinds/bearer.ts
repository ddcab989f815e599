import type { SecretKind, Span } from '../kind.ts';
import { valuesAfter } from '../value-after.ts';
import { isOrdinaryWord } from '../words.ts';

/** The words of telephony and of documentation that follow "bearer" without being a token. */
const BEARER =
  /bearer(?:[ \t]+token)?(?:[ \t:=]{1,4}|%20|\+)(?!(?:capabilit|service|channel|token|auth)[a-z]*\b)([^\s"'`,;<>&]{6,})/gi;
/** Folded: the token stands alone on an indented line. */
const FOLDED = /bearer[ \t]{0,8}\r?\n[ \t]{1,80}([\w.~+/=-]{6,})/gi;
const FIELD =
  /(?:access|refresh|id|auth|session|security|bearer)[_-]?token["'\\]{0,4}[ \t]{0,8}(?:=>|[:=])[ \t]{0,8}/gi;

/** Bearer tokens: `Bearer …` wherever it stands, and fields such as `access_token`. */
export const bearer: SecretKind = {
  name: 'bearer',
  find: (text) => [
    ...Array.from(text.matchAll(BEARER), lastGroup),
    ...Array.from(text.matchAll(FOLDED), lastGroup).filter(({ start, end }) => !isOrdinaryWord(text.slice(start, end))),
    ...valuesAfter(text, FIELD, 'word'),
  ],
  isField: (field) => /(?:access|refresh|id|auth|session|security|bearer)token$/.test(field),
};

function lastGroup(match: RegExpExecArray): Span {
  const end = match.index + match[0].length;
  return { start: end - (match[1] ?? '').length, end };
}
