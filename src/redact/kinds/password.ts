import type { SecretKind, Span } from '../kind.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { valuesAfter } from '../value-after.ts';
import { isOrdinaryWord, isSaidOfPassword, looksLikePassword } from '../words.ts';
import { searchFor, type Search } from '../search/search.ts';

/** In English, German, Spanish, French, Portuguese and Dutch; of a decomposed letter the mark has become a filler. */
const LONG_WORD = String.raw`passwor[dt]|passwd|passphrase|passcode|pwd|kennwort|contrase(?:ñ|n\uFFFF?)a|mot de passe|senha|wachtwoord`;
/** "Palabra clave" is a keyword. */
const SPOKEN_WORD = String.raw`${LONG_WORD}|pw|(?<!palabras? )clave`;
const SPOKEN_NAME = String.raw`(?<![a-z0-9])(?:${SPOKEN_WORD})`;
const WHOSE = String.raw`(?:of|for|to|de|del|para|für|von)`;
const STATED = searchFor(
  new RegExp(
    String.raw`${SPOKEN_NAME}["']?[ \t]{1,8}(?:${WHOSE}(?:[ \t]{1,8}(?!(?:is|was|ist|war|es|era)\b)\S{1,64}){1,3}[ \t]{1,8})?(?:is|was|ist|war|lautet|es|era|est)[ \t]{0,4}(?::[ \t]{0,8}|[ \t](?:now|jetzt|ahora)?[ \t]{0,8})`,
    'gi',
  ),
);
const FOLLOWED = searchFor(
  new RegExp(
    String.raw`${SPOKEN_NAME}[ \t]{1,8}(?:(?:(?:changed|reset|set|updated)[ \t]{1,8})?(?:to|of|as|a|auf|-|\|)[ \t]{1,8})?`,
    'gi',
  ),
);
const CREDENTIALS = searchFor(
  /(?<![a-z])(?:credentials?|creds|zugangsdaten|credenciales)[ \t]{0,4}[:=][ \t]{0,4}[\w.@\\-]{1,64}[ \t]{0,4}[/:|,][ \t]{0,4}/gi,
);

const NAME =
  /passw(?:or)?[dt]|passphrase|passcode|kennwort|contrasen?a|motdepasse|wachtwoord|pwd|^(?:psw|mdp|clave|senha|pw)$|(?:user|nueva|mi)(?:clave|senha)$/;
const SHORT_NAME =
  /^(?:\w{0,30}(?:user|db|smtp|mail|imap|ftp|ssh|sql|mysql|pg|root|admin|login|http|proxy|auth|redis|mongo|ldap|key|store|keystore|sip|ami|app|wifi|vpn|agent|sudo|mq|rabbitmq|default|initial|bot|service|svc|master|mqtt|amqp|jdbc|registry|docker|snmp|radius|wpa|bind|cert|key)|my)?(?:pass|pw)\d?$/;
/** Numbers that somebody chose, under names that say whose they are; others are one-time codes, or of a machine. */
const PIN =
  /(?:customer|account|caller|client|card|user|member|debit|credit|atm|bank(?:ing)?|security|access|personal|service|verbal|phone)s?pin(?:code|number|no|value)?$/;
/** What tells of a password instead of being one. */
const ABOUT =
  /(?:expired?|expir\w{2,6}|age|polic(?:y|ies)|length|strength|reset|changed?|changedat|lastset|required|attempts?|count|manager|protected|type|field|label|error|prompt|minlength|maxlength|url|uri|link|setat|updatedat|date|rules?|status|state|valid|incorrect|invalid|mismatch|failed|failure|less|enabled|disabled|visible)$|^(?:has|is|shows?|forgot(?:ten)?|requires?|needs?|wrong|invalid|incorrect|bad)pass/;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const naming: Naming = {
  words: String.raw`${LONG_WORD}|credentials|pin|pass|pw|psw|mdp|(?<!palabras? )clave`,
  isName: (name) =>
    ((NAME.test(name) || PIN.test(name)) && !ABOUT.test(name)) || SHORT_NAME.test(name) || name === 'credentials',
  isValue: isPasswordOf,
  until: 'word',
  aside: String.raw`(?:[ \t]{1,4}\([^()\r\n]{1,40}\)|[ \t]{1,4}${WHOSE}(?:[ \t]{1,4}[\w.@'\\-]{1,64}){1,3})?`,
};

const inFields = namedValues(naming);

/**
 * Passwords: `password=…`, `"pwd": "…"`, `pass: …`, `--password …`, `<Password>…<`, a block of YAML, "my password
 * is …", "la contraseña es …", and "password …" where that is no ordinary word.
 */
export const password: SecretKind = {
  name: 'password',
  hint: /pass|pin|pw|psw|mdp|kennwort|contrase|senha|wachtwoord|clave|cred|zugangsdaten/i,
  harvested: true,
  find: (text) => [
    ...inFields(text).filter(({ start, end }) => !isToldOfWrong(text, start, end)),
    ...spokenWords(text, STATED, (word, quoted) => (quoted && /\s/.test(word)) || !isSaidOfPassword(word)),
    ...spokenWords(text, FOLLOWED, looksLikePassword),
    ...spokenWords(text, CREDENTIALS, looksLikePassword),
  ],
  isField: (field) => field !== 'credentials' && naming.isName(field),
};

/** Not numbers and results of tests under `pass`, nor ids under `clave`, nor the folder that shells keep in `PWD`. */
function isPasswordOf(value: string, name: string): boolean {
  if (name === 'pass') return !/^(?:\d{1,3}|ok|yes|no|fail(?:ed)?)[,;.)]?$/i.test(value);
  if (name === 'credentials') return looksLikePassword(value);
  if (PIN.test(name)) return !isSaidOfPassword(value) && !isOrdinaryWord(value);
  if (name === 'clave' && (isSaidOfPassword(value) || UUID.test(value))) return false;
  return !(name.endsWith('pwd') && /^\/(?:home|usr|var|root|etc|opt|tmp|mnt|srv|Users)\b/.test(value));
}

/** "Wrong password: try again" and "Password: required" tell of one that stands elsewhere. */
function isToldOfWrong(text: string, start: number, end: number): boolean {
  const value = text.slice(start, end);
  if (!isOrdinaryWord(value)) return false;
  const before = text.slice(Math.max(0, start - 60), start);
  return (
    /(?:wrong|invalid|incorrect|bad|forgotten|expired|missing|no|falsches|ungültiges|incorrecta) \S{0,20}[ \t]{0,4}:[ \t]*$/i.test(
      before,
    ) ||
    (/:[ \t]+$/.test(before) &&
      /^(?:required|expired|incorrect|invalid|wrong|missing|unchanged|changed|optional|accepted|rejected|reset|set|unset|hidden|requerida|erforderlich|abgelaufen|incorrecta)\W*$/i.test(
        value,
      )) ||
    (/:[ \t]{0,8}\r?\n[ \t]{0,80}$/.test(before) && isSaidOfPassword(value.replace(/\W+$/, '')))
  );
}

/** The words in a sentence that follow `name` and are passwords, without the punctuation of the sentence. */
function spokenWords(
  text: string,
  name: Search,
  isPassword: (word: string, quoted: boolean) => boolean,
): readonly Span[] {
  return valuesAfter(text, name, 'word').flatMap(({ start, end }) => {
    const quoted = /["'`]/.test(text[start - 1] ?? '');
    const value = text.slice(start, end);
    const word = quoted ? value : value.replace(/[.,:;!?)]{1,8}$/, '');
    return word !== '' && isPassword(word, quoted) ? [{ start, end: start + word.length }] : [];
  });
}
