import { endOfIndented, indentOf, lineBefore } from '../indented.ts';
import type { SecretKind, Span } from '../kind.ts';
import { isOfCurl, valuesAfter } from '../value-after.ts';
import { isSaidOfPassword, looksLikePassword } from '../words.ts';

const WORD = String.raw`passwor[dt]|passwd|passphrase|passcode|pwd|kennwort|contrase(?:ñ|n\uFFFF?)a|mot de passe`;
const LONG_NAME = String.raw`(?:${WORD})[a-z0-9_]{0,16}`;
const SHORT_NAME = String.raw`(?<![a-z0-9])(?:pass|pw)`;
const SPOKEN_NAME = String.raw`(?<![a-z0-9])(?:${WORD}|pw)`;
const FIELD = new RegExp(
  String.raw`(?:${LONG_NAME}|${SHORT_NAME})["'\\\])]{0,8}[ \t]{0,8}(?:=>|={1,3}|:=?)[ \t]{0,8}`,
  'gi',
);
const OPTION = /--?(?:password|passwd|passphrase|pwd)[ \t]+/gi;
const ELEMENT = /<[\w:.-]{0,40}(?:password|passwd|pwd)\b(?!-\d+>)[^<>\r\n]{0,200}>([^<]{1,1000})</gi;
const IN_ADDRESS = /:\/\/[^\s/:@]{0,200}:([^\s/@]{1,200})@/g;
const STATED = new RegExp(
  String.raw`${SPOKEN_NAME}[ \t]{1,8}(?:(?:of|for)[ \t]{1,8}\S{1,64}[ \t]{1,8})?(?:is|was|ist|war)[ \t]{1,8}(?:now[ \t]{1,8})?`,
  'gi',
);
const FOLLOWED = new RegExp(String.raw`${SPOKEN_NAME}[ \t]{1,8}(?:(?:to|of|as|-)[ \t]{1,8})?`, 'gi');
const YAML_BLOCK = new RegExp(
  String.raw`(?:${LONG_NAME}|${SHORT_NAME})["']?:[ \t]{0,8}[|>][-+\d]{0,2}[ \t]{0,8}(?=\r?\n)`,
  'gi',
);
const CURL_USER = /(?<![\w-])(?:-[uU][ \t=]{0,4}|--(?:proxy-)?user[ \t=]{1,4})/g;

/**
 * Passwords: `password=…`, `"pwd": "…"`, `pass: …`, `--password …`, `<Password>…<`, `https://user:…@host`,
 * `curl -u user:…`, a block of YAML, "my password is …" and "password …" where that is no ordinary word.
 */
export const password: SecretKind = {
  name: 'password',
  find: (text) => [
    ...valuesAfter(text, FIELD, 'word').filter((span) => !isBlockMark(text, span)),
    ...valuesAfter(text, OPTION, 'word'),
    ...firstGroups(text, ELEMENT),
    ...firstGroups(text, IN_ADDRESS),
    ...spokenWords(text, STATED, (word, quoted) => (quoted && /\s/.test(word)) || !isSaidOfPassword(word)),
    ...spokenWords(text, FOLLOWED, looksLikePassword),
    ...yamlBlocks(text),
    ...valuesAfter(text, CURL_USER, 'word').flatMap((span) => passwordOfUser(text, span)),
  ],
  isField: (field) =>
    /passw(?:or)?[dt]|passphrase|passcode|kennwort|pwd$|^(?:user|db)?(?:pass|pw)$|^contrasen?a$|^motdepasse$/.test(
      field,
    ),
};

/** Spans of what the first group of `pattern` matched; that group must end one character before the match does. */
function firstGroups(text: string, pattern: RegExp): readonly Span[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const end = match.index + match[0].length - 1;
    return { start: end - (match[1] ?? '').length, end };
  });
}

/** The words in a sentence that follow `name` and are passwords, without the punctuation of the sentence. */
function spokenWords(
  text: string,
  name: RegExp,
  isPassword: (word: string, quoted: boolean) => boolean,
): readonly Span[] {
  return valuesAfter(text, name, 'word').flatMap(({ start, end }) => {
    const quoted = /["'`]/.test(text[start - 1] ?? '');
    const value = text.slice(start, end);
    const word = quoted ? value : value.replace(/[.,:;!?)]{1,8}$/, '');
    return word !== '' && isPassword(word, quoted) ? [{ start, end: start + word.length }] : [];
  });
}

/** The `|` or `>` that opens a block of YAML. */
function isBlockMark(text: string, { start, end }: Span): boolean {
  return /^[|>][-+\d]{0,2}$/.test(text.slice(start, end)) && /^[ \t]{0,8}\r?\n/.test(text.slice(end, end + 10));
}

function yamlBlocks(text: string): readonly Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const match of text.matchAll(YAML_BLOCK)) {
    if (match.index < done) continue;
    const from = match.index + match[0].length;
    const end = endOfIndented(text, from, indentOf(lineBefore(text, match.index) ?? ''), true);
    const start = end - text.slice(from, end).trimStart().length;
    if (start < end) spans.push({ start, end });
    done = end;
  }
  return spans;
}

/** What stands behind the colon in `user:password`, on a command line of curl. */
function passwordOfUser(text: string, { start, end }: Span): readonly Span[] {
  const user = /^[^:/\s]{0,200}:(?!\/\/)/.exec(text.slice(start, end))?.[0];
  return user === undefined || !isOfCurl(text, start) ? [] : [{ start: start + user.length, end }];
}
