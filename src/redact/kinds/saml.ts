import type { SecretKind, Span } from '../kind.ts';
import { namedValues, type Naming } from '../named-values.ts';

const naming: Naming = {
  words: 'saml|wresult',
  isName: (name) =>
    /saml(?:response|request|art|artifact|assertion|token|logoutrequest|logoutresponse)\d?$|^wresult$/.test(name),
  isValue: (value) => value.length >= 12,
};
const inFields = namedValues(naming);
/** `<saml`, `<Response`, `<?xml` in base64, as long as no word is. */
const ENCODED =
  /(?<![A-Za-z0-9+/%])(?:PHNhbWw|PFJlc3BvbnNl|PEFzc2VydGlvbi|PD94bWwg)(?:[A-Za-z0-9+/=_-]|%2[bf]|%3d){60,}/gi;
/** What is signed, in the open. */
const OPEN = /<((?:[\w-]{1,20}:)?(?:Encrypted)?Assertion)[\s>]/g;
const ARTIFACT = /(?<![A-Za-z0-9+/])AAQA[A-Za-z0-9+/]{50,60}={0,2}/g;
/** Base64 is folded after 64 or 76 signs; lines that follow a value belong to it. */
const FURTHER_LINES = /(?:(?:\r?\n|\\r\\n|\\n|%0[ad])[ \t]{0,20}[A-Za-z0-9+/]{16,}={0,2}(?=[\s\\%"'<&]|$))*/iy;

/** SAML 2.0 messages (saml-bindings-2.0 3.4, 3.5, 3.6) in forms and addresses, and assertions: who has one is signed in. */
export const saml: SecretKind = {
  name: 'saml',
  hint: /saml|wresult|PHNhbWw|PFJlc3BvbnNl|PEFzc2VydGlvbi|PD94bWwg|Assertion|AAQA/i,
  harvested: true,
  find: (text) => [
    ...inFields(text).map((span) => withFurtherLines(text, span)),
    ...Array.from(text.matchAll(ENCODED), whole).map((span) => withFurtherLines(text, span)),
    ...Array.from(text.matchAll(ARTIFACT), whole),
    ...assertionsOf(text),
  ],
  isField: naming.isName,
};

function whole(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}

function withFurtherLines(text: string, { start, end }: Span): Span {
  FURTHER_LINES.lastIndex = end;
  return { start, end: end + (FURTHER_LINES.exec(text)?.[0].length ?? 0) };
}

function assertionsOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const { 0: opening, 1: name = '', index: start } of text.matchAll(OPEN)) {
    if (start < done) continue;
    const close = text.indexOf(`</${name}>`, start + opening.length);
    done = close === -1 ? text.length : close + name.length + 3;
    spans.push({ start, end: done });
  }
  return spans;
}
