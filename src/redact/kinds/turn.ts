import type { SecretKind, Span } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { namedValues, type Naming } from '../named-values.ts';
import { valueAt } from '../value-after.ts';
import { looksLikeToken } from '../words.ts';
import { searchFor } from '../search/search.ts';

const naming: Naming = {
  words: 'credential|turn|ice|static-auth-secret',
  isName: (name) =>
    /^(?:ice|turn|stun|turnserver|rtc)?credential$|(?:turn|iceserver)\w{0,12}(?:password|pwd|pass|credential|secret)$|staticauthsecret/.test(
      name,
    ),
  isValue: (value, name) =>
    name !== 'credential' ||
    looksLikeToken(value) ||
    (value.length >= 4 &&
      !/^(?:invalid|failed|expired|type|manager|include|same-origin|omit|password|oauth)$/i.test(value)),
};
const inFields = namedValues(naming);
const SERVERS = searchFor(/ice-?servers\\{0,4}["']?[ \t]{0,4}[:=]/gi);
const USER = /\busername\\{0,4}["']?[ \t]{0,4}[:=][ \t]{0,4}/g;
/** Names that are good until a time, in seconds since 1970 (draft-uberti-behave-turn-rest-00 2.2): all of a value, or behind a name. */
const UNTIL = String.raw`1[5-9]\d{8}:(?=[\w.@+-]{0,64}[a-z])[\w.@+-]{1,64}`;
const TIMED_USERS = [
  new RegExp(String.raw`^${UNTIL}$`, 'gi'),
  new RegExp(
    String.raw`user(?:[-_]?(?:name|id))?["'\\]{0,6}[ \t]{0,4}(?:[:=]|%3[ad])[ \t]{0,4}(?:["'\\]|%22){0,6}(${UNTIL})(?![\w:])`,
    'gi',
  ),
].map((pattern) => searchFor(pattern));
/** Up to here the list of servers is looked through. */
const FAR = 4000;
const SERVER_ADDRESS = /^(?:stuns?|turns?|https?|wss?):/i;

/**
 * Credentials of TURN (RFC 8656, W3C WebRTC `RTCIceServer`): `credential` and `username` of the servers in
 * `iceServers`, whose addresses stay, and names that are good until a time. What stands in a `turn:` address is found with other addresses.
 */
export const turn: SecretKind = {
  name: 'turn',
  hint: /credential|turn|ice|static-auth-secret|1[5-9]\d{8}:/i,
  harvested: true,
  find: (text) => [
    ...inFields(text),
    ...usersOf(text),
    ...TIMED_USERS.flatMap((pattern) => pattern.all(text).map(lastGroup)),
  ],
  isField: (field) => field === 'iceservers' || field === 'rtciceservers' || naming.isName(field),
  inField: (text) => ({
    start: 0,
    end: SERVER_ADDRESS.test(text) || /^(?:password|oauth|udp|tcp|tls)$/.test(text) ? 0 : text.length,
  }),
};

function usersOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  let done = 0;
  for (const { index } of SERVERS.all(text)) {
    const from = Math.max(index, done);
    done = index + FAR;
    for (const user of text.slice(from, done).matchAll(USER)) {
      spans.push(valueAt(text, from + user.index + user[0].length, 'token'));
    }
  }
  return spans.filter(({ start, end }) => end > start);
}
