import type { SecretKind, Span } from '../kind.ts';
import { searchFor } from '../search/search.ts';

/** How long the number of each country is: ISO 13616, registry of SWIFT, release 97. */
const LENGTHS = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18
  FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20
  LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24
  SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Of countries whose letters are hexadecimal digits, where those digits must be none by the same registry: ids look alike. */
const NO_NUMBER = /^(?:(?:AE|BA|BE|DE|EE)\d*[A-Z]|AD\d{0,9}[A-Z])/;

/** A country, two check digits, and what may follow them: letters and digits, one sign at most between two of them. */
const CANDIDATE = searchFor(
  /(?<![a-z\d]|\d-)(?:iban)?([a-z]{2})(?=(?:[ .-]|%20|\+)?\d\d(?:(?:[ .\-/+\uFFFF]{1,2}|%20|%C2%A0)?[a-z\d]){11})/dgi,
);
const SIGNS = /%20|%C2%A0|[^a-z\d]/gi;

/** International bank account numbers whose check digits are right (ISO 13616, ISO/IEC 7064 MOD 97-10), in groups or not. */
export const iban: SecretKind = {
  name: 'iban',
  hint: /[a-z]{2}(?:[ .-]|%20|\+)?\d\d(?:[ .\-/+\uFFFF]{1,2}|%20|%C2%A0)?[a-z\d]/i,
  find: (text) => CANDIDATE.all(text).flatMap(({ indices }) => numberIn(text, indices?.[1]?.[0] ?? 0)),
  canonical: (value) => value.normalize('NFKC').replace(SIGNS, '').toUpperCase(),
};

/** The number that begins at `start`, when it has the length of its country, and nothing of a word behind it. */
function numberIn(text: string, start: number): readonly Span[] {
  const length = LENGTHS.get(text.slice(start, start + 2).toUpperCase());
  if (length === undefined) return [];
  const character = /(?:%20|%C2%A0|[ .\-/+\uFFFF]{0,2})([a-z\d])/iy;
  let number = '';
  character.lastIndex = start;
  for (let end = start; number.length < length; end = character.lastIndex) {
    const [, next] = character.exec(text) ?? [];
    if (next === undefined) return [];
    number += next;
    if (number.length === length)
      return isNumber(number) && !/[a-z\d]/i.test(text[character.lastIndex] ?? '')
        ? [{ start, end: character.lastIndex }]
        : [];
    if (end > start + 100) return [];
  }
  return [];
}

/** The first four characters behind the others, letters as numbers from 10: the remainder of 97 is 1. */
function isNumber(number: string): boolean {
  if (NO_NUMBER.test(number.toUpperCase())) return false;
  let remainder = 0;
  for (const character of number.slice(4) + number.slice(0, 4)) {
    const value = parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
