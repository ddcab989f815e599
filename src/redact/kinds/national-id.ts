import type { SecretKind, Span } from '../kind.ts';
import { ANY_NAME, NAMELESS, NATIONAL_NUMBERS } from './national-id/numbers.ts';

/** How far before a number its name may stand. */
const NEAR = 40;
const FIELD =
  /^(?:ssn|socialsecurity(?:number|no)?|nationalid(?:number)?|nationalinsurance(?:number|no)?|nino|dni|nie|nif|steuerid|steueridentifikationsnummer|taxid|cpf|nir|codicefiscale|bsn|aadhaar|pesel|curp|personnummer|sin)$/;

/**
 * National identity, social security and tax numbers that pass the check of their country. Those that are no more than
 * digits need their name before them as well, since one number in ten or eleven passes.
 */
export const nationalId: SecretKind = {
  name: 'national-id',
  hint: /\d[ .\-/\uFFFF]?\d[ .\-/\uFFFF]?\d|[a-z]{6}\d\d|[a-z]{4}\d|\d[a-z]/i,
  find: (text) =>
    (ANY_NAME.test(text) ? NATIONAL_NUMBERS : NAMELESS).flatMap(({ pattern, name, check }) =>
      Array.from(text.matchAll(pattern), ({ 0: match, index }) => ({ start: index, end: index + match.length })).filter(
        (span) =>
          check(plain(text, span)) && (name?.test(text.slice(Math.max(0, span.start - NEAR), span.start)) ?? true),
      ),
    ),
  isField: (field) => FIELD.test(field),
  canonical: (value) =>
    value
      .normalize('NFKC')
      .replace(/[^a-z\d]/gi, '')
      .toUpperCase(),
};

function plain(text: string, { start, end }: Span): string {
  return text
    .slice(start, end)
    .replace(/[^a-z\d]/gi, '')
    .toUpperCase();
}
