import type { Span } from './kind.ts';
import { plainName } from './words.ts';
import { searchFor } from './search/search.ts';

/** Where an element's text ends, if it does with the element: its closing tag, escaped or not. */
const CLOSING = /(?:<|&lt;|\\{1,2}u003c)\\{0,2}\/|%3c(?:%2f|\/)|\]\]>|(?:<|&lt;|\\{1,2}u003c|%3c)/gi;
const CDATA = /\s*<!\[CDATA\[/y;
const TAG = searchFor(/<[a-z][^<>]*>/gi);
const VALUE = /(?<![\w-])(?:value|content|val)\s{0,4}=\s{0,4}\\{0,4}["']([^"'\\<>]*)/i;

/**
 * The values that stand in the elements of XML and HTML that `isName` knows: `<name>value</name>`,
 * `<input name="name" value="value">`, `<key>name</key><string>value</string>`.
 */
export function elementValues(words: string, isName: (name: string) => boolean): (text: string) => readonly Span[] {
  const name = String.raw`(?<name>[\w.-]{0,40}?(?:${words})[\w.-]{0,24})`;
  const element = searchFor(
    new RegExp(
      String.raw`(?:<|&lt;|\\{1,2}u003c|%3c)(?:[\w.-]{1,40}:)?${name}(?:\s[^<>]{0,400})?(?:(?<!\/)>|&gt;|\\{1,2}u003e|%3e)`,
      'gi',
    ),
  );
  const entry = searchFor(
    new RegExp(String.raw`<(?:key|name|n|property|field)>\s{0,8}${name}\s{0,8}<\/\w{1,8}>\s{0,80}<\w{1,16}>`, 'gi'),
  );
  const attribute = new RegExp(
    String.raw`(?<![\w-])(?:name|id|key|property|field)\s{0,4}=\s{0,4}\\{0,4}["']?${name}(?=\\{0,4}["'\s/>])`,
    'i',
  );
  return (text) => [
    ...[...element.all(text), ...entry.all(text)]
      .filter((match) => isName(plainName(match.groups?.['name'] ?? '')) && !/-\d+$/.test(match.groups?.['name'] ?? ''))
      .flatMap((match) => contentAt(text, match.index + match[0].length)),
    ...TAG.all(text).flatMap((tag) => ofTag(text, tag, attribute, isName)),
  ];
}

/** The text at `at`, without the blanks around it, when the next tag is a closing one. */
function contentAt(text: string, at: number): readonly Span[] {
  CDATA.lastIndex = at;
  const from = CDATA.test(text) ? CDATA.lastIndex : at;
  CLOSING.lastIndex = from;
  const closing = CLOSING.exec(text);
  if (closing === null || /^(?:<|&lt;|\\{1,2}u003c|%3c)$/i.test(closing[0])) return [];
  const content = text.slice(from, closing.index);
  const start = from + content.length - content.trimStart().length;
  return [{ start, end: start + content.trim().length }];
}

function ofTag(
  text: string,
  tag: RegExpExecArray,
  attribute: RegExp,
  isName: (name: string) => boolean,
): readonly Span[] {
  if (!isName(plainName(attribute.exec(tag[0])?.groups?.['name'] ?? ''))) return [];
  const value = VALUE.exec(tag[0]);
  if (value === null) return tag[0].endsWith('/>') ? [] : contentAt(text, tag.index + tag[0].length);
  const end = tag.index + value.index + value[0].length;
  return [{ start: end - (value[1] ?? '').length, end }];
}
