import { ASSIGNED } from '../../group-spans.ts';
import type { Span } from '../../kind.ts';
import {
  canBeTelephone,
  digitsOf,
  FIRST,
  groupsOf,
  isMeasured,
  isOtherThing,
  numberAt,
  PLUS,
  START,
} from './number.ts';
import { placesFrom } from '../../search/places.ts';
import { searchFor, type Search } from '../../search/search.ts';

/** Names that announce nothing but telephone numbers, at the end of a longer name too: `customerPhone`, `phone_number`. */
const NAME = String.raw`(?:(?:(?<!micro|head|ear|mega|soft|smart)(?:tele)?phone|tel[eé]fono?|t[eé]l[eé]phone|msisdn|mobile|m[oó]vil|celular|call[-_ ]?back|(?<![a-z])(?:fax|tel|t[eé]l|cell|mobil|handy|gsm|ani|dnis|clid?|clip|e\.?164|rufnummer))(?:[-_ ]?(?:numbers?|num|no|nr)\.?)?[-_ ]?\d?|(?<![a-z])(?:caller|calling|called|callee|dial(?:l?ed)?)(?:[-_ ]?party)?[-_ ]?(?:id|number|num|no|nr|string|digits)(?:\(num(?:ber)?\))?)`;
/** Names of the ends of a call, which may have other things in them than numbers. */
const END_OF_CALL = String.raw`(?<![a-z])(?:caller|callee|calling|called|dial(?:l?ed)?|remote|from|to|source|src|dest|destination|dst|origin|transferred[ ]to|contact|subscriber|desk|office|home|work|direct|private|business)(?:[-_ ]?(?:party|user|line))?(?:[-_ ]?(?:number|num|no|nr)\.?)?`;
/** The digit for a line outside, and the pauses behind it: `9,14155550100`. */
const OUTSIDE = String.raw`(?:\d,{1,3}(?=\d{9,15}(?!\d)))?`;
const OPENED = String.raw`(?=${PLUS}?[ ]?\(?\d)`;

const NAMED = searchFor(new RegExp(NAME + ASSIGNED + OUTSIDE + OPENED, 'gi'));
/** Nothing between the name and the number, or "is" between them where it is somebody's. */
const NAMED_ONLY = searchFor(
  new RegExp(
    String.raw`(?:${NAME}[ .]{1,3}|(?<![a-z])(?:my|her|his|their|our|your|['’]s)[ ](?:${NAME}|number)[ ](?:is|was):?[ ]{1,3})${OPENED}`,
    'gi',
  ),
);
const AT_END = searchFor(new RegExp(END_OF_CALL + ASSIGNED + OPENED, 'gi'));
/** RFC 3966, and the user part of SIP addresses (RFC 3261 §19.1.6). */
const IN_ADDRESS = searchFor(
  new RegExp(String.raw`(?<![a-z\d])(?:tel|callto|sms|sips?)(?::|%3a)(?=${PLUS}?\(?\d)`, 'gi'),
);
/** Behind the name of a caller: `"Jane" <4155550100>`. */
const IN_BRACKETS = searchFor(/["\w] ?<(?=\+?\d{7,18}>)/g, {
  word: /</,
  starts: (text, at) => [at - (text[at - 1] === ' ' ? 2 : 1)],
});
const BEHIND_NUMBER = /[ ]?(?:[,;/|&]|or|and|und|y|et)[ ]?(?=[+(]?\d)/iy;

/** As many characters as a number is written with. */
const LONGEST = 32;
/** Where a number may begin that a word behind it announces. */
const CANDIDATE = new RegExp(String.raw`${START}${FIRST}[+(]?\d`, 'gi');
/** The words that stand behind a number: "416 60 039 office", "085 175 7641-Fax". */
const TAG = searchFor(
  /(?<=\d)[ -]{0,2}\(?(?:office|fax|mobile|cell|home|work|phone|tel|m[oó]vil|fijo|mobil|privat)(?!\p{L})/giu,
  {
    word: /office|fax|mobile|cell|home|work|phone|tel|m[oó]vil|fijo|mobil|privat/,
    starts: (_text, at) => placesFrom(at - 3, at),
  },
);
/** What is done with telephones, and how far in its sentence the number may be from it. */
const CUE =
  /(?<!\p{L})(?:call(?:ed|ing|s)?|(?:tele)?phon(?:e|ed|es|ing)|ring|rang|(?:re)?dial(?:l?ed|l?ing)?|reach(?:ed|able|ing)?|answer(?:ing|ed)?|text(?:ed|ing)?|sms|messag(?:e|es|ed|ing)|fax(?:ed)?|whatsapp|contact(?:ed)?|mobile|cell|voicemail|number|callback|transferred|llam(?:ar|e|ó|a)|m[oó]vil|tel[eé]fono|n[uú]mero|anruf(?:en|er)?|angerufen|erreichbar|rufnummer|handy|appel(?:er|ez|é)|joindre|num[eé]ro|portable)(?!\p{L})(?:[^\n.!?]|[.!?](?!\s)){0,80}$/iu;
/** What leads to the number within that sentence. */
const LEADS = searchFor(
  new RegExp(
    String.raw`(?<![\p{L}\d])(?:at|on|to|(?<!\d[ ])(?:or|oder)|from|numbers?|is|was|me|him|her|us|them|back|via|called|calling|dial|dial+ed|dial+ing|phoned|texted|rang|al|en|es|unter|auf|ist|au|sur|est|n[uú]mero|num[eé]ro|nummer):?[ ]{1,3}["'<]{0,2}${OUTSIDE}(?=[+(]{0,2}\d)`,
    'giu',
  ),
);

/** Numbers that are told by what stands around them. */
export function announcedNumbers(text: string): readonly Span[] {
  return [
    ...behind(text, NAMED).flatMap((at) => numbersFrom(text, at)),
    ...behind(text, NAMED_ONLY)
      .map((at) => numberAt(text, at))
      .filter((span) => digitsOf(text.slice(span.start, span.end)).length >= 7 && canBeTelephone(text, span)),
    ...behind(text, AT_END)
      .map((at) => numberAt(text, at))
      .filter((span) => isNumberLike(text, span)),
    ...[...behind(text, IN_ADDRESS), ...behind(text, IN_BRACKETS)]
      .map((at) => numberAt(text, at))
      .filter((span) => digitsOf(text.slice(span.start, span.end)).length >= 5 && !/^[\w.]/.test(text[span.end] ?? '')),
    ...behind(text, LEADS)
      .filter((at) => CUE.test(text.slice(Math.max(0, at - 100), at)))
      .map((at) => numberAt(text, at))
      .filter((span) => isNumberLike(text, span)),
    ...TAG.all(text).flatMap(({ index }) => numberBefore(text, index)),
  ];
}

/** Where the matches of `name` end. */
function behind(text: string, name: Search): readonly number[] {
  return name.all(text).map(({ 0: match, index }) => index + match.length);
}

/** The number at `at`, and those that follow it in a list. */
function numbersFrom(text: string, at: number): readonly Span[] {
  const spans: Span[] = [];
  for (let start = at; spans.length < 8;) {
    const span = numberAt(text, start);
    const value = text.slice(span.start, span.end);
    const goesOn = /^[\p{L}\p{N}_:]|^-\p{L}{1,8}\d/u.test(text.slice(span.end, span.end + 12));
    if (digitsOf(value).length < 5 || isOtherThing(value) || goesOn || isMeasured(text, span.end)) break;
    spans.push(span);
    BEHIND_NUMBER.lastIndex = span.end;
    if (!BEHIND_NUMBER.test(text)) break;
    start = BEHIND_NUMBER.lastIndex;
  }
  return spans;
}

/** Seven digits in groups, or nine in one. */
function isNumberLike(text: string, span: Span): boolean {
  const value = text.slice(span.start, span.end);
  const count = digitsOf(value).length;
  return count >= (groupsOf(value) > 1 ? 7 : 9) && canBeTelephone(text, span);
}

/** The number that ends at `end`. */
function numberBefore(text: string, end: number): readonly Span[] {
  const from = Math.max(0, end - LONGEST);
  const starts = Array.from(text.slice(from, end).matchAll(CANDIDATE), ({ index }) => from + index);
  const span = starts.map((start) => numberAt(text, start)).find((one) => one.end === end && isNumberLike(text, one));
  return span === undefined ? [] : [span];
}
