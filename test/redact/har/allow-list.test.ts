import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOf, firstEntry, harOf, rebuild, spellingsOf } from './rebuild.ts';

const UUID = '0b9f8e7d-6c5b-4a39-8271-605f4e3d2c1b';
const UPPER = UUID.toUpperCase();
const nameValue = (name: string, value: unknown): object => ({ name, value });

describe('what a rebuilt HAR keeps of an address', () => {
  const cleaned = async (url: string): Promise<string> =>
    firstEntry((await rebuild(harOf(entryOf({ request: { url } })))).text).request.url;

  it.each([
    ['https://api.example.com/v1/agents?active=true&page=2', 'https://api.example.com/v1/agents?active=true&page=2'],
    [`https://api.example.com/interactions/${UUID}/state`, `https://api.example.com/interactions/${UUID}/state`],
    [`https://api.example.com/x?trackingId=GTWY_${UUID}`, `https://api.example.com/x?trackingId=GTWY_${UUID}`],
    [
      `https://api.example.com/x?callId=BW0932410231210-5@198.51.100.7`,
      'https://api.example.com/x?callId=BW0932410231210-5@198.51.100.7',
    ],
    [
      `https://api.example.com/x?callId=abc-1@10.1.2.3&sid=x1`,
      'https://api.example.com/x?callId=abc-1@{private-address-1}&sid=',
    ],
    [`https://api.example.com/api/ROUTER_${UPPER}/x`, `https://api.example.com/api/ROUTER_${UPPER}/x`],
    [`https://api.example.com/api/ATLAS_${UUID}_0`, `https://api.example.com/api/ATLAS_${UUID}_0`],
    [`https://api.example.com/log/webex-js-sdk_${UUID}_12`, `https://api.example.com/log/webex-js-sdk_${UUID}_12`],
    [`https://api.example.com/api/reset_${UUID}`, 'https://api.example.com/api/{path-segment-1}'],
    [`https://api.example.com/api/RESET_${UUID}`, 'https://api.example.com/api/{path-segment-1}'],
    [`https://api.example.com/api/SESSION_${UUID}`, 'https://api.example.com/api/{path-segment-1}'],
    [`https://api.example.com/api/TOKEN_${UUID}_1`, 'https://api.example.com/api/{path-segment-1}'],
    [`https://api.example.com/token/GTWY_${UUID}`, 'https://api.example.com/token/{path-segment-1}'],
    [`https://api.example.com/reset/${UUID}`, 'https://api.example.com/reset/{path-segment-1}'],
    ['https://api.example.com/token/hunter2x', 'https://api.example.com/token/{path-segment-1}'],
    ['https://api.example.com/oauth/token/refresh', 'https://api.example.com/oauth/token/refresh'],
    ['https://api.example.com/customers/123456', 'https://api.example.com/customers/{path-segment-1}'],
    ['https://api.example.com/%34111111111111111', 'https://api.example.com/{path-segment-1}'],
    ['https://api.example.com/a;jsessionid=QUJDREVGRw/b', 'https://api.example.com/a/b'],
    ['https://ana:secret@api.example.com:8443/#access_token=x', 'https://api.example.com:8443/'],
    [
      'https://api.example.com/x?access_token=abc&pin=123&name=Ana',
      'https://api.example.com/x?access_token=&pin=&name=',
    ],
    ['https://api.example.com/x?a7f3k29d0qpl', 'https://api.example.com/x?{query-name-1}'],
    ['wss://api.example.com/v1/notification/subscription', 'wss://api.example.com/v1/notification/subscription'],
    ['desktop.example.com:443', 'desktop.example.com:443'],
    ['/relative/path?x=y', '/relative/path?x='],
    ['data:text/plain,hunter2', 'data:'],
    ['blob:https://example.com/x', 'blob:'],
    ['mailto:ana@example.com', 'mailto:'],
    ['https://[2001:db8::1]:8443/x', 'https://[2001:db8::1]:8443/x'],
    ['', ''],
  ])('%s becomes %s', async (url, expected) => {
    expect(await cleaned(url)).toBe(expected);
    expect(await cleaned(expected)).toBe(expected);
  });

  it('gives the same segment the same placeholder', async () => {
    const entries = ['a', 'b'].map((name) =>
      entryOf({ request: { url: `https://x.example/${name}/0123456789abcdef0123` } }),
    );
    const { text } = await rebuild(harOf(...entries));
    expect(text).toContain('/a/{path-segment-1}');
    expect(text).toContain('/b/{path-segment-1}');
  });
});

describe('what a rebuilt HAR keeps of headers', () => {
  const value = async (name: string, text: unknown): Promise<string | undefined> =>
    firstEntry((await rebuild(harOf(entryOf({ response: { headers: [nameValue(name, text)] } })))).text).response
      .headers[0]?.value;

  it.each([
    ['TrackingID', `ROUTER_5E3A9C2F-01BB-4A39-8271-605F4E3D2C1B`],
    ['trackingid', `webex-js-sdk_${UUID}_12`],
    ['X-Amzn-Trace-Id', 'Root=1-67891233-abcdef012345678912345678'],
    ['orgId', UUID],
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Length', '12345'],
    ['Server', 'Apache/2.4.58 (Ubuntu)'],
    ['Retry-After', '120'],
    ['Date', 'Fri, 20 Nov 2026 13:41:01 GMT'],
    ['Via', '1.1 vegur, 1.1 proxy-a (squid)'],
    ['Cache-Control', 'no-cache, max-age=0'],
  ])('%s: %s stays', async (name, text) => {
    expect(await value(name, text)).toBe(text);
  });

  it.each([
    ['Server', 'k3J9xQ27LmPz81Tt'],
    ['Content-Type', 'hunter2'],
    ['Content-Length', '4111111111111111'],
    ['X-Request-Id', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXNpZw'],
    ['X-Anything', 'yes'],
    ['Authorization', 'Bearer abcdefgh12345'],
    ['Set-Cookie', 'a=b'],
    ['Via', { toString: 'x' }],
    ['Server', ['nginx']],
  ])('%s: %j loses its value', async (name, text) => {
    expect(await value(name, text)).toBe('');
  });
});

describe('hostile and broken HAR files', () => {
  const odd = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.constant('7'),
    fc.constant([]),
    fc.constant({}),
    fc.constant([[null]]),
  );

  it('come out as a HAR whatever the shape of a field is, and hold no value that nobody knows', async () => {
    const paths = [
      'request',
      'response',
      'request.headers',
      'request.url',
      'request.postData',
      'response.content',
      'response.status',
      'cache',
      'timings',
      'time',
      'startedDateTime',
      '_webSocketMessages',
      '_initiator',
      'request.queryString',
      'serverIPAddress',
      'response.redirectURL',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), odd, async (path, value) => {
        const { text, report } = await rebuild(harOf(withValue(entryOf(), path.split('.'), value)));
        expect(() => JSON.parse(text)).not.toThrow();
        expect(report).toMatchObject({ ending: 'whole', entries: 1 });
      }),
    );
  });

  it('lose every field that is on no list, however deep it stands and whatever it is called', async () => {
    const seed = 'Qz7Lk29xMp41Vt83Rw56';
    const full = entryOf({
      _initiator: { type: 'script', stack: { callFrames: [{ url: 'x' }] } },
      _webSocketMessages: [{ type: 'send', time: 1, opcode: 1, data: 'x' }],
      request: {
        headers: [nameValue('Accept', 'x')],
        cookies: [nameValue('a', 'b')],
        queryString: [nameValue('q', 'x')],
        postData: { mimeType: 'text/plain', text: 'x', params: [nameValue('p', 'x')] },
      },
      response: {
        headers: [nameValue('Server', 'nginx')],
        cookies: [nameValue('a', 'b')],
        content: { size: 1, mimeType: 'text/plain', text: 'x' },
      },
    });
    const places = [...pathsOf(full)];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.string({ minLength: 1, maxLength: 12 }),
        fc.oneof(
          fc.constant(seed),
          fc.constant([seed]),
          fc.constant({ [seed]: seed }),
          fc.constant(nameValue(seed, seed)),
        ),
        async (place, name, planted) => {
          const { text } = await rebuild(harOf(withValue(full, [...place, `_x${name}`], planted)));
          expect(spellingsOf(seed).filter((spelling) => text.includes(spelling))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('lose a secret that is planted in any text of an entry', async () => {
    const seeds = fc.stringMatching(
      /^[A-Z][a-z]{2}[0-9][A-Za-z0-9]{6}[0-9]{3}[a-z][A-Z][0-9]{2}[a-z]{2}[A-Z0-9]{8}[0-9][a-z]$/,
    );
    const full = entryOf({
      comment: 'x',
      pageref: 'x',
      connection: 'x',
      serverIPAddress: 'x',
      _priority: 'x',
      _resourceType: 'x',
      _error: 'x',
      _initiator: { type: 'x', url: 'x', stack: { callFrames: [{ functionName: 'x', url: 'x' }] } },
      _webSocketMessages: [{ type: 'x', time: 1, opcode: 1, data: 'x' }],
      request: {
        comment: 'x',
        headers: [
          'Authorization',
          'Server',
          'Via',
          'User-Agent',
          'Referer',
          'Content-Type',
          'Location',
          'Date',
          'Age',
          'Own',
        ].map((name) => nameValue(name, 'x')),
        cookies: [nameValue('x', 'x')],
        queryString: [nameValue('x', 'x')],
        postData: { mimeType: 'x', text: 'x', params: [nameValue('x', 'x')] },
      },
      response: {
        comment: 'x',
        _error: 'x',
        content: { size: 1, mimeType: 'x', text: 'x', encoding: 'x' },
        cookies: [nameValue('x', 'x')],
        headers: [nameValue('Set-Cookie', 'x')],
      },
    });
    const places = [...pathsOf(full, true)];
    const wraps = fc.constantFrom<(seed: string) => string>(
      (seed) => seed,
      (seed) => `https://api.example.com/${seed}/x?${seed}=${seed}#${seed}`,
      (seed) => `https://${seed}:${seed}@api.example.com/`,
      (seed) => `a ${seed} b`,
      (seed) => JSON.stringify({ token: seed }),
      (seed) => Buffer.from(seed).toString('base64'),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), seeds, wraps, async (place, seed, wrap) => {
        const { text } = await rebuild(harOf(withValue(full, place, wrap(seed))));
        expect(spellingsOf(seed).filter((spelling) => text.includes(spelling))).toEqual([]);
        expect((await rebuild(text)).text).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('keep no number that is somebody’s', async () => {
    const { text } = await rebuild(
      harOf(
        entryOf({
          time: 4111111111111111,
          connection: '4111111111111111',
          response: { status: 4111111111111111, content: { size: '4111111111111111' } },
        }),
      ),
    );
    expect(text).not.toContain('4111');
  });

  it('do not reach what objects inherit', async () => {
    const har =
      '{"log":{"__proto__":{"entries":[1]},"creator":{"constructor":"x"},"entries":[{"__proto__":{"request":{"url":"https://x.example/"}}}]}}';
    const { text, report } = await rebuild(har);
    expect(firstEntry(text).request.url).toBe('');
    expect(report.entries).toBe(1);
  });
});

/** The ways to every object of a value (or, with `texts`, to every text), through names and indexes. */
function* pathsOf(value: unknown, texts = false, path: readonly string[] = []): Generator<readonly string[]> {
  if (texts ? typeof value === 'string' : typeof value === 'object' && value !== null && !Array.isArray(value))
    yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, within] of Object.entries(value)) yield* pathsOf(within, texts, [...path, name]);
}

function withValue(value: unknown, [name, ...rest]: readonly string[], planted: unknown): unknown {
  if (name === undefined) return planted;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? withValue(item, rest, planted) : item));
  const map = (value ?? {}) as Record<string, unknown>;
  return { ...map, [name]: withValue(map[name], rest, planted) };
}
