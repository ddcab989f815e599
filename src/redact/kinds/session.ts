import type { SecretKind } from '../kind.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { looksLikeToken } from '../words.ts';

/** Sessions of calls and contacts have ids that support searches by. */
const OF_CALL =
  /call|sip|media|interaction|contact|task|track|correlation|monitor|remote|local|recording|meeting|conference|rtp|agent/;
const OF_WEB =
  /^(?:.{0,20}jsessionid(?:sso|version)?|phpsessid|aspsessionid\w{0,10}|aspnetsessionid|aspxauth|connectsid|.{0,20}sessid|x\w{0,30}sessionid|.{0,20}(?:web|user|auth|login|http|browser|portal|admin|app|sso|secure)sessionid|\w{0,30}session(?:token|key|cookie|secret|hash)|sessiontoken|cfid|cftoken|laravelsession|cakephp|wordpressloggedin\w{0,40}|viewsessionid)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** `Session-ID: 32 hexadecimal digits;remote=…` of SIP, RFC 7989 5. */
const SIP_SESSION = /^[0-9a-f]{32}(?:;remote=[0-9a-f]{32})?$/i;
const WORDS = 'jsessionid|phpsessid|sessid|session|connect\\.sid|aspxauth|cfid|cakephp|wordpress_logged_in|sid';

const named: Naming = {
  words: WORDS,
  isName: (name) => OF_WEB.test(name) && !OF_CALL.test(name),
  isValue: (value) => value.length >= 6,
};
const plain: Naming = { words: WORDS, isName: (name) => /^(?:sid|sessionid|session)$/.test(name), isValue: isOfWeb };
const inNamed = namedValues(named);
const inPlain = namedValues(plain);

/** Ids of web sessions: `JSESSIONID`, `PHPSESSID`, `connect.sid`, `x-session-id` and their like; not those of calls. */
export const session: SecretKind = {
  name: 'session',
  hint: /sess|sid|aspxauth|cfid|cakephp|logged_in/i,
  harvested: true,
  find: inNamed,
  isField: named.isName,
};

/**
 * Fields that are called `sid` or `sessionId`, no more: it may be a call's or a contact's. A UUID and what SIP writes
 * (RFC 7989) stay, since support searches by them.
 */
export const plainSession: SecretKind = {
  name: 'session',
  hint: /sess|sid/i,
  harvested: true,
  find: (text) =>
    inPlain(text).filter(
      ({ start }) =>
        !/(?:\bsip|\bcall|\bsession)[ -]*session[ -]?id\W*$|\bsession\W{0,4}:\W*$/i.test(
          text.slice(Math.max(0, start - 40), start),
        ),
    ),
  isField: (field) => field === 'sid' || field === 'sessionid',
  inField: (text) => ({ start: 0, end: isOfWeb(text) ? text.length : 0 }),
};

function isOfWeb(value: string): boolean {
  return looksLikeToken(value) && !UUID.test(value) && !SIP_SESSION.test(value) && !/^S-1-\d/.test(value);
}
