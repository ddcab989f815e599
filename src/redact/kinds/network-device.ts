import type { SecretKind } from '../kind.ts';
import { lastGroup } from '../last-group.ts';
import { isNoSecret, isOrdinaryWord } from '../words.ts';
import { searchFor } from '../search/search.ts';

const PATTERNS = [
  // SNMP communities: `snmp-server community … RO` of Cisco IOS, `rocommunity …` of net-snmp, messages about one
  /\bsnmp-server[ \t]{1,4}community[ \t]{1,4}(?:[05-9][ \t]{1,4})?["']?([^\s"']{3,64})/gi,
  /\bsnmp-server[ \t]{1,4}host[ \t]{1,4}\S{1,64}(?:[ \t]{1,4}(?:traps|informs|version[ \t]{1,4}(?:1|2c))){0,2}[ \t]{1,4}(?!version|traps|informs)["']?([^\s"']{3,64})/gi,
  /(?<![\w-])r[ow](?:community|user)6?[ \t]{1,4}["']?([^\s"']{3,64})/gi,
  /(?<![\w-])community(?:[- ]?(?:string|name))?(?:[ \t]{0,4}[:=][ \t]{0,4}["']?|[ \t]{1,4}["'])([^\s"']{3,64})/gi,
  // What FreeRADIUS writes with `auth_badpass = yes`: `Login incorrect: [user/password] (from client …)`
  /\bLogin[ \t](?:incorrect|OK)\b[^[\r\n]{0,200}\[[^/[\]\r\n]{1,64}\/([^\r\n]{1,128}?)(?=\] ?\()/gi,
].map((pattern) => searchFor(pattern));
/** `snmpwalk -v3 -A … -X …`, `-c …` of net-snmp. */
const OPTION = searchFor(
  /[ \t]-[AXc][ \t]{1,4}(?<=(?<![\w-])snmp(?!d\b|trapd\b)[a-z]{2,12}(?:\.exe)?[ \t][^|;&\r\n]{0,300})["']?([^\s"']{3,128})/g,
);
/** A community of BGP is two numbers; `<via Auth-Type = …>` stands where no password was sent. */
const NO_PASSWORD =
  /^(?:\d{1,5}:\d{1,5}|<.*|\{[a-z-]{1,40}\d{1,9}\}|via\b.*|no-export|no-advertise|internet|attributes?|list|both|standard|extended)$/i;

/** Passwords of network devices: communities and keys of SNMP (RFC 3584 5.2.1, RFC 3414), what RADIUS servers log. */
export const networkDevice: SecretKind = {
  name: 'password',
  hint: /snmp|community|r[ow]user|login[ \t](?:incorrect|ok)/i,
  harvested: true,
  find: (text) => [
    ...PATTERNS.flatMap((pattern) => pattern.all(text))
      .filter(({ 0: match, 1: value = '' }) =>
        isPassword(value, /["'[]/.test(match.slice(0, -value.length).slice(-1)) || /snmp|r[ow]/i.test(match)),
      )
      .map(lastGroup),
    ...OPTION.all(text)
      .map(lastGroup)
      .filter(({ start, end }) => !isNoSecret(text.slice(start, end))),
  ],
  isField: (field) =>
    /^(?:snmp(?:v[123]c?)?)?(?:(?:read|write|ro|rw)(?:only|write)?)?community(?:string|name)$/.test(field),
};

/** In quotes, or in a command of a device, any word is one; elsewhere it is what is told of it. */
function isPassword(value: string, isQuoted: boolean): boolean {
  return !isNoSecret(value) && !NO_PASSWORD.test(value) && (isQuoted || !isOrdinaryWord(value));
}
