import type { SecretKind, Span } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { searchFor } from '../search/search.ts';

/** RFC 7468 and its forerunners, OpenPGP (RFC 9580 6.2), RFC 4716; the blanks may be escaped for an address. */
const BEGIN = searchFor(
  /-{4,5}[ +]?BEGIN(?:[ +]|%20)(?:(?:[A-Z0-9]{1,16}|SSH2)(?:[ +]|%20)){0,3}PRIVATE(?:[ +]|%20)KEY(?:(?:[ +]|%20)BLOCK)?[ +]?-{4,5}/g,
);
const END = searchFor(/-{4,5}[ +]?END(?:[ +]|%20)[A-Z0-9 +%]{0,60}-{4,5}/g);
/** A key is cut off where neither its end nor more of its lines follow. */
const BODY = /(?:[A-Za-z0-9+/=%:,\s-]|\\{1,4}[rn])*/y;
const LONGEST = 40_000;
/** The lines of a key of PuTTY. */
const PUTTY = searchFor(
  /Private-Lines: \d{1,4}(?:\r?\n|\\r\\n|\\n)((?:[A-Za-z0-9+/=]{1,80}(?:\r?\n|\\r\\n|\\n|$)){1,200})/g,
);
/** What browsers and libraries write for SSLKEYLOGFILE: all of a session can be read with it. */
const KEY_LOG = searchFor(
  /\b(?:CLIENT_RANDOM|(?:CLIENT|SERVER)_(?:EARLY|HANDSHAKE)?_?TRAFFIC_SECRET(?:_\d)?|EXPORTER_SECRET|EARLY_EXPORTER_SECRET)[ \t]{1,4}[0-9a-f]{64}[ \t]{1,4}([0-9a-f]{32,192})/gi,
);
const OTHER = searchFor(/\bAGE-SECRET-KEY-1[A-Z0-9]{58}/g);

const naming: Naming = {
  words: String.raw`private[-_. ]?key|ssh[-_]?key|priv[-_]?key|master[-_. ]?key`,
  isName: (name) =>
    /(?:privatekey|sshkey|privkey|tlsmasterkey|^masterkey)(?:pem|data|value|content|base64|der)?$/.test(name),
  isValue: (value) => value.length >= 16 && !/[/\\][\w.-]{1,80}$/.test(value) && !value.startsWith('-----'),
};
const inFields = namedValues(naming);

/** Private keys as whole blocks (PEM, OpenSSH, OpenPGP, PuTTY), `private_key=…`, and the secrets of a TLS key log. */
export const privateKey: SecretKind = {
  name: 'private-key',
  hint: /PRIVATE|priv|ssh|master|_SECRET|CLIENT_RANDOM|SECRET-KEY/i,
  harvested: true,
  find: (text) => [
    ...blocksOf(text),
    ...PUTTY.all(text).map(lastGroup),
    ...KEY_LOG.all(text).map(lastGroup),
    ...OTHER.all(text).map(({ 0: key, index }) => ({ start: index, end: index + key.length })),
    ...inFields(text),
  ],
  isField: naming.isName,
};

const MEMBER = searchFor(/["'](?:d|p|q|dp|dq|qi|k)\\{0,4}["']\s{0,8}:\s{0,8}\\{0,4}["']([\w-]{40,2000})(?=["'\\])/g);

/** The private members of a JSON Web Key, RFC 7518 6: fields of one or two letters, known by what stands in them. */
export const jsonWebKey: SecretKind = {
  name: 'private-key',
  hint: /kty/,
  harvested: true,
  find: (text) => MEMBER.all(text).map(lastGroup),
  isField: (field) => /^(?:d|p|q|dp|dq|qi|k)$/.test(field),
  inField: (text) => ({ start: 0, end: /^[\w-]{40,2000}$/.test(text) ? text.length : 0 }),
};

function blocksOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  const ends = END.all(text).map(({ 0: line, index }) => ({ start: index, end: index + line.length }));
  let next = 0;
  let done = 0;
  for (const { 0: line, index: start } of BEGIN.all(text)) {
    if (start < done) continue;
    while ((ends[next]?.start ?? Infinity) < start) next += 1;
    const end = ends[next];
    done = end !== undefined && end.start - start < LONGEST ? end.end : endOfBody(text, start + line.length);
    spans.push({ start, end: done });
  }
  return spans;
}

function endOfBody(text: string, at: number): number {
  BODY.lastIndex = at;
  return at + (BODY.exec(text)?.[0].trimEnd().length ?? 0);
}
