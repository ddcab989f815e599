import type { Span } from '../../kind.ts';
import { digitsOf, isCard, ISSUED } from './number.ts';
import { searchFor } from '../../search/search.ts';

/** The end of a line; with a sign before it as e-mail (RFC 2045 §6.7) and shells break lines that are too long. */
const BREAK = String.raw`(?:[=\\]|[ \t]{0,8})\r?\n[ \t>|*#]{0,16}`;
/** Digits at the end of a line and at the beginning of the next, neither within a column of numbers. */
const CANDIDATE = searchFor(
  new RegExp(
    String.raw`(?<!\d[ -]?|(?:^|\n)[\d -]{1,30}\r?\n[ \t]{0,8})(\d(?:[ -]?\d){0,18})(${BREAK})(\d(?:[ -]?\d){0,18})(?![ -]?\d|${BREAK}[\d ]{1,30}(?:[\r\n]|$))`,
    'g',
  ),
);
const GROUPED = /^(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5})$/;
const SAYS_CARD = /card|\bpan\b|visa|master|amex|tarjeta|karte|carte|cart[aã]o/i;
/** How far before a number "card" may stand. */
const NEAR = 60;

/** Cards that go on in the next line: in their groups, behind the word "card", or at a break that means nothing. */
export function cardsOverLines(text: string): readonly Span[] {
  return CANDIDATE.all(text).flatMap(({ 0: match, 1: head = '', 2: lineEnd = '', 3: tail = '', index }) => {
    const digits = digitsOf(head + tail);
    const sure =
      /^[=\\]/.test(lineEnd) ||
      (ISSUED.test(digits) && isOneNumber(head, tail, text.slice(Math.max(0, index - NEAR), index)));
    return sure && isCard(digits) ? [{ start: index, end: index + match.length }] : [];
  });
}

function isOneNumber(head: string, tail: string, before: string): boolean {
  const isPlain = !/\D/.test(head + tail);
  return isPlain ? SAYS_CARD.test(before) : ['', ' ', '-'].some((between) => GROUPED.test(head + between + tail));
}
