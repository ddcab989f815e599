import type { Span } from './kind.ts';
import { UNSEEN } from './unseen.ts';
import { viewOf, type Decoded, type View } from './view.ts';

/**
 * What is decoded: bytes of UTF-8 in addresses (RFC 3986 2.1), `\u0041` of JSON, references of HTML and XML; each also
 * when it was escaped again, once or more: `%2541`, `\\\\u0041`, `&amp;#65;`.
 */
const ESCAPES = String.raw`(?<percent>(?:%(?:25){0,4}[0-9a-f]{2})+)|(?<!\\)\\+u(?<unit>[0-9a-f]{4})|&(?:amp;){0,4}(?:#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-f]{1,6})|(?<name>amp|lt|gt|quot|apos|nbsp|commat|plus|equals|colon));`;
const ESCAPE = new RegExp(ESCAPES, 'gi');
/** With what a line of a log, a header, JSON or an element begins: it is no rest of the line before. */
const NEW_LINE = String.raw`[ \t]{0,8}(?:\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d|[A-Z][a-z]{2}[ ]{1,2}\d|[a-z][\w-]{1,40}:[ \t]|[[{<])`;
/** The end of a line that goes on in the next one; two signs are the end of base64. */
const BROKEN = String.raw`(?<!=)=\r?\n(?!${NEW_LINE})`;
/** Quoted-printable, RFC 2045 6.7: `=3D`, and lines that end with `=`; in headers (RFC 2047 4.2) with `_` for a blank. */
const MAIL = new RegExp(String.raw`(?<quoted>(?:=[0-9A-F]{2})+)|(?<broken>${BROKEN})|${ESCAPES}`, 'gi');
/** What tells of quoted-printable: lines are broken where they are full, at 76 signs; `=41` alone is the beginning of a value. */
const IS_MAIL = new RegExp(
  String.raw`=3D|${BROKEN}(?=\S)(?<=(?:^|\n)[^\r\n]{60,76}\r?\n)|=(?:C2=A0|20\r?\n)|=\?[\w-]{1,40}\?q\?`,
  'gi',
);
const HEADER_WORD = /(?<==\?[\w-]{1,40}\?q\?)[^?\s]{1,200}(?=\?=)/gi;
/** Words with `+` for the blanks between them, in the value of a form or a query (URL Standard 5.1); base64 has no words. */
const IS_FORM = /=(?:[A-Za-z][a-z'-]{0,30}|[A-Z]{2,12}|\d{1,16})(?:[.,:!?]|%[0-9a-fA-F]{2}){0,3}\+[^\s&"'<>]{1,4096}/g;
/** Quotes are doubled in the cells of tables (RFC 4180 2.7). */
const IS_DOUBLED = /""[\w.-]{1,64}""[ \t]{0,4}:|=""[^"\r\n]{1,512}""/g;
const DOUBLED = new RegExp(String.raw`(?<doubled>"")|${ESCAPES}`, 'gi');

/** Colours of terminals, and signs without a width, which read as nothing. */
const IS_UNSEEN = new RegExp(UNSEEN, 'gi');
const SEEN = new RegExp(`(?<unseen>${UNSEEN})|${ESCAPES}`, 'gi');

/** Without any of these nothing is; most of what is short has none. */
const MAY_BE_ENCODED = /[%\\&=\x1b\xad\u061c\u200b-\u206f\ufeff]|""/;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  commat: '@',
  plus: '+',
  equals: '=',
  colon: ':',
};

/** One way to read a text: where it may apply, and what is decoded there. */
interface Reading {
  /** With the flag `g`. */
  readonly applies: RegExp;
  decode(text: string, stretch: Span): readonly Decoded[];
}

const READINGS: readonly Reading[] = [
  { applies: ESCAPE, decode: (text, stretch) => decodedParts(text, stretch, ESCAPE) },
  {
    applies: IS_MAIL,
    decode: (text, stretch) =>
      inOrder([...decodedParts(text, stretch, MAIL), ...blanksIn(text, stretch, HEADER_WORD, /_/g)]),
  },
  {
    applies: IS_FORM,
    decode: (text, stretch) =>
      inOrder([...decodedParts(text, stretch, ESCAPE), ...blanksIn(text, stretch, IS_FORM, /\+/g)]),
  },
  { applies: IS_DOUBLED, decode: (text, stretch) => decodedParts(text, stretch, DOUBLED) },
  { applies: IS_UNSEEN, decode: (text, stretch) => decodedParts(text, stretch, SEEN) },
];

/**
 * The stretches of a text that have something encoded in them, as they read decoded, each with `around` characters before
 * and behind it.
 */
export function decodedViews(text: string, around: number): readonly View[] {
  if (!MAY_BE_ENCODED.test(text)) return [];
  return READINGS.flatMap(({ applies, decode }) =>
    stretchesOf(text, applies, around).map((stretch) => viewOf(text, stretch, decode(text, stretch))),
  );
}

/** Where `pattern` matches, with what stands around it, in whole lines if it has any; what overlaps is one stretch. */
function stretchesOf(text: string, pattern: RegExp, around: number): readonly Span[] {
  const stretches: { start: number; first: number; last: number; end: number }[] = [];
  for (const { 0: match, index } of text.matchAll(pattern)) {
    const last = index + match.length;
    const end = Math.min(text.length, last + around);
    const previous = stretches.at(-1);
    if (previous !== undefined && index - around <= previous.end) Object.assign(previous, { last, end });
    else stretches.push({ start: Math.max(0, index - around), first: index, last, end });
  }
  return stretches.map(({ start, first, last, end }) => ({
    start: start === 0 ? 0 : lineAfter(text, start, first),
    end: end === text.length ? end : lineBefore(text, end, last),
  }));
}

/** The beginning of the first line that begins from `from` on; `from` when none does up to `limit`. */
function lineAfter(text: string, from: number, limit: number): number {
  const lineEnd = text.slice(from, limit).indexOf('\n');
  return lineEnd === -1 ? from : from + lineEnd + 1;
}

/** The end of the last line that ends up to `to`; `to` when none does from `limit` on. */
function lineBefore(text: string, to: number, limit: number): number {
  const lineEnd = text.slice(limit, to).lastIndexOf('\n');
  return lineEnd === -1 ? to : limit + lineEnd + 1;
}

function decodedParts(text: string, { start, end }: Span, pattern: RegExp): readonly Decoded[] {
  const parts: Decoded[] = [];
  for (const match of text.slice(start, end).matchAll(pattern)) {
    const at = start + match.index;
    const { percent, quoted, broken, doubled, unseen } = match.groups ?? {};
    if (percent !== undefined) parts.push(...bytesRead(percent, at, /%(?:25){0,4}([0-9a-f]{2})/gi));
    else if (quoted !== undefined) parts.push(...bytesRead(quoted, at, /=([0-9A-F]{2})/gi));
    else {
      const isNothing = (broken ?? unseen) !== undefined;
      const read = isNothing ? '' : doubled !== undefined ? '"' : characterOf(match.groups ?? {});
      if (read !== undefined) parts.push({ start: at, end: at + match[0].length, text: read });
    }
  }
  return parts;
}

function characterOf({ unit, decimal, hex, name }: Readonly<Record<string, string | undefined>>): string | undefined {
  if (name !== undefined) return NAMED[name.toLowerCase()];
  const code = decimal === undefined ? parseInt(unit ?? hex ?? '', 16) : Number(decimal);
  return isReadable(code) ? String.fromCodePoint(code) : undefined;
}

/** What bytes, each written as `pattern` says, read in UTF-8, character by character; those that read nothing are left out. */
function bytesRead(written: string, at: number, pattern: RegExp): readonly Decoded[] {
  const bytes = Array.from(written.matchAll(pattern), ({ 0: { length }, 1: digits = '', index }) => ({
    start: at + index,
    end: at + index + length,
    byte: parseInt(digits, 16),
  }));
  const parts: Decoded[] = [];
  for (let index = 0; index < bytes.length;) {
    const lead = bytes[index]!;
    const count = lead.byte < 0x80 ? 1 : lead.byte >= 0xf0 ? 4 : lead.byte >= 0xe0 ? 3 : 2;
    const all = bytes.slice(index, index + count);
    const text = Buffer.from(all.map(({ byte }) => byte)).toString('utf8');
    const isCharacter = !text.includes('\uFFFD') && isReadable(text.codePointAt(0) ?? 0);
    if (isCharacter) parts.push({ start: lead.start, end: all.at(-1)!.end, text });
    index += isCharacter ? count : 1;
  }
  return parts;
}

/** Halves of characters are none, and NUL stands in no text. */
function isReadable(code: number): boolean {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}

/** What `sign` matches in what `words` does: it stands for a blank there. */
function blanksIn(text: string, { start, end }: Span, words: RegExp, sign: RegExp): readonly Decoded[] {
  return Array.from(text.slice(start, end).matchAll(words)).flatMap(({ 0: word, index: from }) =>
    Array.from(word.matchAll(sign), ({ index }) => {
      const at = start + from + index;
      return { start: at, end: at + 1, text: ' ' };
    }),
  );
}

function inOrder(parts: readonly Decoded[]): readonly Decoded[] {
  return parts.toSorted((a, b) => a.start - b.start);
}
