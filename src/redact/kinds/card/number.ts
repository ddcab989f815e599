/** Card numbers have 12 to 19 digits (ISO/IEC 7812-1). */
export const SHORTEST = 12;
export const LONGEST = 19;
const ZERO = '0'.charCodeAt(0);

/** What issuers give out (ISO/IEC 7812-1, their own pages): Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro. */
export const ISSUED =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|(?:6011|64[4-9]\d|65\d\d)\d{12,15}|3(?:0[0-5]|095|[689]\d)\d{11}|35\d{14}|(?:2131|1800)\d{11}|62\d{14,17}|(?:50|5[6-8]|6[37])\d{10,17})$/;
/** Nobody is given such a number: times as digits (`202611201341…`, since 1970 from 2001 on), and what is padded with zeros. */
export const NOT_ISSUED =
  /^(?:0000|1(?:\d{12}|\d{15}|\d{18})$|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{3}|\d{5})?)?$)/;

/** The digits of a number, without what is encoded between them. */
export function digitsOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/%[0-9a-f]{2}|&#160;|\\u00a0/gi, '')
    .replace(/\D/g, '');
}

/** Whether these digits can be the whole number of a card. */
export function isCard(digits: string): boolean {
  const fits = digits.length >= SHORTEST && digits.length <= LONGEST;
  return fits && hasCheckDigit(digits, 0, digits.length) && !NOT_ISSUED.test(digits);
}

/** ISO/IEC 7812-1 Annex B: every second digit from the right doubled, the sum of all digits a multiple of ten. */
export function hasCheckDigit(digits: string, from: number, to: number): boolean {
  let sum = 0;
  for (let place = to - 1; place >= from; place -= 1) {
    const digit = digits.charCodeAt(place) - ZERO;
    const doubled = (to - 1 - place) % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
