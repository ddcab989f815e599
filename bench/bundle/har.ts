import type { Random } from './random.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_';
const HOST = 'desktop.wxcc-us1.cisco.com';
const TYPES = ['application/json', 'application/javascript', 'text/css', 'image/svg+xml'];
const WORDS = 'agent call queue task state media event error retry socket desktop reason'.split(' ');

/** What is sent with each request of one session. */
export interface HarSession {
  readonly cookie: string;
  readonly bearer: string;
}

/** A session with a cookie and a token of its own. */
export function drawSession(random: Random): HarSession {
  return { cookie: random.text(40, LETTERS), bearer: random.text(120, LETTERS) };
}

/** A recording of about `bytes`, as Chrome saves it with content: one session of an Agent Desktop. */
export function makeHar(random: Random, bytes: number, session = drawSession(random)): Buffer {
  const entries: string[] = [];
  for (let length = 0; length < bytes; length += entries.at(-1)!.length + 2)
    entries.push(JSON.stringify(makeEntry(random, session)));
  const creator = JSON.stringify({ name: 'WebInspector', version: '537.36' });
  return Buffer.from(
    `{"log":{"version":"1.2","creator":${creator},"pages":[],"entries":[\n${entries.join(',\n')}\n]}}\n`,
  );
}

function makeEntry(random: Random, { cookie, bearer }: HarSession): unknown {
  const path = `/v1/${random.pick(WORDS)}/${random.uuid()}/${random.pick(WORDS)}`;
  const body = makeBody(random, 400 + random.integer(8000));
  const mimeType = random.pick(TYPES);
  return {
    startedDateTime: new Date(Date.UTC(2026, 10, 20, 13) + random.integer(3_600_000)).toISOString(),
    time: random.integer(2000) + 0.5,
    request: {
      method: random.pick(['GET', 'GET', 'POST', 'PUT']),
      url: `https://${HOST}${path}?orgId=${random.uuid()}&since=${random.integer(1e9)}`,
      httpVersion: 'h2',
      headers: headers({
        ':authority': HOST,
        accept: '*/*',
        authorization: `Bearer ${bearer}`,
        cookie: `JSESSIONID=${cookie}; theme=dark`,
        trackingid: `NA_${random.uuid()}`,
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0',
      }),
      queryString: [{ name: 'orgId', value: random.uuid() }],
      cookies: [{ name: 'JSESSIONID', value: cookie, path: '/', httpOnly: true, secure: true }],
      headersSize: -1,
      bodySize: 0,
    },
    response: {
      status: random.pick([200, 200, 200, 204, 304, 404, 503]),
      statusText: '',
      httpVersion: 'h2',
      headers: headers({
        'content-type': mimeType,
        date: 'Fri, 20 Nov 2026 13:41:00 GMT',
        trackingid: `NA_${random.uuid()}`,
      }),
      cookies: [],
      content: { size: body.length, mimeType, text: body },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { blocked: 1.2, dns: -1, connect: -1, send: 0.1, wait: random.integer(900), receive: 2, ssl: -1 },
    serverIPAddress: '62.109.192.7',
    connection: String(random.integer(1e6)),
  };
}

function headers(fields: Readonly<Record<string, string>>): unknown {
  return Object.entries(fields).map(([name, value]) => ({ name, value }));
}

function makeBody(random: Random, length: number): string {
  const fields: string[] = [];
  for (let size = 0; size < length; size += fields.at(-1)!.length)
    fields.push(`{"id":"${random.uuid()}","${random.pick(WORDS)}":"${random.pick(WORDS)} ${random.integer(1e6)}"}`);
  return `[${fields.join(',')}]`;
}
