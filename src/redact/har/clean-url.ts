import { isOrdinaryWord } from '../words.ts';
import { ID_NAMES, ID_WORDS, plainName } from './allowed.ts';
import type { Cleaner } from './cleaner.ts';
import { fieldKind } from './field-kind.ts';
import { isPlain, isPlainName, MANY_DIGITS, withoutPlaceholders } from './plain-text.ts';
import { hostOfId, isCertainId, isSupportId, isTrackingId } from './support-id.ts';

/** A segment of a path that is as long is a token or says more than support needs. */
const LONG_SEGMENT = 20;

const WITH_HOST = /^(?:(https?|wss?):)?\/\/([^/?#\\]*)/i;
const HOST_AND_PORT = /^[\p{L}\p{N}.-]+:\d{1,5}$/u;
/** Of addresses that lead to no host nothing but this is kept. */
const NO_HOST =
  /^(?:about|blob|chrome|chrome-extension|data|devtools|edge|file|filesystem|javascript|mailto|moz-extension|ms-browser-extension|safari-web-extension|sip|sips|tel):/i;

/**
 * The address with its scheme, host and path, the names of its query, and of its values the ids that support needs and
 * flags. Segments of the path that may be secrets become placeholders; user, password and fragment go.
 */
export function cleanUrl(url: string, cleaner: Cleaner): string {
  const noHost = NO_HOST.exec(url)?.[0];
  if (noHost !== undefined) {
    if (url.length > noHost.length) cleaner.count('url');
    return noHost.toLowerCase();
  }
  const [start = '', scheme, authority] = WITH_HOST.exec(url) ?? HOST_AND_PORT.exec(url) ?? [];
  const host = authority ?? start;
  const [, path = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/.exec(url.slice(start.length)) ?? [];
  if (fragment !== undefined && fragment !== '') cleaner.count('fragment');
  return [
    scheme === undefined ? '' : `${scheme.toLowerCase()}:`,
    authority === undefined ? '' : '//',
    cleanHost(host, cleaner),
    cleanPath(path, cleaner),
    query === undefined ? '' : `?${cleanQuery(query, cleaner)}`,
  ].join('');
}

/** Host and port, without user and password. */
function cleanHost(authority: string, cleaner: Cleaner): string {
  const at = authority.lastIndexOf('@');
  if (at > 0) cleaner.count('url-credentials');
  const host = authority.slice(at + 1);
  const isHost = /^(?:[\p{L}\p{N}._-]{0,253}|\[[0-9a-f:.]{0,45}\])(?::\d{1,5})?$/iu.test(withoutPlaceholders(host));
  if (!isHost) return cleaner.standIn('host', host);
  const labels = host.split('.').map((label) => (hasLongRun(label) ? cleaner.standIn('host', label) : label));
  return cleaner.text(labels.join('.'));
}

/** A label of a host name that no person chose: a token, as some services hand out. */
function hasLongRun(label: string): boolean {
  return withoutPlaceholders(label)
    .split(/[-:[\]]/)
    .some((run) => run.length >= LONG_SEGMENT && /\p{N}/u.test(run));
}

function cleanPath(path: string, cleaner: Cleaner): string {
  let previous = '';
  return path
    .split('/')
    .map((segment) => {
      const cleaned = cleanSegment(segment, previous, cleaner);
      if (segment !== '') previous = segment;
      return cleaned;
    })
    .join('/');
}

function cleanSegment(whole: string, previous: string, cleaner: Cleaner): string {
  // `;jsessionid=…`: the parameters of a segment (RFC 3986 §3.3).
  const [segment = '', ...parameters] = whole.split(';');
  if (parameters.some((parameter) => parameter !== '')) cleaner.count('path-parameter', parameters.length);
  if (segment === '') return '';
  const isId = ID_WORDS.has(plainName(previous))
    ? isCertainId(segment)
    : isTrackingId(segment) && fieldKind(previous) === undefined;
  if (isId) {
    cleaner.keepId(segment);
    return segment;
  }
  return isKeptSegment(segment, previous) ? cleaner.text(segment) : cleaner.standIn('path-segment', segment);
}

function isKeptSegment(segment: string, previous: string): boolean {
  const text = decoded(withoutPlaceholders(segment));
  if (text === undefined || text.length >= LONG_SEGMENT || !/^[\p{L}\p{N} ._~+-]*$/u.test(text)) return false;
  if (text.replace(/\P{N}/gu, '').length >= MANY_DIGITS || !isPlain(text)) return false;
  return text === '' || isOrdinaryWord(text) || fieldKind(previous) === undefined;
}

function cleanQuery(query: string, cleaner: Cleaner): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals === -1 ? pair : pair.slice(0, equals);
      const shown = isPlainName(decoded(name) ?? '\0') ? cleaner.text(name) : cleaner.standIn('query-name', name);
      if (equals === -1) return shown;
      const value = pair.slice(equals + 1);
      const kept = cleanQueryValue(decoded(name) ?? '', decoded(value.replaceAll('+', ' ')) ?? value, cleaner);
      return `${shown}=${kept === '' ? '' : encodeURIComponent(kept).replace(/%(?:40|3A|2F|7B|7D)/g, decodeURIComponent)}`;
    })
    .join('&');
}

/** The value of a field of a query, if it is an id that support needs or a flag; else nothing. */
export function cleanQueryValue(name: string, value: string, cleaner: Cleaner): string {
  if (value === '') return '';
  const plain = plainName(name);
  const kind = fieldKind(name);
  if (ID_NAMES.has(plain)) {
    const id = cleanId(value, plain, cleaner);
    if (id !== undefined) return id;
  } else if (kind === undefined && isFlag(plain, value)) return value;
  cleaner.count(kind?.name ?? 'query-value');
  return '';
}

/** The id, without the private address in it; `undefined` when the text is none. */
export function cleanId(text: string, plainField: string, cleaner: Cleaner): string | undefined {
  const rest = withoutPlaceholders(text);
  if (rest !== text) return rest === '' || isSupportId(rest.replace(/@(?::\d{1,5})?$/, '')) ? text : undefined;
  if (!isSupportId(text, plainField)) return undefined;
  cleaner.keepId(text);
  const host = hostOfId(text);
  return host === undefined ? text : text.slice(0, -host.length) + cleaner.text(host);
}

/** Yes, no and small numbers say nothing of anybody, but where a code may be meant. */
function isFlag(plainName: string, value: string): boolean {
  return (
    /^(?:true|false|yes|no|on|off|null|undefined|-?\d{1,3})$/i.test(value) &&
    !/pin|otp|code|cv[vc2]|cid|secur|digit|dtmf|tone|key|pass|token|auth|secret/.test(plainName)
  );
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
