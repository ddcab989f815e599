import type { SecretKind, Span } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { searchFor } from '../search/search.ts';

const naming: Naming = {
  words: 'saml|wresult|signaturevalue|ciphervalue',
  isName: (name) =>
    /saml(?:response|request|art|artifact|assertion|token|logoutrequest|logoutresponse)\d?$|^wresult$|^(?:signature|cipher)value$/.test(
      name,
    ),
  isValue: (value) => value.length >= 12,
};
const inFields = namedValues(naming);
/** `<saml`, `<Response`, `<?xml` in base64, as long as no word is. */
const ENCODED = searchFor(
  /(?<![A-Za-z0-9+/%])(?:PHNhbWw|PFJlc3BvbnNl|PEFzc2VydGlvbi|PD94bWwg)(?:[A-Za-z0-9+/=_-]|%2[bf]|%3d){60,}/gi,
);
/** What is signed, in the open. */
const OPEN = searchFor(/<((?:[\w-]{1,20}:)?(?:Encrypted)?Assertion)[\s>]/g);
/** In an assertion, what stands between tags, and the values of attributes. */
const CONTENT = />([^<>]{1,100000})<|(?<=\s)([\w:-]{1,64})\s{0,4}=\s{0,4}(?:"([^"<>]{1,4096})"|'([^'<>]{1,4096})')/g;
/** Attributes that tell how it is written, and until when it is good. */
const HOW =
  /^(?:xmlns(?::.*)?|(?:\w+:)?(?:type|lang|schemaLocation)|Algorithm|Format|NameFormat|Name|FriendlyName|Method|Version|IssueInstant|AuthnInstant|NotBefore|NotOnOrAfter|SessionNotOnOrAfter|Destination|Recipient|EncodingType|ValueType|MimeType|PrefixList)$/i;
/** Names of services and of what is said: who issued it, for whom, by which means. */
const NAME_OF_SERVICE = /^(?:urn:[\w:./#-]{1,200}|https?:\/\/[\w.:-]{1,200}(?:\/[\w./#-]{0,200})?)$/;
/** The ids of messages and sessions (saml-core-2.0 1.3.4): drawn by lot, and good for one answer. */
const ID = searchFor(
  /\s(?:ID|InResponseTo|AssertionID|ResponseID|RequestID|SessionIndex)\s{0,4}=\s{0,4}["'](?<=<(?:[\w-]{1,20}:)?(?:Response|Assertion|AuthnRequest|LogoutRequest|LogoutResponse|ArtifactResolve|ArtifactResponse|AuthnStatement|SubjectConfirmationData)\s[^<>]{0,2000})([^"'<>]{8,256})/g,
);
const ARTIFACT = searchFor(/(?<![A-Za-z0-9+/])AAQA[A-Za-z0-9+/]{50,60}={0,2}/g);
/** Base64 is folded after 64 or 76 signs; lines that follow a value belong to it. */
const FURTHER_LINES = /(?:(?:\r?\n|\\r\\n|\\n|%0[ad])[ \t]{0,20}[A-Za-z0-9+/]{16,}={0,2}(?=[\s\\%"'<&]|$))*/iy;

/** SAML 2.0 messages (saml-bindings-2.0 3.4, 3.5, 3.6) in forms and addresses, their ids and signatures: who has one is signed in. */
export const saml: SecretKind = {
  name: 'saml',
  hint: /saml|signaturevalue|ciphervalue|wresult|PHNhbWw|PFJlc3BvbnNl|PEFzc2VydGlvbi|PD94bWwg|Assertion|<(?:[\w-]{1,20}:)?(?:Response|Logout|Authn|Artifact|SubjectConf)|AAQA/i,
  harvested: true,
  find: (text) => [
    ...inFields(text).map((span) => withFurtherLines(text, span)),
    ...ENCODED.all(text)
      .map(whole)
      .map((span) => withFurtherLines(text, span)),
    ...ARTIFACT.all(text).map(whole),
    ...ID.all(text).map(lastGroup),
  ],
  isField: naming.isName,
};

/** What an assertion says of somebody: all of it, but how it is written and whose services it names. */
export const samlContent: SecretKind = {
  name: 'saml',
  hint: /Assertion/,
  find: (text) => assertionsOf(text).flatMap(({ start, end }) => contentOf(text, start, end)),
};

function contentOf(text: string, from: number, to: number): readonly Span[] {
  const assertion = text.slice(from, to);
  const spans: Span[] = [];
  CONTENT.lastIndex = 0;
  for (let match = CONTENT.exec(assertion); match !== null; match = CONTENT.exec(assertion)) {
    const { 0: all, 1: content, 2: name = '', 3: double, 4: single, index } = match;
    const value = content ?? double ?? single ?? '';
    // What closes one element may open the text of the next.
    if (content !== undefined) CONTENT.lastIndex -= 1;
    const plain = value.trim();
    if (plain === '' || (content === undefined && HOW.test(name)) || NAME_OF_SERVICE.test(plain)) continue;
    const start = from + index + all.length - 1 - value.length + (value.length - value.trimStart().length);
    spans.push({ start, end: start + plain.length });
  }
  // Of what is cut off within a tag nothing can be told.
  const rest = assertion.lastIndexOf('<');
  if (to === text.length && !assertion.slice(rest).includes('>') && assertion.length - rest > 1)
    spans.push({ start: from + rest + 1, end: to });
  return spans;
}

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
  for (const { 0: opening, 1: name = '', index: start } of OPEN.all(text)) {
    if (start < done) continue;
    const close = text.indexOf(`</${name}>`, start + opening.length);
    done = close === -1 ? text.length : close + name.length + 3;
    spans.push({ start, end: done });
  }
  return spans;
}
