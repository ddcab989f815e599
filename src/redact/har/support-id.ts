import { foldText } from '../fold-text.ts';
import { SECRET_KINDS } from '../kinds.ts';
import { card } from '../kinds/card.ts';
import { fieldKind } from './field-kind.ts';

/** Longer ones are no ids that a person reads out to somebody. */
const LONGEST = 160;

/** What an id is joined from: a word, a number, a number in hexadecimal, a prefix with its number, some of each. */
const RUN = /^(?:[A-Za-z]{1,16}|\d{1,24}|[0-9a-f]{1,64}|[0-9A-F]{1,64}|[A-Za-z]{1,8}\d{1,24}|[0-9A-Za-z]{1,24})?$/;

/** RFC 9562. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The word that a gateway or a client puts before the UUID of a tracking id, and the count that some put behind it. */
const TRACKING_ID =
  /^([A-Z][A-Z0-9-]{1,19}|webex-[a-z]{2,6}-[a-z]{2,6})_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:_\d{1,5})?$/i;

/** Words before the UUID in an address that opens something for whoever has it. */
const OPENS =
  /sess|sid|cookie|reset|invit|verif|confirm|activat|magic|share|unsubscri|key|auth|secret|signature|login|grant|ticket/i;

/** Ids of the vendor's public API say in base64 what they are of: `ciscospark://us/ORGANIZATION/<uuid>`. */
const ENCODED = /^ciscospark:\/\/[\w:.-]{1,40}\/[A-Z_]{2,40}\/[\w.-]{1,80}$/;

/** CloudFront's and S3's ids of a request: base64 of a fixed length. */
const AMAZON = /^[\w+/-]{54,76}={0,2}$/;

/** The host behind the `@` of a Call-ID (RFC 3261 §8.1.1.4). */
const CALL_ID = /^([^@]{1,100})@([\w.:[\]-]{1,100})$/;

/** Whether the text has the shape of an id (not of a token), for a field that is known to hold one. */
export function isSupportId(text: string, plainField = ''): boolean {
  if (text === '' || text.length > LONGEST || hasCredential(text)) return false;
  if (isEncodedId(text) || (/^xamz(?:cfid|id2)$/.test(plainField) && AMAZON.test(text))) return true;
  const [, id = text] = CALL_ID.exec(text) ?? [];
  return id.split(/[-_.:=;/]/).every((run) => RUN.test(run)) && !isCard(id);
}

/** Whether the text is an id by its shape alone: a UUID, or one that says what it is of. */
export function isCertainId(text: string): boolean {
  return UUID.test(text) || isTrackingId(text) || isEncodedId(text);
}

/** Whether the text is the id of a request, wherever it stands: `GTWY_<uuid>`; not the UUID of a session or a link. */
export function isTrackingId(text: string): boolean {
  const word = TRACKING_ID.exec(text)?.[1];
  if (word === undefined || OPENS.test(word) || fieldKind(word) !== undefined) return false;
  return word === word.toUpperCase() || word.startsWith('webex-');
}

/** What of an id may be an address: the host of a Call-ID. */
export function hostOfId(text: string): string | undefined {
  return CALL_ID.exec(text)?.[2];
}

function isEncodedId(text: string): boolean {
  return /^Y2lzY29zcGFyazovL[\w-]{20,140}={0,2}$/.test(text) && ENCODED.test(Buffer.from(text, 'base64url').toString());
}

function isCard(text: string): boolean {
  return /^\d{15,19}$/.test(text) && card.find(text).length > 0;
}

function hasCredential(text: string): boolean {
  const folded = foldText(text);
  return SECRET_KINDS.some(
    (kind) => kind.harvested === true && kind.hint?.test(folded) !== false && kind.find(folded).length > 0,
  );
}
