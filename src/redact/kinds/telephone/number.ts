import type { Span } from '../../kind.ts';

/** Not behind another number that a blank or a comma sets off: for spellings that a table of numbers has as well. */
export const FIRST = String.raw`(?<!\d[ ,(])`;
/** A plus, as it is and as it is written in addresses. */
export const PLUS = String.raw`(?:\+|%(?:25)?2B)`;
/** Where a number can begin: not within a word or another number, but right behind what is escaped. */
export const START = String.raw`(?=[\d(+])(?:(?<![\w+\-#]|\d[/:.])|(?<=%[0-9a-f]{2}|\\[nrt]))`;

const OPENING = new RegExp(String.raw`${PLUS}?[ ]?\(?(?=\d)`, 'iy');
const GROUP = /\d+/y;
/** Between two groups: blanks, dots, dashes, slashes, parentheses, invisible characters. */
const GAP = /(?:[ .\-/()\uFFFF]{1,3}|%20|%2D)(?=\d)/iy;
/** A number inside the house behind the number: `x4587`, ` ext. 12`, `;ext=12`. */
const EXTENSION = /[ ]{0,2}(?:x|#|;?ext(?:ension|n)?|durchwahl)[ .:=]{0,2}\d{1,6}(?!\w)/iy;

const MONTH = '(?:0?[1-9]|1[0-2])';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const YEAR = '(?:19|20)\\d\\d';
const DATE = new RegExp(
  String.raw`^\(?(?:${YEAR}([-/.])${MONTH}\1${DAY}(?!\d|\1)|${DAY}([-/.])${DAY}\2(?:19|20)?\d\d(?!\d|\2)|${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=\D|\d{4}|\d{6}|$))`,
);
const CLOCK = /^\d{1,2}:\d\d/;
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/;
const VERSION = /^\d+\.\d\.|^\d{1,2}\.\d{1,2}\.\d{1,2}\.\d{3,}|\.\d(?:\.|$)/;
/** Seconds, milliseconds and finer since 1970, from 2001 to 2033. */
const EPOCH = /^1(?:\d{9}|\d{12}|\d{15}|\d{18})$/;
const UNIT =
  /^ ?(?:[nµu]?s|ms|sec|seconds|min|minutes|hours|[kmgt]i?b|bytes|bits|[kmg]?bps|k?hz|%|px|times|calls|items|rows|lines|records|errors|packets|agents|days)(?!\w)/i;
/** What is no telephone number goes on: a time, a decimal, an address, the middle of an id. */
const GOES_ON = /^(?:[\p{L}\p{N}_@]|[.,:;/=]\p{N}|[-_]\d)/iu;
/** Names of other numbers: "order number 699 956 915", "id=", "#". */
const OTHER_NUMBER = new RegExp(
  String.raw`(?:(?<![a-z])(?:order|serial|case|ticket|sr|service request|account|contract|invoice|reference|ref|tracking|transaction|confirmation|product|subscription|licen[cs]e|bug|incident|request|policy|part|model|asset|batch|job|step|row|line|page|version|build|release|ports?|error|code|pid|tid|thread|process|zip(?: code)?|postal code|postcode|ssn|iban|card|vat|tax|isbn|issn|ean|sku|imei|iccid|imsi|bestellnummer|pedido|commande|seq|size|bytes|offset|length|count|range|uid|gid|id))["'\\]{0,2}(?:[ _-]{0,2}(?:numbers?|no\.?|num|nr\.?|id))?["'\\]{0,2}[ \t]{0,2}(?:is|was|of|:|=|#)?[ \t]{0,2}["'#([]{0,2}$|#[ ]?$`,
  'i',
);

/** The same of a name as programs write it: `callId=`; of its letters only the one in the middle is a capital. */
const OTHER_NAME = /[a-z]I[dD]["'\\]{0,3}[ \t]{0,2}[:=]?[ \t]{0,2}["'#([]{0,2}$/;

/** The digits of a number, without those of its extension. */
export function digitsOf(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/%(?:25)?2B/gi, '+')
    .replace(/%20|%2D/gi, ' ');
  return plain.replace(/(?<=\d.*)(?:x|#|;?ext|durchwahl).*$/is, '').replace(/\D/g, '');
}

/** How many groups of digits a number is written in. */
export function groupsOf(text: string): number {
  return text.replace(/%20|%2D/gi, ' ').match(/\d+/g)?.length ?? 0;
}

/**
 * The number that is written from `at` on: as many groups as `most` digits allow (E.164: 15), and an extension. Ends
 * before a date or a clock, and with a first group that is long enough for a number.
 */
export function numberAt(text: string, at: number, most = 15): Span {
  let next = endOf(OPENING, text, at);
  let end = next;
  let digits = 0;
  for (;;) {
    const groupEnd = endOf(GROUP, text, next);
    digits += groupEnd - next;
    if (groupEnd === next || digits > most) break;
    const first = end === next || digits === groupEnd - next;
    end = groupEnd;
    next = endOf(GAP, text, end);
    const ahead = text.slice(next, next + 12);
    const blank = /^(?:[ \uFFFF]|%20)/.test(text.slice(end, next));
    if (next === end || (blank && ((first && digits >= 9) || DATE.test(ahead))) || CLOCK.test(ahead)) break;
  }
  return withExtension(text, at, end - at);
}

/** The number of that length at `start`, with the extension behind it. */
export function withExtension(text: string, start: number, length: number): Span {
  return { start, end: endOf(EXTENSION, text, start + length) };
}

/** Whether what stands around a number, and its own shape, leave it possible that it is one of a telephone. */
export function canBeTelephone(text: string, span: Span): boolean {
  const behind = text.slice(span.end, span.end + 12);
  const before = text.slice(Math.max(0, span.start - 40), span.start);
  return (
    !isOtherThing(text.slice(span.start, span.end)) &&
    !EPOCH.test(text.slice(span.start, span.end)) &&
    !UNIT.test(behind) &&
    !GOES_ON.test(behind) &&
    !OTHER_NUMBER.test(before) &&
    !OTHER_NAME.test(before)
  );
}

/** Whether a unit stands behind `at`: a number of things, not of a telephone. */
export function isMeasured(text: string, at: number): boolean {
  return UNIT.test(text.slice(at, at + 12));
}

/** A date, an address of a computer, a version, a clock: what is written with digits and signs as well. */
export function isOtherThing(value: string): boolean {
  return DATE.test(value) || ADDRESS.test(value) || VERSION.test(value);
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
