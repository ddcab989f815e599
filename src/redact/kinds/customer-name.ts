import { ASSIGNED, groupSpans } from '../group-spans.ts';
import type { SecretKind, Span } from '../kind.ts';
import { searchFor } from '../search/search.ts';

/** Whose name it is, and that it is one. */
const OF_CUSTOMER = String.raw`(?:customer|caller|calling(?:[-_ ]?party)?|client|patient|guest|subscriber|member|cardholder|card[-_ ]?holder|account[-_ ]?holder|contact|cliente|kunden?|anrufer|appelant)`;
/** Of whose objects the name is one of a person: a client may be a program, a guest a machine, a contact a call. */
const OBJECT = String.raw`(?:customer|caller|(?:calling|remote)[-_ ]?party|patient|card[-_ ]?holder|account[-_ ]?holder|kunde|cliente)s?`;
const NAME = String.raw`(?:(?:${OF_CUSTOMER}(?:['’]?s)?[-_ ]?|${OBJECT}\.)(?:(?:first|last|full|given|family|display|sur|middle)[-_ ]?)?name|cnam|clid[-_ ]?name|caller[-_ ]?id(?:[-_ ]?name|\(name\))|name[-_ ]on[-_ ]card|(?:first|last|full|given|family|sur)[-_ ]?name|nombre(?: del cliente)?|apellidos?|vorname|nachname|kundenname|nom du client|pr[eé]nom)`;
const WORD = String.raw`(?:\p{Lu}\.|(?:(?:van|von|de|del|della|da|di|dos|du|la|le|der|den|ter|al|el|bin|ibn|y)[ ]){0,3}(?:\p{Lu}['’])?\p{Lu}[\p{L}\uFFFF'’-]{1,40})`;
/** Behind an arrow stands another field, mostly: `firstName -> GivenName`. */
const TIED = String.raw`(?![ \t]{0,8}(?:->|→))${ASSIGNED}`;
const LABELLED = searchFor(new RegExp(String.raw`(?<![\p{L}\d])${NAME}(?:${TIED}|[ ]is[ ]["']?)`, 'dgiu'));
const QUOTED = /(?<=["'>]|%22|&quot;)[^"'<>\\\r\n=]{1,80}(?=["'<\\]|&quot;)/y;
const WORDS = new RegExp(String.raw`${WORD}(?:(?:[ ]|, |\+|%20)${WORD}){0,4}`, 'uy');
const LOWER =
  /[\p{L}\uFFFF][\p{L}\uFFFF'’.-]{1,40}(?:(?:[ ]|\+|%20)[\p{L}\uFFFF][\p{L}\uFFFF'’.-]{0,40}){0,3}(?=\s*(?:$|[\r\n,;|&"'<)\]]))/uy;
const OBJECT_OPENS = searchFor(
  new RegExp(String.raw`(?<![\p{L}\d])${OBJECT}["'\\]{0,6}[ \t]{0,8}[:=]\s{0,8}\[?\s{0,8}\{`, 'giu'),
);
/** As much of an object is looked at, and no object in it. */
const WITHIN = 1000;
const NAME_WITHIN = new RegExp(String.raw`(?<![\p{L}\d_.-])(?:(?:display|full)[-_ ]?)?name${ASSIGNED}`, 'giu');
/** A person in a line of its own kind: two words with capitals at least, since "Customer: Hello" is a chat. */
const PERSON = searchFor(
  new RegExp(
    String.raw`(?<![\p{L}\d])(?:(?:[Cc]ustomer|CUSTOMER|[Cc]aller|CALLER|[Cc]lient|[Cc]ardholder|[Cc]ontact [Pp]erson|[Kk]unde|[Cc]liente)["']?[ ]?[:=][ ]?["']?|(?:[Aa]ccount[-_ ]?[Hh]older|[Kk]ontoinhaber(?:in)?)${TIED})(${WORD}(?:[ ]${WORD}){1,4})`,
    'dgu',
  ),
);
/** RFC 3261 §20.10: `From: "Jane Doe" <sip:…>`, RFC 5322 §3.4 (`<jane@…>`), and the headers of RFC 3325 and of older devices. */
const DISPLAY = searchFor(
  new RegExp(
    String.raw`(?<![a-z])(?:from|to|cc|bcc|sender|contact|p-asserted-identity|p-preferred-identity|remote-party-id|clid|caller[-_ ]?id|diversion|reply-to|f|t)["'\\]{0,3}[ ]?[:=][ ]?["'\\]{0,3}(?:\\?"([^"\r\n<>\\]{1,80})\\?"[ ]?|([\p{L}\uFFFF][\p{L}\uFFFF'’. -]{0,80}?)[ ]?)(?=<(?:sips?:|tel:|\+?\d{5,18}>|[^\s<>@]{1,64}@))`,
    'dgiu',
  ),
);
/** What stands where a name could. */
const NO_NAME =
  /^(?:anonymous|unknown|unavailable|restricted|private|withheld|blocked|none|null|undefined|nil|n\/?a|yes|no|true|false|empty|missing|not|is|the|a|an|test|default|string|required|optional|invalid|hello|hi|hey|good|thanks?|thank|please|ok|okay|sorry|i|my|we|it|this|that|can|could|what|why|how|when|where|there|waiting|connected|disconnected|wireless caller|toll free|agent|system|desktop|service|support|number|field|column|name|value)(?![\p{L}\d])/iu;
const FIELD =
  /^x?(?:(?:customer|caller|calling(?:party)?|client|patient|guest|subscriber|member|cardholder|accountholder|contact)s?(?:first|last|full|given|family|display|sur)?name|accountholder|kontoinhaber(?:in)?|cnam|clidname|calleridname|fromdisplayname|fromname|nameoncard|(?:first|last|full|given|family|sur)name|apellidos?|vorname|nachname|kundenname|nombrecliente)$/;
const FIELD_OF_OBJECT = /^(?:display|full)?name$/;
const OBJECT_NAME = new RegExp(`^${OBJECT}$`);

/**
 * Names of customers where a name or a header announces them: `customerName=…`, `Caller name: …`, `cnam`, `Customer:
 * Jane Doe`, the display names of SIP and of mails. Names in free prose are not found.
 */
export const customerName: SecretKind = {
  name: 'customer-name',
  harvested: true,
  hint: /from|to|cc|sender|name|cnam|customer|caller|client|cardholder|contact|kunde|nombre|apellido|pr[eé]nom|nom du|sip|tel:|clid/i,
  find: (text) =>
    [
      ...LABELLED.all(text).flatMap(({ 0: match, index }) => nameAt(text, index + match.length)),
      ...OBJECT_OPENS.all(text).flatMap(({ 0: match, index }) => namesWithin(text, index + match.length)),
      ...groupSpans(text, PERSON),
      ...groupSpans(text, DISPLAY),
    ].filter(({ start, end }) => isName(text.slice(start, end))),
  isField: (field) => FIELD.test(field),
  isFieldOf: (field, object) => FIELD_OF_OBJECT.test(field) && OBJECT_NAME.test(object),
  inField: (text) => (isName(text) ? { start: 0, end: text.length } : { start: 0, end: 0 }),
  canonical: (value) =>
    value
      .normalize('NFKC')
      .replace(/\+|%20/g, ' ')
      .toLowerCase(),
};

/** The names in the object that opens before `at`, up to where it ends or another one opens. */
function namesWithin(text: string, at: number): readonly Span[] {
  const content = /^[^{}]*/.exec(text.slice(at, at + WITHIN))?.[0] ?? '';
  return Array.from(content.matchAll(NAME_WITHIN)).flatMap(({ 0: match, index }) =>
    nameAt(text, at + index + match.length),
  );
}

function nameAt(text: string, at: number): readonly Span[] {
  for (const pattern of [QUOTED, WORDS, LOWER]) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) return [{ start: at, end: pattern.lastIndex }];
  }
  return [];
}

function isName(value: string): boolean {
  const plain = value.trim();
  return /\p{L}{2}|^\p{L}\.?$/u.test(plain) && !NO_NAME.test(plain) && !/^[\d\s+().-]*$|^[{<]/.test(plain);
}
