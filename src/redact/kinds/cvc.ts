import { ASSIGNED, groupSpans } from '../group-spans.ts';
import type { SecretKind, Span } from '../kind.ts';
import { card } from './card.ts';
import { cardRuns } from './card/runs.ts';
import { digitGroups } from '../search/digit-runs.ts';
import { searchFor } from '../search/search.ts';

const CODE = String.raw`(\d(?:[ \uFFFF]?\d){2,3})(?!\w|[.,:/-]\d)`;
const NAME = String.raw`(?:cvv|cvc|cvn|cvd|csc|cvv2|cvc2|cid2|card[-_ ]?(?:verification|security|validation)[-_ ]?(?:code|value|number|no\.?)|(?:verification|security)[-_ ]?code|c[oó]digo de (?:seguridad|verificaci[oó]n)|(?:karten)?pr[uü]f(?:nummer|ziffer|zahl)|sicherheitscode|cryptogramme|code de s[eé]curit[eé]|codice di sicurezza)[-_ ]?\d?(?:[-_ ]?(?:code|number|no\.?|value|nr\.?))?`;
/** A name, and the code with no more than a few words of a sentence between. */
const NAMED = searchFor(
  new RegExp(
    String.raw`(?<![a-z])${NAME}(?:${ASSIGNED}|[ (]{1,3}(?:(?:on|at) the (?:back|card|front|reverse|signature strip)(?:[ ]|(?=:))|auf der (?:r(?:ü|ue)ckseite|karte)[ ]|de (?:atr[aá]s|la tarjeta)[ ])?(?:of (?:my|the|his|her|their)(?: \w{1,10})? card[ ])?(?:is|was|of|ist|war|es|era|lautet|est|number|code)?[ :]{0,3}["'(]?)${CODE}`,
    'dgi',
  ),
);
/** `cid` means calls, cells and contents as well: only beside words of cards, or as American Express writes it. */
const CAPITAL_CID = searchFor(new RegExp(String.raw`(?<![A-Za-z\d])CID${ASSIGNED}(\d{4})(?![\w@]|[.,:/-]\w)`, 'dg'));
const CID = searchFor(new RegExp(String.raw`(?<![a-z])cid(?:${ASSIGNED}|[ ])${CODE}`, 'dgi'));
const EXPIRY = String.raw`((?:0[1-9]|1[0-2])[ ]?[/\-.][ ]?(?:20)?[2-4]\d)(?!\d|[/\-.]\d)`;
const EXPIRES = String.raw`(?:exp(?:ir(?:y|es|ation))?|valid (?:thru|through|until|to)|good thru|cad(?:ucidad)?|vence|vencimiento|g[uü]ltig bis|expire)`;
const NAMED_EXPIRY = searchFor(
  new RegExp(String.raw`(?<![a-z])${EXPIRES}\.?[-_ ]?(?:date|on|fecha)?(?:${ASSIGNED}|[ ]{1,3})${EXPIRY}`, 'dgi'),
);
const ABOUT_CARDS = /card|visa|master|amex|american express|discover|diners|cvv|cvc|\bpan\b|tarjeta|karte|carte/i;
/** Right behind a card's number: when it expires, its code. */
const BEHIND_CARD = searchFor(
  new RegExp(
    String.raw`(?=[01]\d)(?<=\d["']?[ \t,;|/]{1,4}(?:${EXPIRES}\.?(?:[ ]?(?:date|on))?[ :=]{0,3})?)(?:${EXPIRY}|([01]\d[2-4]\d)(?=["']?[ \t,;|/]{1,4}["']?\d{3,4}(?!\w)))(?:["']?[ \t,;|/]{1,4}(?:c[oó]d(?:igo|e)|cvv2?|cvc2?|cid|sec(?:urity)?(?: code)?)?[ :=#]{0,3}["']?${CODE})?`,
    'dgi',
  ),
  { startsIn: placesBehindCards },
);
/** Where digits begin that stand behind the number of a card, or at the end of a run of digits. */
function placesBehindCards(text: string): readonly number[] {
  const { count, starts } = digitGroups(text);
  return cardRuns(text).flatMap(({ first, end }) => {
    const places: number[] = [];
    for (let nth = first; nth < count && starts[nth]! <= end + LONGEST; nth += 1) places.push(starts[nth]!);
    return places;
  });
}

/** How far words may be from what they are about. */
const NEAR = 300;
/** As many characters as a card is written with. */
const LONGEST = 80;
const FIELD =
  /^(?:card)?(?:cvv2?|cvc2?|cvn2?|cvd|csc|(?:verification|security|validation)(?:code|value|number))$|^cardcode$|^card(?:expiry|expiration|exp)(?:date|month|year)?$/;

/**
 * The verification codes of cards (PCI DSS: never to be kept), and when cards expire where that stands beside one:
 * by name in several languages, and behind a card's number.
 */
export const cvc: SecretKind = {
  name: 'cvc',
  hint: /c[vs][vcnd]|cid|code|c[oó]digo|pr[uü]f|crypto|codice|exp|valid|good|caduc|vencim|g[uü]ltig|\d(?:[ \t./_\-\uFFFF]{0,3}\d){11}/i,
  find: (text) => [
    ...[NAMED, CAPITAL_CID].flatMap((pattern) => groupSpans(text, pattern)),
    ...[CID, NAMED_EXPIRY].flatMap((pattern) => groupSpans(text, pattern)).filter((span) => isAboutCards(text, span)),
    ...BEHIND_CARD.all(text).flatMap((match) => behindCard(text, match)),
  ],
  isField: (field) => FIELD.test(field),
};

function isAboutCards(text: string, { start, end }: Span): boolean {
  const before = lineBefore(text, start);
  const nameless = before.replace(/(?:exp[a-z]*|cid)\W{0,6}$/i, '');
  return (
    ABOUT_CARDS.test(nameless) ||
    ABOUT_CARDS.test(text.slice(end, end + NEAR).split('\n', 1)[0] ?? '') ||
    card.find(before).length > 0
  );
}

function lineBefore(text: string, at: number): string {
  return (
    text
      .slice(Math.max(0, at - NEAR), at)
      .split('\n')
      .at(-1) ?? ''
  );
}

function behindCard(text: string, { index, indices }: RegExpExecArray): readonly Span[] {
  if (card.find(text.slice(Math.max(0, index - LONGEST), index)).length === 0) return [];
  return (indices ?? []).slice(1).flatMap((place) => (place === undefined ? [] : [{ start: place[0], end: place[1] }]));
}
