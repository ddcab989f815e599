import type { SecretKind, Span } from '../kind.ts';

const PATTERNS = [
  // Oracle: `jdbc:oracle:thin:scott/tiger@//host`, `sqlplus scott/tiger@db`
  /\b(?:jdbc:oracle:(?:thin|oci8?):|(?:sqlplus|expdp|impdp|rman|sqlldr)[ \t]{1,4}(?:-\w{1,4}[ \t]{1,4}){0,3})"?[\w$#.]{1,64}\/(?<secret>"[^"\r\n]{1,64}"|[^\s@"']{1,64})@/gi,
  // Go: `root:secret@tcp(host:3306)/db`
  /(?<![\w:/@])[\w.-]{1,64}:(?<secret>[^\s"'`]{1,100}?)@(?:tcp|unix|udp)\d?\(/g,
  // coturn: `user=jo:secret`, `lt-cred-mech` users
  /(?<![\w-])(?:lt-cred-mech|user)=[\w.-]{1,64}:(?<secret>[^\s"'@/]{1,100})(?=\s|$)/g,
];

/** Passwords in connection strings that have no name for them; those with one are found by it (`Password=…;`). */
export const connectionString: SecretKind = {
  name: 'password',
  hint: /oracle|sqlplus|expdp|impdp|rman|sqlldr|@(?:tcp|unix|udp)|(?:lt-cred-mech|user)=/i,
  harvested: true,
  find: (text) => PATTERNS.flatMap((pattern) => Array.from(text.matchAll(pattern), secretIn)),
};

function secretIn(match: RegExpExecArray): Span {
  const secret = match.groups?.['secret'] ?? '';
  const start = match.index + match[0].lastIndexOf(secret);
  return { start, end: start + secret.length };
}
