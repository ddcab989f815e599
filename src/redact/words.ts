/** What is said of a password, and is none. */
const SAID = new Set(
  `a an the this that not no never now still also only always again already just yes true false wrong right incorrect correct
  invalid valid bad good fine ok okay weak strong short long too very empty blank null none missing lost gone new old same
  different identical similar unknown known set reset hidden visible secret case-sensitive mandatory optional default in on
  at by for from to of with and or but as so what where why when how his her my your their our its it falsch richtig nicht
  here there one some any all both up out off about after before if then than more less due case sent kept shown seen left
  likely taken given put being leer abgelaufen unbekannt gesperrt ungültig gültig kurz lang erforderlich nötig notwendig
  weg da neu alt gleich noch schon auch wieder es la el un una no incorrecta correcta inválida válida errónea obligatoria
  caducada necesaria requerida la misma nueva vieja corta larga débil muy demasiado para que incorrect expiré requis`.split(
    /\s+/,
  ),
);

/** A name as the kinds know it: in lower case, letters and digits only. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** What stands where a secret would, and is none: a mask, a variable, a word for nothing. */
const NO_SECRET = new RegExp(
  [
    String.raw`[*•.#xX?_\-\u2026]{2,}`,
    String.raw`[[{(]+`,
    'null|nil|none|undefined|true|false|yes|no|n/a|not set|redacted|masked|filtered|your[-_]\\w{1,20}',
    String.raw`[[<(]{1,3}(?:redacted|hidden|masked|removed|filtered|omitted|empty|secret|password|token|none|null|not set)[\])>]{1,3}`,
    String.raw`\$[A-Z][A-Z0-9_]{1,40}|\$\{[^{}]{0,80}\}|\$?\{\{[^{}]{0,80}\}\}|\$\([^()]{0,80}\)|%s|%[A-Z_]{1,40}%`,
  ]
    .map((pattern) => `^(?:${pattern})[,;.)}\\]]{0,8}$`)
    .join('|'),
  'i',
);

/** Whether `value`, which stands behind the name of a secret, cannot be one. */
export function isNoSecret(value: string): boolean {
  return value.length <= 200 && NO_SECRET.test(value);
}

/** A word of a sentence: letters, a capital at most at the beginning, and the punctuation behind it. */
export function isOrdinaryWord(word: string): boolean {
  return /^\p{Lu}?\p{Ll}+(?:[-'’]\p{Ll}+)*[.,:;!?)]*$/u.test(word);
}

/** Whether `word`, which stands after "the password is", says something of the password instead of being it. */
export function isSaidOfPassword(word: string): boolean {
  const plain = word.toLowerCase();
  if (/^\d{0,3}$/.test(plain) || SAID.has(plain)) return true;
  return isOrdinaryWord(word) && /(?:ed|ing|ly|able|ible|ive|ten)$/.test(plain);
}

/** What is written with letters and digits, and is no password: an id, a time, a version, a ticket, an address, a field. */
const NO_PASSWORD = [
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /^\d{4}-\d\d-\d\d/,
  /^\d{1,2}:\d\d/,
  /^v?\d+(?:\.\d+)+$/i,
  /^[A-Z]{2,8}-\d+$/,
  /@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,24}$/i,
  /^[\w.-]{1,64}[=:]/,
];

/** Whether `word` can hardly be anything but a password, where nothing but "password" stands before it. */
export function looksLikePassword(word: string): boolean {
  if (word.length < 5 || word.length > 128 || word.includes('/')) return false;
  const isMixed = /\p{L}/u.test(word) && /\d|[\p{L}\d][!@#$%^&*+][\p{L}\d]/u.test(word);
  return isMixed && !NO_PASSWORD.some((other) => other.test(word));
}

/** Whether `word` is too long or too mixed for a word of a sentence: what stands behind the name of an unknown scheme. */
export function looksLikeToken(word: string): boolean {
  return word.length >= 20 || (word.length >= 8 && /\p{L}/u.test(word) && /\d/.test(word));
}
