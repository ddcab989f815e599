import type { SecretKind, Span } from '../kind.ts';
import { beginningsIn, digitRuns } from '../search/digit-runs.ts';
import { rememberLast } from '../search/remember-last.ts';
import { startOfRun } from '../search/places.ts';
import { searchFor, type Search } from '../search/search.ts';

/** The parts of an address as numbers: four of IPv4, eight of IPv6. */
type Parts = readonly number[];

/** Digits with a dot or a dash between two groups, of which an address has four. */
const grouped = digitRuns({ signs: '.-_', widest: 1, least: 4 });
const foursIn = rememberLast((text) =>
  beginningsIn(
    text,
    grouped(text).filter(({ first, last }) => last - first >= 3),
  ),
);

/** Four numbers with dots, or with dashes as in `ip-10-0-0-1`. Behind them may stand a port, as tcpdump writes it. */
const DOTTED = searchFor(
  /(?=\d{1,3}\.\d)(?:(?<!\d)|(?<=%[0-9a-f]{2}))(?<!\d\.)\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d(?!\d{0,4}(?: >|:)))/gi,
  { startsIn: foursIn },
);
const DASHED = searchFor(
  /(?=192)(?<!\d[-_]?)192([-_])168\1\d{1,3}\1\d{1,3}(?![-_]?\d)|(?=\d{1,3}[-_]\d)(?<=[a-z][-_]?)\d{1,3}([-_])\d{1,3}\2\d{1,3}\2\d{1,3}(?![-_]?\d)/gi,
  { startsIn: foursIn },
);
const IN_ARPA = searchFor(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?=\.in-addr\.arpa)/gi, { startsIn: foursIn });
/** Whatever could be IPv6, taken whole, so that no input makes the search quadratic. */
const COLONS = searchFor(/(?:(?<![0-9a-f])|(?<=%[0-9a-f]{2}))[0-9a-f]{0,4}(?::|%3a)(?:[0-9a-f:]|%3a)+/gi);
/** What every address of IPv6 has: two colons in a row, or seven. */
const ENOUGH_COLONS = /(?::|%3a){2}|(?::|%3a)(?:[0-9a-f]{1,4}(?::|%3a)){6}/i;
const LOCAL_NAME = searchFor(
  /(?<![\w.-])[a-z\d](?:[\w-]{0,62}\.){1,8}(?:local|lan|home\.arpa)(?![\w-]|\.\w|[("'\]]?[ ]?=)/gi,
  { word: /\.(?:local|lan|home\.arpa)/, starts: (text, at, before) => [startOfRun(text, at, /[\w.-]/, at - before)] },
);
const VERSION = /(?:\b(?:v|ver|release|build|revision|firmware)|versions?)["'\\]{0,2}[ :=_.-]{0,3}["'\\]{0,2}$/i;

/**
 * Addresses of private networks: IPv4 (RFC 1918, RFC 6598, link-local of RFC 3927), IPv6 (RFC 4193, link-local of
 * RFC 4291), with dots, dashes (`dhcp-192-168-0-66`), or turned round before `.in-addr.arpa`; and names that only the
 * local network knows (`.local` of RFC 6762, `.lan`, `.home.arpa` of RFC 8375). Ports, masks and versions stay.
 */
export const privateAddress: SecretKind = addressKind('private-address', isPrivate);

/** All addresses, public ones too; only the machine itself, masks and broadcasts stay. */
export const anyAddress: SecretKind = addressKind('address', (parts) => isPrivate(parts) || isPublic(parts));

function addressKind(name: string, isWanted: (parts: Parts) => boolean): SecretKind {
  const wanted = (parts: Parts | undefined): boolean => parts !== undefined && isWanted(parts);
  return {
    name,
    hint: /\d[.\-_]\d{1,3}[.\-_]\d|(?::|%3a)[0-9a-f]{0,4}(?::|%3a)|\.(?:local|lan|home\.arpa)/i,
    find: (text) => [
      ...spansOf(text, DOTTED).filter(
        (span) =>
          wanted(partsOfV4(text.slice(span.start, span.end))) &&
          !VERSION.test(text.slice(Math.max(0, span.start - 20), span.start)),
      ),
      ...spansOf(text, DASHED).filter((span) => wanted(partsOfV4(text.slice(span.start, span.end)))),
      ...spansOf(text, IN_ARPA).filter((span) => wanted(partsOfV4(text.slice(span.start, span.end))?.toReversed())),
      ...(ENOUGH_COLONS.test(text) ? spansOf(text, COLONS) : [])
        .filter(({ start, end }) => ENOUGH_COLONS.test(text.slice(start, end)))
        .map((span) => withoutColonsAround(text, span))
        .filter((span) => wanted(partsOfV6(text.slice(span.start, span.end))) && standsAlone(text, span)),
      ...spansOf(text, LOCAL_NAME),
    ],
    canonical: (value) => canonical(value.normalize('NFKC').toLowerCase()),
  };
}

function spansOf(text: string, pattern: Search): readonly Span[] {
  return pattern.all(text).map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
}

function canonical(value: string): string {
  return (partsOfV4(value) ?? partsOfV6(value))?.join() ?? value;
}

function partsOfV4(text: string): Parts | undefined {
  const parts = text.split(/[.\-_]/).map(Number);
  return parts.length === 4 && parts.every((part) => part <= 255) ? parts : undefined;
}

/** RFC 4291: eight groups of four hexadecimal digits, of which `::` leaves out those that are zero. */
function partsOfV6(text: string): Parts | undefined {
  if (text.length > 60) return undefined;
  const [head = '', tail, ...more] = text.replace(/%3a/gi, ':').split('::');
  const groups = (half: string): readonly string[] => (half === '' ? [] : half.split(':'));
  const [before, behind] = [groups(head), groups(tail ?? '')];
  const missing = 8 - before.length - behind.length;
  const all = [...before, ...Array<string>(Math.max(0, missing)).fill('0'), ...behind];
  const fits = more.length === 0 && all.length === 8 && (tail === undefined) === (missing === 0);
  return fits && all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? all.map((group) => parseInt(group, 16))
    : undefined;
}

/** Without the colon that leads to an address (`host:fe80::1`), and the one that ends a sentence's part. */
function withoutColonsAround(text: string, { start, end }: Span): Span {
  const from = /^:(?!:)/.test(text.slice(start, end)) ? start + 1 : start;
  return { start: from, end: /[^:]:$/.test(text.slice(from, end)) ? end - 1 : end };
}

/** Not within a word, of which `std::dec` would be one. */
function standsAlone(text: string, { start, end }: Span): boolean {
  const private6 = /^f(?:[cd][0-9a-f]{2}|e[89ab][0-9a-f])(?::|%3a)/i.test(text.slice(start, end));
  return (
    private6 ||
    (/\d/.test(text.slice(start, end)) && !/[\w-]/.test(text[start - 1] ?? '') && !/\w/.test(text[end] ?? ''))
  );
}

function isPrivate(parts: Parts): boolean {
  const [first = 0, second = 0] = parts;
  if (parts.length === 8) return first >> 9 === 0xfc00 >> 9 || first >> 6 === 0xfe80 >> 6;
  return (
    first === 10 ||
    (first === 172 && second >> 4 === 1) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254) ||
    (first === 100 && second >> 6 === 1)
  );
}

function isPublic(parts: Parts): boolean {
  const [first = 0] = parts;
  return parts.length === 8 ? first > 0 : first > 0 && first < 240 && first !== 127;
}
