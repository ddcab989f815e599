import { elementValues } from './elements.ts';
import { endOfIndented, indentOf, lineBefore } from './indented.ts';
import type { Span } from './kind.ts';
import { quotedValue, valueAt, type Until } from './value-after.ts';
import { isNoSecret, looksLikeToken, plainName } from './words.ts';
import { startOfRun } from './search/places.ts';
import { searchFor, type Search } from './search/search.ts';

/** Secrets that a name announces. */
export interface Naming {
  /** What each of the names has in it: the source of a pattern without groups, which is matched in any case. */
  readonly words: string;
  /** Whether `name` announces such a secret; it is in lower case, letters and digits only, as for `isField`. */
  isName(name: string): boolean;
  /** Whether what stands behind such a name is a secret; what only says that there is one never is. */
  isValue?(value: string, name: string): boolean;
  /** Where a value without quotes ends; with the first sign that no token has, when absent. */
  readonly until?: Until;
  /** What may stand between a name and its `:` or `=`: the source of a pattern without groups. */
  readonly aside?: string;
}

/** What closes a name: quotes and brackets, escaped or not. */
const CLOSE = String.raw`(?:\\{1,4}u00(?:22|27)|["'\x60\\\])]|%(?:25){0,3}(?:22|27|5[cd])|&quot;|&apos;|&#(?:34|39|x2[27]);){0,8}`;
/**
 * What ties a name to its value: `=`, `:`, one of them escaped for an address, an arrow, the comma between two quoted
 * words, or what stands between the two in `{"name": "…", "value": "…"}`, `{"…": {"value": "…"}}` and, over two lines, in YAML.
 */
const TIE = String.raw`[ \t]{0,8}(?:=>|={1,3}|(?<arrow>(?<=[ \t])->(?=[ \t])|→)|:=?(?:\s{0,8}\{\s{0,40}\\{0,4}["']value\\{0,4}["']\s{0,4}:)?|\r?\n[ \t]{1,40}["']?value["']?[ \t]{0,4}:(?=[ \t])|%(?<level>(?:25){0,3})3[ad]|,\s{0,80}\\{0,4}["']?value\\{0,4}["']?[ \t]{0,8}[:=]|(?<comma>,)(?=[ \t]{0,4}\\{0,4}["'\x60]))[ \t]{0,8}`;
/** The most that is looked at twice of what turned out to be no secret. */
const LONG = 1000;
/** How far back the beginning of a name is looked for. */
const LONGEST_NAME = 64;
const NAME_SIGN = /[\w.-]/;
const OPTION_SIGN = /[\w-]/;
/** Two dashes, and what may stand in a name before its word. */
const LONGEST_OPTION = 42;
/** What is left of an escaped quote, line end or blank before a name. */
const AFTER_ESCAPE = { '%': /^(?:25){0,3}[0-9a-f]{2}/i, '\\': /^(?:u[0-9a-f]{4}|[nrtbf])/ } as const;
const ENCODED_BLANKS = /(?:%(?:25){0,3}20|\+){0,4}/y;
const LINE_END = /[ \t]*\r?\n/y;
/** A line on which a value stands, and nothing else. */
const LONE_VALUE = /[ \t]{0,8}\r?\n[ \t]{0,80}(?:-[ \t]{1,4})?(?=\S{1,4096}[ \t]{0,8}(?:[\r\n]|$))/y;
const OTHER_FIELD = /^[\w.-]{1,64}=[^=]|:$/;
const BLOCK_MARK = /[|>][-+\d]{0,2}(?=[ \t]{0,8}\r?\n)/y;
const NO_VALUE_OF_OPTION = /^(?:option|flag|argument|parameter|switch|and|or|is|was|for|with|to|in|from)$/i;

/**
 * The values that stand in text behind such names: `name=value`, `"name": "value"` (escaped for JSON, HTML or an
 * address too), `name:` with the value on a line of its own behind it or in a block of YAML, `("name", "value")`,
 * `--name value`, and in the elements and attributes of XML and HTML.
 */
export function namedValues(naming: Naming): (text: string) => readonly Span[] {
  const name = String.raw`(?<name>(?:${naming.words})[\w.-]{0,24})`;
  const assigned = searchFor(new RegExp(`${name}${CLOSE}${naming.aside ?? ''}${TIE}`, 'gi'));
  const option = searchFor(
    new RegExp(String.raw`(?<![\w-])--?(?<name>[\w-]{0,40}?(?:${naming.words})[\w-]{0,24})[ \t]{1,8}(?=[^\s-])`, 'gi'),
    { word: new RegExp(naming.words, 'i'), starts: optionStart },
  );
  const inElements = elementValues(naming.words, naming.isName);
  return (text) => [
    ...assignedValues(text, assigned, naming),
    ...optionValues(text, option, naming),
    ...inElements(text).filter((span) => isSecret(text, span, '', naming)),
  ];
}

/** Where the dashes of an option begin that has a word of a name at `at`. */
function optionStart(text: string, at: number): readonly number[] {
  const start = startOfRun(text, at, OPTION_SIGN, LONGEST_OPTION);
  return text[start] === '-' ? [start] : [];
}

function isSecret(text: string, { start, end }: Span, name: string, naming: Naming): boolean {
  const value = text.slice(start, end);
  return value !== '' && !isNoSecret(value) && (naming.isValue?.(value, name) ?? true);
}

function assignedValues(text: string, assigned: Search, naming: Naming): readonly Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const match of assigned.all(text)) {
    // A name within a value is not looked at again: one long line of them would take quadratic time.
    if (match.index < done) continue;
    const name = namesOf(text, match).find(naming.isName);
    const span = name === undefined ? undefined : valueBehind(text, match, naming.until ?? 'token');
    if (name === undefined || span === undefined) continue;
    const found = isSecret(text, span, name, naming);
    if (found) spans.push(span);
    if (found || span.end - span.start > LONG) done = span.end;
  }
  return spans;
}

function optionValues(text: string, option: Search, naming: Naming): readonly Span[] {
  return option.all(text).flatMap((match) => {
    const name = plainName(match.groups?.['name'] ?? '');
    if (!naming.isName(name)) return [];
    const span = valueAt(text, match.index + match[0].length, naming.until ?? 'token');
    return isSecret(text, span, name, naming) && !NO_VALUE_OF_OPTION.test(text.slice(span.start, span.end))
      ? [span]
      : [];
  });
}

/** The name of which `match` is the end, as a whole and from the last dot in it on. */
function namesOf(text: string, match: RegExpExecArray): readonly string[] {
  const start = startOfRun(text, match.index, NAME_SIGN, LONGEST_NAME);
  const sign = text[start - 1];
  const before = text.slice(start, match.index);
  const head = sign === '%' || sign === '\\' ? before.replace(AFTER_ESCAPE[sign], '') : before;
  const name = head + (match.groups?.['name'] ?? '');
  return [plainName(name), plainName(name.slice(name.lastIndexOf('.') + 1))];
}

function valueBehind(text: string, match: RegExpExecArray, until: Until): Span | undefined {
  const at = match.index + match[0].length;
  if (match.groups?.['comma'] !== undefined) return tokenOnly(text, quotedValue(text, at));
  if (match.groups?.['arrow'] !== undefined) return tokenOnly(text, valueAt(text, at, until));
  const level = match.groups?.['level'];
  if (level !== undefined) return encodedValue(text, at, level, until);
  LINE_END.lastIndex = at;
  if (/[:=]$/.test(match[0].trimEnd()) && LINE_END.test(text)) {
    const span = loneValue(text, at);
    // A name with nothing behind its `=` is set to nothing, mostly.
    const isSet =
      match[0].trimEnd().endsWith(':') || (span !== undefined && looksLikeToken(text.slice(span.start, span.end)));
    return isSet ? span : undefined;
  }
  return blockOfYaml(text, match.index, at) ?? valueAt(text, at, until);
}

/** Behind a comma or an arrow other names and states stand too, so it must look like more than a word. */
function tokenOnly(text: string, span: Span | undefined): Span | undefined {
  return span !== undefined && looksLikeToken(text.slice(span.start, span.end)) ? span : undefined;
}

/** A value in an address within an address: it ends with a sign that is escaped just as often as its `=` is. */
function encodedValue(text: string, at: number, level: string, until: Until): Span {
  ENCODED_BLANKS.lastIndex = at;
  const start = at + (ENCODED_BLANKS.exec(text)?.[0].length ?? 0);
  const { start: from, end } = valueAt(text, start, until);
  if (from > start) return { start: from, end };
  const sign = new RegExp(`%${level}(?:0[ad]|2[026c]|3[be]|5d|7d)`, 'i').exec(text.slice(start, end));
  return { start, end: sign === null ? end : start + sign.index };
}

/** The value on the line behind a name that ends its own; one that ties a name to a value itself is another field. */
function loneValue(text: string, at: number): Span | undefined {
  LONE_VALUE.lastIndex = at;
  if (!LONE_VALUE.test(text)) return undefined;
  const span = valueAt(text, LONE_VALUE.lastIndex, 'word');
  return OTHER_FIELD.test(text.slice(span.start, span.end)) ? undefined : span;
}

/** The lines of a block (`name: |`), which are indented by more than the name is. */
function blockOfYaml(text: string, nameAt: number, at: number): Span | undefined {
  BLOCK_MARK.lastIndex = at;
  if (!BLOCK_MARK.test(text)) return undefined;
  const from = BLOCK_MARK.lastIndex;
  const end = endOfIndented(text, from, indentOf(lineBefore(text, nameAt) ?? ''), true);
  return { start: end - text.slice(from, end).trimStart().length, end };
}
