import type { SecretKind, Span } from '../kind.ts';
import { placesFrom } from '../search/places.ts';
import { searchFor } from '../search/search.ts';

/** A user and a password. */
const LONGEST = 170;
const PATTERNS = [
  // Oracle: `jdbc:oracle:thin:scott/tiger@//host`, `sqlplus scott/tiger@db`
  searchFor(
    /\b(?:jdbc:oracle:(?:thin|oci8?):|(?:sqlplus|expdp|impdp|rman|sqlldr)[ \t]{1,4}(?:-\w{1,4}[ \t]{1,4}){0,3})"?[\w$#.]{1,64}\/(?<secret>"[^"\r\n]{1,64}"|[^\s@"']{1,64})@/gi,
  ),
  // Go: `root:secret@tcp(host:3306)/db`
  searchFor(/(?<![\w:/@])[\w.-]{1,64}:(?<secret>[^\s"'`]{1,100}?)@(?:tcp|unix|udp)\d?\(/g, {
    word: /@(?:tcp|unix|udp)/,
    starts: (_text, at) => placesFrom(at - LONGEST, at),
  }),
  // coturn: `user=jo:secret`, `lt-cred-mech` users
  searchFor(/(?<![\w-])(?:lt-cred-mech|user)=[\w.-]{1,64}:(?<secret>[^\s"'@/]{1,100})(?=\s|$)/g),
];

/** Passwords in connection strings that have no name for them; those with one are found by it (`Password=…;`). */
export const connectionString: SecretKind = {
  name: 'password',
  hint: /oracle|sqlplus|expdp|impdp|rman|sqlldr|@(?:tcp|unix|udp)|(?:lt-cred-mech|user)=/i,
  harvested: true,
  find: (text) => PATTERNS.flatMap((pattern) => pattern.all(text).map(secretIn)),
};

function secretIn(match: RegExpExecArray): Span {
  const secret = match.groups?.['secret'] ?? '';
  const start = match.index + match[0].lastIndexOf(secret);
  return { start, end: start + secret.length };
}
