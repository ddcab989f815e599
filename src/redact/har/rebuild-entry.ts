import { cutLength } from '../../evidence/har/held-value.ts';
import { fieldOf, listOf, mapOf, textOf } from '../../evidence/har/shape.ts';
import { isKnownWord, TIMINGS, type WORD_FIELDS } from './allowed.ts';
import type { Cleaner } from './cleaner.ts';
import { cleanHeaders, cleanMime, cleanNames, cleanQueryString } from './clean-headers.ts';
import { defined, matchIn, numberIn, numberOrUnknown, timeIn, wordsIn } from './clean-scalars.ts';
import { cleanUrl } from './clean-url.ts';
import { withoutPlaceholders } from './plain-text.ts';

type Fields = Readonly<Record<string, unknown>>;

const HTTP_VERSION =
  /^(?:HTTP\/\d(?:\.\d)?|h[123]c?|http\/\d(?:\.\d)?(?:\+[a-z/0-9.]{1,20})?|quic|spdy\/\d|ws|wss|unknown)$/i;
const ADDRESS = /^\[?[0-9a-f:.]{2,45}\]?(?:%[a-z0-9]{1,8})?$/i;
const ERROR = /^(?:net::)?(?:ERR|NS_ERROR|NS_BINDING)_[A-Z0-9_]{2,60}$/;
const SMALL_ID = /^[A-Za-z]{0,12}[_-]?\d{1,5}(?:[_-]\d{1,5}){0,3}$/;

/** One request with its response, made anew out of what is allowed; `undefined` when it is no object. */
export function rebuildEntry(entry: unknown, cleaner: Cleaner): Fields | undefined {
  if (mapOf(entry) === undefined) return undefined;
  countDropped(entry, cleaner);
  const rebuilt: Fields = {
    ...defined({
      pageref: matchIn(entry, 'pageref', SMALL_ID),
      startedDateTime: timeIn(entry, 'startedDateTime'),
      time: numberOrUnknown(entry, 'time'),
      _initiator: initiatorOf(entry),
      _priority: wordOf(entry, '_priority'),
      _resourceType: wordOf(entry, '_resourceType'),
      _fetchType: wordOf(entry, '_fetchType'),
      _fromCache: wordOf(entry, '_fromCache'),
      _securityState: wordOf(entry, '_securityState'),
    }),
    request: rebuildRequest(fieldOf(entry, 'request'), cleaner),
    response: rebuildResponse(fieldOf(entry, 'response'), cleaner),
    cache: rebuildCache(fieldOf(entry, 'cache')),
    timings: rebuildTimings(fieldOf(entry, 'timings')),
    ...defined({
      serverIPAddress: addressOf(entry, cleaner),
      connection: matchIn(entry, 'connection', /^\d{1,10}$/),
      _webSocketMessages: messagesOf(entry),
    }),
  };
  for (const name of ['request', 'response']) countUnknown(fieldOf(entry, name), rebuilt[name] as Fields, cleaner);
  countUnknown(entry, rebuilt, cleaner);
  return rebuilt;
}

function rebuildRequest(request: unknown, cleaner: Cleaner): Fields {
  return {
    method: matchIn(request, 'method', /^[A-Z]{1,16}$/) ?? '',
    url: cleanUrl(textOf(request, 'url') ?? '', cleaner),
    httpVersion: matchIn(request, 'httpVersion', HTTP_VERSION) ?? '',
    headers: cleanHeaders(fieldOf(request, 'headers'), cleaner),
    queryString: cleanQueryString(fieldOf(request, 'queryString'), cleaner),
    cookies: cleanNames(fieldOf(request, 'cookies'), 'cookie', cleaner),
    headersSize: numberOrUnknown(request, 'headersSize'),
    bodySize: numberOrUnknown(request, 'bodySize'),
    ...defined({ postData: rebuildPostData(fieldOf(request, 'postData'), cleaner) }),
  };
}

function rebuildPostData(postData: unknown, cleaner: Cleaner): Fields | undefined {
  if (mapOf(postData) === undefined) return undefined;
  return {
    mimeType: cleanMime(textOf(postData, 'mimeType') ?? '') ?? '',
    params: cleanNames(fieldOf(postData, 'params'), 'form-value', cleaner),
  };
}

function rebuildResponse(response: unknown, cleaner: Cleaner): Fields {
  const content = fieldOf(response, 'content');
  return {
    status: statusOf(response),
    statusText: wordsIn(response, 'statusText', cleaner) ?? '',
    httpVersion: matchIn(response, 'httpVersion', HTTP_VERSION) ?? '',
    headers: cleanHeaders(fieldOf(response, 'headers'), cleaner),
    cookies: cleanNames(fieldOf(response, 'cookies'), 'cookie', cleaner),
    content: {
      size: numberOrUnknown(content, 'size'),
      mimeType: cleanMime(textOf(content, 'mimeType') ?? '') ?? '',
      ...defined({ compression: numberIn(content, 'compression') }),
    },
    redirectURL: cleanUrl(textOf(response, 'redirectURL') ?? '', cleaner),
    headersSize: numberOrUnknown(response, 'headersSize'),
    bodySize: numberOrUnknown(response, 'bodySize'),
    ...defined({
      _transferSize: numberIn(response, '_transferSize'),
      _error: matchIn(response, '_error', ERROR),
      _fetchedViaServiceWorker: fieldOf(response, '_fetchedViaServiceWorker') === true ? true : undefined,
    }),
  };
}

function statusOf(response: unknown): number {
  const status = numberIn(response, 'status') ?? 0;
  return Number.isInteger(status) && status >= 0 && status <= 999 ? status : 0;
}

function rebuildCache(cache: unknown): Fields {
  const state = (name: string): Fields | undefined => {
    const found = fieldOf(cache, name);
    if (mapOf(found) === undefined) return undefined;
    return defined({
      expires: timeIn(found, 'expires'),
      lastAccess: timeIn(found, 'lastAccess'),
      hitCount: numberIn(found, 'hitCount'),
    });
  };
  return defined({ beforeRequest: state('beforeRequest'), afterRequest: state('afterRequest') });
}

/** `send`, `wait` and `receive` must be there (HAR 1.2). */
function rebuildTimings(timings: unknown): Fields {
  const known = defined(Object.fromEntries(TIMINGS.map((name) => [name, numberIn(timings, name)])));
  return { send: -1, wait: -1, receive: -1, ...known };
}

function initiatorOf(entry: unknown): Fields | undefined {
  const type = wordOf(fieldOf(entry, '_initiator'), 'type');
  return type === undefined ? undefined : { type };
}

function wordOf(value: unknown, field: keyof typeof WORD_FIELDS): string | undefined {
  const word = textOf(value, field);
  return word !== undefined && isKnownWord(field, word) ? word : undefined;
}

function addressOf(entry: unknown, cleaner: Cleaner): string | undefined {
  const text = textOf(entry, 'serverIPAddress');
  if (text === undefined || text === '') return text;
  return /^\[?\]?$/.test(withoutPlaceholders(text)) || ADDRESS.test(text) ? cleaner.text(text) : undefined;
}

/** Of each message its direction, kind, time (seconds since 1970) and length; of one that was too long to be read, in bytes. */
function messagesOf(entry: unknown): readonly Fields[] | undefined {
  if (!Array.isArray(fieldOf(entry, '_webSocketMessages'))) return undefined;
  return listOf(fieldOf(entry, '_webSocketMessages')).map((message) => {
    const data = textOf(message, 'data');
    return defined({
      type: matchIn(message, 'type', /^(?:send|receive|error)$/),
      time: numberIn(message, 'time'),
      opcode: numberIn(message, 'opcode'),
      length: data === undefined ? numberIn(message, 'length') : (cutLength(data) ?? data.length),
    });
  });
}

/** Fields that say something, and are on no list. */
function countUnknown(original: unknown, rebuilt: Fields, cleaner: Cleaner): void {
  const names = Object.entries(mapOf(original) ?? {}).filter(
    ([name, value]) => !Object.hasOwn(rebuilt, name) && name !== 'comment' && value !== null && value !== '',
  );
  cleaner.count('field', names.length);
}

/** What is never kept, whatever it says. */
function countDropped(entry: unknown, cleaner: Cleaner): void {
  const request = fieldOf(entry, 'request');
  const content = fieldOf(fieldOf(entry, 'response'), 'content');
  const initiator = fieldOf(entry, '_initiator');
  const some = (value: unknown): number => (value === undefined || value === null || value === '' ? 0 : 1);
  cleaner.count('request-body', some(fieldOf(fieldOf(request, 'postData'), 'text')));
  cleaner.count('response-body', some(fieldOf(content, 'text')));
  cleaner.count('call-stack', some(fieldOf(initiator, 'stack')));
  const messages = listOf(fieldOf(entry, '_webSocketMessages'));
  cleaner.count('web-socket-message', messages.filter((message) => some(fieldOf(message, 'data')) === 1).length);
  for (const place of [entry, request, fieldOf(entry, 'response'), content])
    cleaner.count('comment', some(fieldOf(place, 'comment')));
}
