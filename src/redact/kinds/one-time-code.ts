import type { SecretKind, Span } from '../kind.ts';
import { startOfRun } from '../search/places.ts';
import { searchFor } from '../search/search.ts';

/** What the code is for, and what it is called; of a decomposed letter the mark has become a filler. */
const PURPOSE = String.raw`(?:verification|verify|security|one[- ]?time|log[- ]?in|sign[- ]?in|access|auth(?:entication|orization)?|authenticator|confirmation|activation|2fa|mfa|sms|two[- ]factor|pairing|recovery|backup|voice ?mail|host|meeting|temporary)`;
const ENGLISH = String.raw`${PURPOSE}[ -]{1,2}(?:pin|code|pass ?code)s?|one[- ]?time[ -]{1,2}password|(?:otp|totp|pin|mfa|2fa|passcode)(?:[ -]code)?`;
const SPANISH = String.raw`c(?:ó|o\uFFFF?)digo (?:(?:de|del) (?:verificaci|seguridad|acceso|confirmaci|activaci|un solo uso|sms)(?:(?:ó|o\uFFFF?)n)?|otp|sms)|clave (?:de (?:un solo uso|acceso|verificaci(?:ó|o\uFFFF?)n)|din(?:á|a\uFFFF?)mica|temporal|otp)`;
const GERMAN = String.raw`(?:best(?:ä|a\uFFFF?|ae)tigungs|verifizierungs|verifikations|sicherheits|einmal|zugangs|anmelde|authentifizierungs|freischalt|aktivierungs)-?(?:code|pin|passwort|kennwort)|[sm]?-?(?:sms-)?tan`;
const FRENCH = String.raw`code (?:de v(?:é|e\uFFFF?)rification|de s(?:é|e\uFFFF?)curit(?:é|e\uFFFF?)|(?:à|a\uFFFF?) usage unique)`;
const NAME = String.raw`(?<![\w.-])(?:${ENGLISH}|${SPANISH}|${GERMAN}|${FRENCH})`;
const ENDS_WITH_NAME = new RegExp(String.raw`${NAME}$`, 'i');
const BEGINS_WITH_NAME = new RegExp(String.raw`^(?:[\w-]{1,20}[ \t]){0,2}?${NAME}`, 'i');
/** The longest name, with room. */
const FAR = 60;
/** With what a name ends. It is looked for first: a pattern of all names would be tried at each place in a text. */
const LAST_WORD = String.raw`(?<word>codes?|pins?|pass ?codes?|password|passwort|kennwort|otp|mfa|2fa|tan|sms|verificaci(?:ó|o\uFFFF?)n|seguridad|acceso|confirmaci(?:ó|o\uFFFF?)n|activaci(?:ó|o\uFFFF?)n|uso|din(?:á|a\uFFFF?)mica|temporal|rification|curit(?:é|e\uFFFF?)|unique)`;
const SAYS = String.raw`(?:is|was|ist|war|lautet|es|era|est)`;
const CODE = String.raw`(?:[A-Z]-)?(\d{3}[ -]\d{3}|\d{4,10}|(?=[A-Z0-9]{0,7}\d)[A-Z0-9]{6,8})(?![\w:/]|[.,]\d|-\d)`;
const BEFORE = searchFor(
  new RegExp(
    String.raw`${LAST_WORD}["')\\]{0,4}(?:[ \t]{1,4}(?:for|de|für|para|of)[ \t]{1,4}[\w.@-]{1,64})?[ \t]{0,4}(?:${SAYS}[ \t]{0,4})?(?:=>|[:=#-])?[ \t]{0,4}(?:\r?\n[ \t]{0,20})?["'(\\]{0,4}${CODE}`,
    'gi',
  ),
);
const BEHIND = searchFor(
  /(\d(?<!(?:[\w.:/]|(?<![a-z])-)\d)(?:\d\d[ -]\d{3}|\d{3,9}))[ \t]{1,2}(?:is|ist|es|est)[ \t]{1,2}(?:your|the|my|ihr|dein|der|su|tu|el|votre)[ \t]{1,2}/gi,
  { word: /(?:is|ist|es|est)[ \t]/, starts: numbersBefore },
);

/** Where a number of one or two groups begins that ends before the blanks at `at`. */
function numbersBefore(text: string, at: number): readonly number[] {
  const end = startOfRun(text, at, /[ \t]/, 2);
  const last = startOfRun(text, end, /\d/, 10);
  if (end === at || last === end) return [];
  return /[ -]/.test(text[last - 1] ?? '') ? [startOfRun(text, last - 1, /\d/, 3), last] : [last];
}

/** Where nothing says what for, six digits. */
const SOME_CODE = searchFor(
  / c(?:ode|(?:ó|o\uFFFF?)digo) (?<=(?<![\w.-])(?:your|my|the|enter|entered|su|tu|mi|el|ihr|dein|der) c\S{3,6} )(?:(?:is|was|ist|es|era)[ :]{1,3})?(?:[A-Z]-)?(\d{3}[ -]?\d{3})(?!\w)/gi,
);
const USED = searchFor(
  /\buse[ \t](\d{4,8})[ \t](?:to|as|for)[ \t](?:verify|sign|log|your|confirm|authenticate|complete)\b/gi,
);
const FIELD = searchFor(
  /(?<![a-z0-9])(?:otp|totp|pin|pin_?code|(?:mfa|sms|verification|one_?time|auth|2fa|tan|confirmation|login|security)_?(?:code|pin)|tan)(?:_?(?:code|value|input))?["'\\\]]{0,6}[ \t]{0,4}(?:=>|[:=]|%3[ad]|>(?=\w{3,10}<\/))[ \t]{0,4}(?:\\{0,4}["']|%22)?(\d{3,10}|(?=[A-Z0-9]{0,9}\d)[A-Z0-9]{6,10})(?![\w.])/gi,
);
const NAMES =
  /^(?:otp|totp|hotp|mfa|pin|tan|twofactor)(?:code|value|input|number)?$|^(?:mfa|sms|verification|onetime|auth|authentication|twofa|2fa|twofactor|confirmation|activation|login|recovery|backup|host|agent|voicemail|email|phone)(?:code|pin|otp|passcode)s?$|onetime(?:password|code|pin)|^(?:smstan|mtan)$/;

/**
 * Codes that let somebody in once, and PINs, by the words beside them in English, Spanish, German and French: "your
 * verification code is 123456", "123456 is your code", `otp=123456`. Error, status, area and postal codes stay.
 */
export const oneTimeCode: SecretKind = {
  name: 'one-time-code',
  hint: /use[ \t]\d|code|pin|otp|tan|passw|kennwort|number|c(?:ó|o.?)digo|clave|2fa|mfa/i,
  find: (text) => [
    ...BEFORE.all(text)
      .filter(({ index, groups }) =>
        ENDS_WITH_NAME.test(text.slice(Math.max(0, index - FAR), index + (groups?.['word'] ?? '').length)),
      )
      .map(codeIn),
    ...BEHIND.all(text)
      .filter(({ 0: words, index }) =>
        BEGINS_WITH_NAME.test(text.slice(index + words.length, index + words.length + FAR)),
      )
      .map(codeIn),
    ...SOME_CODE.all(text).map(codeIn),
    ...USED.all(text).map(codeIn),
    ...FIELD.all(text).map(codeIn),
  ],
  isField: (field) => NAMES.test(field),
};

function codeIn(match: RegExpExecArray): Span {
  const code = match.findLast((part) => part !== undefined && /\d/.test(part)) ?? '';
  const start = match.index + match[0].lastIndexOf(code);
  return { start, end: start + code.length };
}
