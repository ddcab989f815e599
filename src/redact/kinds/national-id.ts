import { ASSIGNED, groupSpans } from '../group-spans.ts';
import type { SecretKind, Span } from '../kind.ts';
import { ANY_NAME, BEGINNING, NAMELESS, NATIONAL_NUMBERS } from './national-id/numbers.ts';
import { searchFor } from '../search/search.ts';

/** How far before a number its name may stand. */
const NEAR = 40;
/** Passports, identity cards and driving licences (ICAO 9303: up to nine letters and digits), and ids of any country. */
const NAME = String.raw`(?<![a-z](?<!customer|caller|client|patient|member|holder|user))(?:passport|reisepass|personalausweis|ausweis|pasaporte|passeport|(?:id|identity)[-_ ]?card|driver'?s?[-_ ]?licen[cs]e|driving[-_ ]?licen[cs]e|f(?:ü|ue)hrerschein|carn[eé] de conducir|nino|national[-_ ]?(?:id(?:entity|entification)?|insurance)|tax(?:payer)?[-_ ]?id(?:entification)?)(?:[-_ ]?(?:number|num|no|nr|nummer|n[uú]mero|n[°º]|#))?\.?`;
const IN_ONE = String.raw`(?=[a-z\d]{0,8}\d[a-z\d]{0,8}\d)[a-z\d]{6,20}`;
/** Six digits at least, in groups: `386 520 941`, `QQ 12 34 56 C`, `12-3456789`; no dates. */
const GROUPED = String.raw`(?!\d{4}-\d\d|\d\d?[-./]\d\d?[-./]\d)(?=(?:[^\d\r\n]{0,3}\d){6})(?:(?:[a-z]{1,3}[ ])?\d[a-z\d]{0,3}(?:[ ]\d[a-z\d]{1,3}){1,5}(?:[ ][a-z])?|(?:[a-z]{1,3}-)?\d[a-z\d]{0,9}(?:[./-][a-z\d]{1,9}){1,4})(?![.:/]\w)`;
const DOCUMENT = searchFor(
  new RegExp(
    String.raw`${NAME}(?:["'\\]{0,3}[ \t]{0,3}(?:[:=#]|is|ist|es|est)?[ \t]{0,3}["'\\(]{0,3}(${IN_ONE})|${ASSIGNED}(${IN_ONE}|${GROUPED}))(?![\w-])`,
    'dgi',
  ),
);
const FIELD =
  /^(?:customer|caller|client|patient|member|holder|user)?(?:ssn|socialsecurity(?:number|no)?|nationalid(?:entity|entification)?(?:number|no)?|nationalinsurance(?:number|no)?|nino|dni|nie|nif|steuerid|steueridentifikationsnummer|tax(?:payer)?id(?:entification)?(?:number|no)?|cpf|nir|codicefiscale|bsn|aadhaar|pesel|curp|personnummer|sin|passport(?:number|no)?|(?:identity|id)cardnumber|driver(?:s)?licen[cs]e(?:number)?)$/;

/**
 * National identity, social security and tax numbers that pass the check of their country. Those that are no more than
 * digits need their name before them as well, since one number in ten or eleven passes. Numbers of passports have no check.
 */
export const nationalId: SecretKind = {
  name: 'national-id',
  hint: /pass|national|tax|nino|ausweis|licen[cs]e|card|f(?:ü|ue)hrerschein|carn[eé]|\d[ .\-/\uFFFF]?\d[ .\-/\uFFFF]?\d|[a-z]{6}\d\d|[a-z]{4}\d|\d[a-z]/i,
  find: (text) => [...numbersIn(text), ...groupSpans(text, DOCUMENT)],
  isField: (field) => FIELD.test(field),
  canonical: (value) =>
    value
      .normalize('NFKC')
      .replace(/[^a-z\d]/gi, '')
      .toUpperCase(),
};

function numbersIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const { index } of BEGINNING.all(text)) {
    const isNamed = ANY_NAME.test(text.slice(Math.max(0, index - NEAR), index));
    for (const { pattern, name, check } of isNamed ? NATIONAL_NUMBERS : NAMELESS) {
      pattern.lastIndex = index;
      if (!pattern.test(text)) continue;
      const span = { start: index, end: pattern.lastIndex };
      if (check(plain(text, span)) && (name?.test(text.slice(Math.max(0, index - NEAR), index)) ?? true))
        spans.push(span);
    }
  }
  return spans;
}

function plain(text: string, { start, end }: Span): string {
  return text
    .slice(start, end)
    .replace(/[^a-z\d]/gi, '')
    .toUpperCase();
}
