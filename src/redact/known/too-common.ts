import type { SecretKind } from '../kind.ts';
import { SECRET_KINDS } from '../kinds.ts';
import { SHORTEST } from './known-secret.ts';

/** Kinds whose values are names of people and machines, which are words of other texts, too, when they are short. */
const NAMES = new Set(['user-folder', 'user', 'user-name', 'host', 'host-name']);
const SHORTEST_NAME = 8;
/** Accounts that are called so on many machines. */
const ACCOUNTS =
  /^(?:(?:web|site|sys|local|super|domain|service|db)?(?:admin|user|root|master|owner)s?|developers?|operators?|postgres(?:ql)?|jenkins|gitlab-runner|ec2-user|www-data|networkmanager|anonymous|supervisors?|employees?|workstation|frontdesk|reception|training)\d{0,3}$/i;

/** What stands where a secret is expected, and in every other log. */
const STOP_WORDS = new Set(
  `password passwort contraseña passphrase secret secrets token tokens undefined null none false true default unknown anonymous
  application bearer basic digest negotiate kerberos cookie cookies session sessions sessionid authorization authentication
  credentials credential username userid account administrator public private internal external localhost example
  optional required disabled enabled redacted removed masked hidden filtered sanitized expired invalid missing
  string number boolean object function nothing something anything unset not-set notset changeme placeholder
  content request response header headers unauthorized forbidden access refresh chrome firefox safari
  webkit mozilla windows android desktop browser network service services customer customers support console
  strict samesite httponly secure max-age expires domain accept keep-alive no-cache no-store chunked websocket
  connected disconnected connection available unavailable offline online pending started stopped failed failure success
  successful warning errors timeout`.split(/\s+/),
);

const NO_SECRETS: readonly RegExp[] = [
  // A plain number of up to eight digits, whole or not.
  /^[-+]?(?=(?:\D*\d){1,8}\D*$)\d+(?:[.,]\d+)?$/,
  // ISO 8601 dates and times, and those of RFC 9110 §5.6.7 that cookies expire at.
  /^\d{4}-?\d\d-?\d\d(?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?)?)?(?:Z|[-+]\d\d(?::?\d\d)?)?$/i,
  /^\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[-+]\d\d:?\d\d)?$/i,
  /^(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6}, \d\d[- ]\w{3}[- ]\d\d(?:\d\d)? \d\d:\d\d:\d\d(?: GMT)?$/i,
  // The types of media of RFC 6838, with their parameters.
  /^(?:application|audio|font|image|message|model|multipart|text|video)\/[\w.+*-]{1,100}(?:; ?[\w-]{1,40}=[\w."-]{1,60}){0,4}$/i,
  // One sign again and again: what somebody else masked.
  /^(.)\1*$/u,
];

/**
 * Whether `value` stands in so many places that it cannot be removed from all of them: too short, a small number, a
 * date, a type of media, a usual word, or what stands for a secret already. `value` has no blanks around it.
 */
export function isTooCommon(kind: SecretKind, value: string): boolean {
  if (value.length < (NAMES.has(kind.name) ? SHORTEST_NAME : SHORTEST)) return true;
  if (NAMES.has(kind.name) && ACCOUNTS.test(value)) return true;
  if (kind.name === 'customer-name' && !isFullName(value)) return true;
  return (
    STOP_WORDS.has(value.toLowerCase()) || NO_SECRETS.some((other) => other.test(value)) || isPlaceholder(kind, value)
  );
}

/** The names of kinds, and the words in them. */
const KIND_WORDS = new Set(SECRET_KINDS.flatMap(({ name }) => [name, ...name.split('-')]));

/** Whether it is a placeholder, or the words in one: those are no secrets even where a kind takes them for such. */
function isPlaceholder(kind: SecretKind, value: string): boolean {
  const name = /^[{<]?([a-z-]+?)(?:-\d{1,9})?[>}]?$/i.exec(value)?.[1]?.toLowerCase();
  return name !== undefined && (name === kind.name || KIND_WORDS.has(name));
}

/** Programs, teams and companies have names too, in fields that are called as those of persons. */
const NO_PERSON =
  /(?<!\p{L})(?:agents?|android|api|app|browser|calls?|cent(?:er|re)|chrome|cisco|clients?|company|connector|contacts?|corp|customers?|default|desk(?:top)?|edge|emergency|firefox|gateway|gmbh|group|inc|ios|iphone|ivr|linux|ltd|llc|mac|main|media|microsoft|mobile|office|phone|queue|reception|room|safari|sales|sdk|server|service|support|system|team|test|unknown|user|voice|web|webex|windows|wireless)(?!\p{L})/iu;

/** Two words of at least eight letters in all: first names alone, and "Al Bo", are words of other texts. */
function isFullName(name: string): boolean {
  const words = name.match(/[\p{L}\p{M}'’-]{2,}/gu) ?? [];
  return words.length >= 2 && words.join('').length >= 8 && !NO_PERSON.test(name);
}
