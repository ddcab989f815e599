import type { SecretKind, Span } from '../kind.ts';
import { announcedNumbers } from './telephone/announced.ts';
import { digitsOf } from './telephone/number.ts';
import { shapedNumbers } from './telephone/shapes.ts';

const FIELD_ENDS =
  /(?<!micro|head|ear|mega|soft|smart|ip)(?:phone|telephone|telefono?|mobile|msisdn|fax)(?:number|num|no|nr)?\d?$/;
const FIELD =
  /^x?(?:(?:from|to|caller|calling|called|callback|dial|dialed|dialled|destination|origin)(?:phone|party)?number|ani|dnis|clid|clip|callerid|cell|mobil|handy|e164)$/;

/** Whose number it is, where the field says no more. */
const OBJECT = /^(?:caller|callee|customer|(?:calling|called|remote)(?:party)?)$/;

/** Area codes and exchanges of the North American Numbering Plan begin with 2 to 9. */
const IN_NORTH_AMERICA = /^1?[2-9]\d\d[2-9]\d{6}$/;

/**
 * Telephone numbers: those whose spelling says it (E.164 behind a plus, North American, a trunk zero and groups), and
 * others that a name (`phone:`, `ani=`, `tel:`, `<sip:…@`), a word behind (`… fax`) or a sentence ("call me on …")
 * announces. Times, dates, ids, addresses of computers, ports, versions and order numbers stay.
 */
export const telephone: SecretKind = {
  name: 'telephone',
  harvested: true,
  hint: /\d(?:[ .\-/()\uFFFF]|%20|%2D){0,5}\d(?:[ .\-/()\uFFFF]|%20|%2D){0,5}\d(?:[ .\-/()\uFFFF]|%20|%2D){0,5}\d/i,
  find: (text) => [...shapedNumbers(text), ...announcedNumbers(text)],
  isField: (field) => FIELD_ENDS.test(field) || FIELD.test(field),
  isFieldOf: (field, object) => field === 'number' && OBJECT.test(object),
  inField: numberInField,
  canonical: subscriberOf,
  elsewhere: digitsAlone,
};

/** The digits of a number; of one of North America without its country's. */
function subscriberOf(value: string): string {
  const digits = digitsOf(value);
  return IN_NORTH_AMERICA.test(digits) ? digits.slice(-10) : digits;
}

/** As a number stands in names of files and in fields of programs, when it has too many digits for chance. */
function digitsAlone(value: string): readonly string[] {
  const digits = digitsOf(value);
  if (IN_NORTH_AMERICA.test(digits)) return [digits.slice(-10), `1${digits.slice(-10)}`];
  return digits.length >= 11 && /^(?:\+|00|%2B)/i.test(value.trim()) ? [digits] : [];
}

/** The whole value when it is written like a number, else nothing of it ("phone": "registered"). */
function numberInField(text: string): Span {
  const isNumber = /^[+\d()][\s\d+()./x#*;=\-\uFFFF]{4,40}(?:ext\D{0,3}\d{1,6})?$/i.test(text.trim());
  const isAddress = /^\s*\d{1,3}(?:\.\d{1,3}){3}\b/.test(text);
  return isNumber && !isAddress && digitsOf(text).length >= 5 ? { start: 0, end: text.length } : { start: 0, end: 0 };
}
