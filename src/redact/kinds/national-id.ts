import { groupSpans } from '../group-spans.ts';
import type { SecretKind, Span } from '../kind.ts';
import { ANY_NAME, BEGINNING, NAMELESS, NATIONAL_NUMBERS } from './national-id/numbers.ts';
import { searchFor } from '../search/search.ts';

/** How far before a number its name may stand. */
const NEAR = 40;
/** Passports, identity cards and driving licences (ICAO 9303: up to nine letters and digits), by their names. */
const DOCUMENT = searchFor(
  /(?<![a-z])(?:passport|reisepass|personalausweis|ausweis|pasaporte|passeport|id[- ]card|identity card|driver'?s?[- ]licen[cs]e|driving licen[cs]e|f(?:ü|ue)hrerschein|carn[eé] de conducir)(?:[-_ ]?(?:number|num|no|nr|nummer|n[uú]mero|n[°º]))?\.?["'\\]{0,3}[ \t]{0,3}(?:[:=#]|is|ist|es|est)?[ \t]{0,3}["'\\(]{0,3}((?=[a-z\d]{0,8}\d[a-z\d]{0,8}\d)[a-z\d]{6,20})(?![\w-])/dgi,
);
const FIELD =
  /^(?:ssn|socialsecurity(?:number|no)?|nationalid(?:number)?|nationalinsurance(?:number|no)?|nino|dni|nie|nif|steuerid|steueridentifikationsnummer|taxid|cpf|nir|codicefiscale|bsn|aadhaar|pesel|curp|personnummer|sin|passport(?:number|no)?|(?:identity|id)cardnumber|driver(?:s)?licen[cs]e(?:number)?)$/;

/**
 * National identity, social security and tax numbers that pass the check of their country. Those that are no more than
 * digits need their name before them as well, since one number in ten or eleven passes. Numbers of passports have no check.
 */
export const nationalId: SecretKind = {
  name: 'national-id',
  hint: /pass|ausweis|licen[cs]e|id[- ]card|identity card|f(?:ü|ue)hrerschein|carn[eé]|\d[ .\-/\uFFFF]?\d[ .\-/\uFFFF]?\d|[a-z]{6}\d\d|[a-z]{4}\d|\d[a-z]/i,
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
