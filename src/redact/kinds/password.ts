import type { SecretKind, Span } from '../kind.ts';
import { valuesAfter } from '../value-after.ts';

const LONG_NAME = String.raw`(?:password|passwd|passphrase|passcode|pwd)[a-z0-9_]{0,16}`;
const SHORT_NAME = String.raw`(?<![a-z0-9])(?:pass|pw)`;
const FIELD = new RegExp(
  String.raw`(?:${LONG_NAME}|${SHORT_NAME})["'\\\])]{0,8}[ \t]{0,8}(?:=>|={1,3}|:=?)[ \t]{0,8}`,
  'gi',
);
const OPTION = /--?(?:password|passwd|passphrase|pwd)[ \t]+/gi;
const ELEMENT = /<[\w:.-]{0,40}(?:password|passwd|pwd)\b(?!-\d+>)[^<>\r\n]{0,200}>([^<]{1,1000})</gi;
const IN_ADDRESS = /:\/\/[^\s/:@]{0,200}:([^\s/@]{1,200})@/g;

/** Passwords: `password=…`, `"pwd": "…"`, `pass: …`, `--password …`, `<Password>…<`, `https://user:…@host`. */
export const password: SecretKind = {
  name: 'password',
  find: (text) => [
    ...valuesAfter(text, FIELD, 'word'),
    ...valuesAfter(text, OPTION, 'word'),
    ...firstGroups(text, ELEMENT),
    ...firstGroups(text, IN_ADDRESS),
  ],
  isField: (field) => /passw(?:or)?d|passphrase|passcode|pwd$|^(?:user|db)?(?:pass|pw)$/.test(field),
};

/** Spans of what the first group of `pattern` matched; that group must end one character before the match does. */
function firstGroups(text: string, pattern: RegExp): readonly Span[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const end = match.index + match[0].length - 1;
    return { start: end - (match[1] ?? '').length, end };
  });
}
