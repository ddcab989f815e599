import { sameLetters } from './same-letter.ts';

/** With what a match may begin; `isOpen`: what the pattern says next follows right behind it. */
interface Beginning {
  readonly text: string;
  readonly isOpen: boolean;
}

/** A beginning of so many characters is rare enough: it is not made longer in more ways than one. */
const ENOUGH = 3;
/** So many beginnings of one pattern, and characters of one class, are told apart; beyond that they end there. */
const MOST = 400;
const MOST_OF_CLASS = 4;
/** What `\s` stands for, but for what has been folded into these. */
const BLANKS = [' ', '\t', '\n', '\r', '\v', '\f', '\u2028', '\u2029'];
/** Signs that stand for themselves and are not repeated. */
const PLAIN = /[\w "'/:<>@~,;=&%#!-]+(?![*+?{])/y;
const ASSERTION = /\(\?<?[=!]|\\[bB]|[$^]/y;
const OPENING = /\((?:\?:|\?<[A-Za-z]\w*>)?/y;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y;
const CLASS = /\[(\^?)((?:\\.|[^\]\\])*)\]/y;
const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[pP]\{[^}]*\}|k<\w+>|[1-9]\d*|[\s\S])/y;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const NOTHING: readonly Beginning[] = [{ text: '', isOpen: true }];
const ANYTHING: readonly Beginning[] = [{ text: '', isOpen: false }];

/**
 * Texts, as {@link sameLetters} gives them, of which each match of a pattern begins with one; `undefined` when there are none, as for a pattern
 * that begins with any digit. What a match must have before or behind itself is not looked at.
 */
export function beginningsOf(pattern: RegExp): readonly string[] | undefined {
  // Some patterns go by characters, and others by their halves.
  if (/[\ud800-\udfff]|\\u(?:\{|d[89a-f])/i.test(pattern.source)) return undefined;
  const reader = { source: pattern.source, at: 0 };
  const texts = [...new Set(choice(reader).map(({ text }) => text))].sort((a, b) => a.length - b.length);
  // What begins with a shorter one of them is found by that.
  const shortest = texts.filter(
    (text, nth) => !texts.some((shorter, other) => other < nth && text.startsWith(shorter)),
  );
  return shortest.some(isEverywhere) ? undefined : shortest;
}

/** Nothing, a blank, a letter, two digits: to look where these stand is no quicker than to look everywhere. */
function isEverywhere(text: string): boolean {
  return /^(?:[\sa-z\d.-]?|\d\d)$/.test(text);
}

/** The source of a pattern, and how far it was read. */
interface Reader {
  readonly source: string;
  at: number;
}

/** What stands between bars, up to the end of the group or of the pattern. */
function choice(reader: Reader): readonly Beginning[] {
  const all: Beginning[] = [...sequence(reader)];
  while (reader.source[reader.at] === '|') {
    reader.at += 1;
    all.push(...sequence(reader));
  }
  return all;
}

function sequence(reader: Reader): readonly Beginning[] {
  let known = NOTHING;
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at]!)) {
    const part = repeated(reader, piece(reader));
    const longer = known.flatMap((before) => followed(before, part));
    known = longer.length <= MOST ? longer : known.map(closed);
    if (!known.some(({ isOpen }) => isOpen)) skipSequence(reader);
  }
  return known;
}

/** Goes on to the end of a sequence. */
function skipSequence(reader: Reader): void {
  let depth = 0;
  for (let sign = reader.source[reader.at]; sign !== undefined; sign = reader.source[reader.at]) {
    if (depth === 0 && (sign === '|' || sign === ')')) return;
    if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (sign === '[') take(reader, CLASS);
    else reader.at += sign === '\\' ? 2 : 1;
  }
}

function followed(before: Beginning, part: readonly Beginning[]): readonly Beginning[] {
  if (!before.isOpen) return [before];
  if (part.length > 1 && before.text.length >= ENOUGH) return [closed(before)];
  return part.map(({ text, isOpen }) => ({ text: before.text + text, isOpen }));
}

function closed({ text }: Beginning): Beginning {
  return { text, isOpen: false };
}

/** One part of a sequence: signs in a row, or one thing without what says how often it stands there. */
function piece(reader: Reader): readonly Beginning[] {
  const plain = take(reader, PLAIN)?.[0];
  if (plain !== undefined) return ofTexts([plain]);
  const assertion = take(reader, ASSERTION)?.[0];
  if (assertion !== undefined) {
    if (assertion.startsWith('(')) group(reader);
    return NOTHING;
  }
  if (take(reader, OPENING) !== undefined) return group(reader);
  const set = take(reader, CLASS);
  if (set !== undefined) return ofClass(set[1] === '^', set[2] ?? '');
  const escape = take(reader, ESCAPE)?.[0];
  if (escape !== undefined) return ofTexts(escape === '\\s' ? BLANKS : [characterOf(escape)]);
  const sign = reader.source[reader.at]!;
  reader.at += 1;
  return sign === '.' ? ANYTHING : ofTexts([sign]);
}

/** The rest of a group whose opening was read. */
function group(reader: Reader): readonly Beginning[] {
  const inside = choice(reader);
  reader.at += 1;
  return inside;
}

/** What `part` may begin with, as often as the quantifier behind it says. */
function repeated(reader: Reader, part: readonly Beginning[]): readonly Beginning[] {
  const quantifier = take(reader, QUANTIFIER);
  if (quantifier === undefined) return part;
  const [sign = '', least = '', comma = '', most = ''] = quantifier;
  const [from, to] = sign.startsWith('{')
    ? [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)]
    : [sign.startsWith('+') ? 1 : 0, sign.startsWith('?') ? 1 : Infinity];
  const [alone] = part;
  // Dashes of a line that begins a key are counted.
  if (from > 1 && part.length === 1 && alone?.isOpen) return [{ text: alone.text.repeat(from), isOpen: from === to }];
  // Behind the first time it may follow once more, or what comes next.
  const once = to === 1 ? part : part.map(closed);
  return from === 0 ? [...NOTHING, ...once] : once;
}

function ofClass(isOthers: boolean, content: string): readonly Beginning[] {
  const members = content.match(/\\u[0-9a-fA-F]{4}|\\[\s\S]|[\s\S]/g) ?? [];
  const isRange = /(?!^)-(?!$)/.test(content.replace(/\\[\s\S]/g, 'x'));
  if (isOthers || isRange || members.length > MOST_OF_CLASS) return ANYTHING;
  return ofTexts(members.map((member) => (member.startsWith('\\') ? characterOf(member) : member)));
}

/** `undefined` among them may be any. */
function ofTexts(texts: readonly (string | undefined)[]): readonly Beginning[] {
  if (texts.includes(undefined)) return ANYTHING;
  return texts.map((text) => ({ text: sameLetters(text!), isOpen: true }));
}

/** The character that an escape stands for; `undefined` when it stands for several. */
function characterOf(escape: string): string | undefined {
  const sign = escape.slice(1);
  if (/^u[0-9a-fA-F]{4}$/.test(sign)) return String.fromCharCode(parseInt(sign.slice(1), 16));
  if (CONTROLS[sign] !== undefined) return CONTROLS[sign];
  return /^[A-Za-z0-9]|.{2}/s.test(sign) ? undefined : sign;
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.source);
  if (match === null) return undefined;
  reader.at = pattern.lastIndex;
  return match;
}
