import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readHar } from '../../../src/evidence/har/read-har.ts';
import { READING_LIMITS, type Reading } from '../../../src/evidence/reading.ts';
import { formatDuration } from '../../../src/facts/duration.ts';

const FOLDER = fileURLToPath(new URL('../../../fixtures/evidence/har/', import.meta.url));
const DURATIONS = new Set(['network.outage', 'socket.gap']);

interface Expected {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly times?: Readonly<Record<string, number>>;
  readonly gaps?: readonly Record<string, unknown>[];
  readonly ids?: Readonly<Record<string, string>>;
}

const EXPECTED = parse(readFileSync(`${FOLDER}expected.yaml`, 'utf8')) as Readonly<Record<string, Expected>>;

async function* bytesOf(text: string | Uint8Array, piece = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as Uint8Array);
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

async function read(har: unknown, zone = 'UTC'): Promise<Reading> {
  return readHar(bytesOf(typeof har === 'string' ? har : JSON.stringify(har)), { zone });
}

function factsOf({ facts }: Reading): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    facts.map(({ fact, value }) => [fact, DURATIONS.has(fact) ? formatDuration(value as number) : value]),
  );
}

const SOCKET = 'wss://api.wxcc-us1.cisco.com/v1/notification/subscription/AgentDesktop-1';
const START = Date.parse('2026-11-20T14:00:00.000Z');

function trackingUuid(number: number): string {
  return `7034bf1f-15b7-46ae-93c3-${String(number).padStart(12, '0')}`;
}

/** An entry that begins `seconds` after {@link START}. */
function entry(seconds: number, url: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const { status = 200, response = {}, ...rest } = more;
  return {
    startedDateTime: new Date(START + seconds * 1000).toISOString(),
    time: 0,
    request: { method: 'GET', url, headers: [] },
    response: { status, ...(response as object) },
    ...rest,
  };
}

function log(...entries: unknown[]): unknown {
  return { log: { version: '1.2', creator: { name: 'WebInspector' }, entries } };
}

function offline(seconds: number, error = 'net::ERR_INTERNET_DISCONNECTED', url = 'https://a.example.com/'): unknown {
  return entry(seconds, url, { status: 0, response: { _error: error } });
}

/** A web-socket on which something comes at each of these seconds. */
function socketWith(seconds: readonly number[], data: unknown = { keepalive: 'true' }): unknown {
  return entry(0, SOCKET, {
    status: 101,
    _webSocketMessages: seconds.map((second) => ({
      type: 'receive',
      time: START / 1000 + second,
      opcode: 1,
      data: typeof data === 'string' ? data : JSON.stringify(data),
    })),
  });
}

describe('a HAR of a browser or a proxy', () => {
  it.each(Object.entries(EXPECTED))('%s shows what is expected of it', async (name, expected) => {
    const reading = await readHar(createReadStream(`${FOLDER}${name}`), { zone: 'UTC' });
    expect(factsOf(reading)).toEqual(expected.facts);
    expect(reading.gaps).toMatchObject(expected.gaps ?? []);
    expect(reading.gaps).toHaveLength(expected.gaps?.length ?? 0);
    for (const [fact, times] of Object.entries(expected.times ?? {}))
      expect(reading.facts.find((one) => one.fact === fact)).toMatchObject({ times });
    for (const [kind, id] of Object.entries(expected.ids ?? {}))
      expect(reading.ids[kind as keyof typeof reading.ids]?.[0]).toBe(id);
    expect(reading.problems).toEqual([]);
    expect(reading.firstAt! <= reading.lastAt!).toBe(true);
  });

  it('has an expectation for each recording', () => {
    expect(
      readdirSync(FOLDER)
        .filter((name) => name.endsWith('.har'))
        .toSorted(),
    ).toEqual(Object.keys(EXPECTED).toSorted());
  });

  it('gives the number of the entry and the time of the message', async () => {
    const reading = await readHar(createReadStream(`${FOLDER}idle-rona.chrome.har`), { zone: 'UTC' });
    expect(reading.facts.find(({ fact }) => fact === 'idle.reason')?.first).toEqual({
      line: 5,
      at: '2026-11-20T14:00:31.200Z',
    });
  });
});

describe('gaps in a HAR', () => {
  it('go from the first failure to the next answer', async () => {
    const reading = await read(
      log(entry(0, 'https://a.example.com/'), offline(10), offline(15), entry(140, 'https://a.example.com/')),
    );
    expect(reading.gaps).toEqual([
      {
        from: '2026-11-20T14:00:10.000Z',
        to: '2026-11-20T14:02:20.000Z',
        milliseconds: 130_000,
        cause: 'network',
        line: 2,
      },
    ]);
    expect(factsOf(reading)['network.outage']).toBe('2m10s');
  });

  it('are two when something was answered between', async () => {
    const page = 'https://a.example.com/';
    const reading = await read(log(offline(10), entry(20, page), offline(30), entry(60, page)));
    expect(reading.gaps.map(({ milliseconds }) => milliseconds)).toEqual([10_000, 30_000]);
    expect(factsOf(reading)['network.outage']).toBe('30s');
  });

  it('have no end when nothing is answered any more, and then no length', async () => {
    const reading = await read(log(entry(0, 'https://a.example.com/'), offline(10), offline(15)));
    expect(reading.gaps).toEqual([{ from: '2026-11-20T14:00:10.000Z', cause: 'network', line: 2 }]);
    expect(reading.facts).toEqual([]);
  });

  it('are none when a single name could not be found', async () => {
    const unknownName = (second: number, host: string): unknown =>
      offline(second, 'net::ERR_NAME_NOT_RESOLVED', `https://${host}/`);
    const later = entry(20, 'https://a.example.com/');
    const tracker = 'tracker.example.com';
    expect((await read(log(unknownName(10, tracker), unknownName(11, tracker), later))).gaps).toEqual([]);
    const api = 'api.wxcc-us1.cisco.com';
    expect((await read(log(unknownName(10, api), later))).gaps).toEqual([]);
    expect((await read(log(unknownName(10, api), unknownName(11, api), later))).gaps).toHaveLength(1);
  });

  it('last no longer than is shown when errors are no proof and the next request comes much later', async () => {
    const api = 'https://api.wxcc-us1.cisco.com/v1/x';
    const [first, second] = [10, 14].map((second) => offline(second, 'net::ERR_NETWORK_CHANGED', api));
    const reading = await read(log(first, second, entry(400, 'https://a.example.com/')));
    expect(reading.gaps).toMatchObject([{ milliseconds: 4000 }]);
  });

  it('are not ended by what came out of a cache, from this computer, or has no time', async () => {
    const reading = await read(
      log(
        offline(10),
        entry(12, 'https://a.example.com/', { _fromCache: 'disk' }),
        entry(13, 'http://localhost:8080/'),
        { ...entry(14, 'https://a.example.com/'), startedDateTime: 'yesterday' },
        entry(30, 'https://a.example.com/'),
      ),
    );
    expect(reading.gaps).toMatchObject([{ milliseconds: 20_000 }]);
  });

  it('of the web-socket begin above eight seconds', async () => {
    const gapAfter = async (seconds: number): Promise<unknown> =>
      factsOf(await read(log(socketWith([0, 4, 8, 8 + seconds]))))['socket.gap'];
    expect(await gapAfter(8)).toBeUndefined();
    expect(await gapAfter(8.001)).toBe('8s1ms');
    expect((await read(log(socketWith([0, 4, 8, 8.9, 16.8])))).facts).toEqual([]);
  });

  it('of the web-socket are unknown where the file shows no keepalives', async () => {
    expect((await read(log(socketWith([0, 4, 8, 60], { type: 'AgentStateChange' })))).facts).toEqual([]);
  });

  it('of the web-socket are none when the agent signed out', async () => {
    const signOut = entry(10, 'https://api.wxcc-us1.cisco.com/v1/agents/logout', { status: 202 });
    expect((await read(log(socketWith([0, 4, 8, 900]), signOut))).gaps).toEqual([]);
  });

  /** Keepalives on a web-socket that is opened `from` seconds after the start, and every four seconds until `to`. */
  function keptAlive(from: number, to: number, sentUntil = from): unknown {
    const every4 = (last: number): readonly number[] =>
      Array.from({ length: Math.floor((last - from) / 4) + 1 }, (_, at) => from + 1 + at * 4);
    const message = (type: string) => (second: number) => ({
      type,
      time: START / 1000 + second,
      data: '{"keepalive":"true"}',
    });
    return entry(from, SOCKET, {
      status: 101,
      _webSocketMessages: [...every4(to).map(message('receive')), ...every4(sentUntil).map(message('send'))],
    });
  }
  const subscribe = 'https://api.wxcc-us1.cisco.com/v1/notification/subscribe';

  it('of the web-socket are none when the page was loaded anew, however long the agent took to sign in', async () => {
    const signIn = entry(45, 'https://idbroker.webex.com/idb/oauth2/v1/authorize', { status: 302 });
    for (const between of [[], [signIn], [entry(50, subscribe, { status: 401 }), signIn]]) {
      const reading = await read(log(keptAlive(0, 40), ...between, entry(100, subscribe), keptAlive(101, 140)));
      expect(reading.gaps).toEqual([]);
      expect(reading.facts).toEqual([]);
    }
    expect((await read(log(keptAlive(0, 40), keptAlive(7000, 7040)))).gaps).toEqual([]);
  });

  it('of the web-socket last until a new one when something had failed before it', async () => {
    const failures = [
      entry(60, SOCKET, { status: 502 }),
      entry(60, SOCKET, { status: 0 }),
      entry(60, subscribe, { status: 503 }),
      offline(60, 'net::ERR_CONNECTION_RESET', subscribe),
      offline(60),
    ];
    for (const failure of failures)
      expect(factsOf(await read(log(keptAlive(0, 40), failure, keptAlive(101, 140))))).toMatchObject({
        'socket.gap': '1m1s',
      });
  });

  it('of the web-socket last until a new one when the client went on asking in vain', async () => {
    expect(factsOf(await read(log(keptAlive(0, 40, 60), keptAlive(101, 140))))).toEqual({ 'socket.gap': '1m1s' });
    expect((await read(log(keptAlive(0, 40, 44), keptAlive(101, 140)))).facts).toEqual([]);
  });

  it('say that the desktop reconnected only when its web-socket goes on without a new sign-in', async () => {
    const page = 'https://a.example.com/';
    const answered = entry(60, SOCKET, { status: 101 });
    const login = entry(70, 'https://api.wxcc-us1.cisco.com/v1/agents/login', {
      request: { method: 'POST', url: 'https://api.wxcc-us1.cisco.com/v1/agents/login' },
    });
    expect(factsOf(await read(log(offline(10), answered)))['network.reconnected']).toBe(true);
    expect(
      factsOf(await read(log(entry(1, SOCKET, { status: 101 }), offline(10), entry(60, page)))),
    ).not.toHaveProperty('network.reconnected');
    expect(factsOf(await read(log(offline(10), answered, login)))).not.toHaveProperty('network.reconnected');
    expect(factsOf(await read(log(offline(10), entry(60, 'https://a.example.com/'))))).not.toHaveProperty(
      'network.reconnected',
    );
  });

  it('do not come from times without a zone being read in the wrong one', async () => {
    const local = { ...entry(0, 'https://a.example.com/'), startedDateTime: '2026-11-20T08:00:00.000' };
    const reading = await read(log(local), 'America/Chicago');
    expect(reading.firstAt).toBe('2026-11-20T14:00:00.000Z');
    expect(reading.problems).toMatchObject([{ code: 'no-zone' }]);
  });
});

describe('the answers of the client’s services', () => {
  it.each(['api.wxcc-eu2.cisco.com', 'bre.produs1.ciscoccservice.com', 'webexapis.com'])('count: %s', async (host) => {
    const refused = entry(1, `https://${host}/v1/x`, {
      status: 409,
      response: { content: { text: '{"data":{"reason":"AGENT_HAS_ASSIGNED_CONTACTS"}}' } },
    });
    expect(factsOf(await read(log(refused)))).toEqual({ 'sign-out.refused': true });
  });

  it('count by their path behind a proxy of another name', async () => {
    const refused = entry(1, 'https://proxy.example.com/v1/notification/subscribe', { status: 403 });
    expect(factsOf(await read(log(refused)))).toEqual({ 'socket.registration-refused': true });
  });
});

describe('what a HAR does not show', () => {
  it('is not taken from the web-socket or the errors of somebody else', async () => {
    const message = [{ type: 'receive', time: START / 1000, data: '{"type":"AGENT_MULTI_LOGIN"}' }];
    const reading = await read(
      log(
        entry(0, 'wss://chat.example.com/socket', { status: 101, _webSocketMessages: message }),
        entry(1, 'https://chat.example.com/v1/x', {
          status: 409,
          response: { content: { text: '{"reason":"DUPLICATE_LOCATION"}' } },
        }),
      ),
    );
    expect(reading.facts).toEqual([]);
  });

  it('is not taken from a busy colleague', async () => {
    const busy = { type: 'AgentConsultFailed', data: { reason: 'AGENT_BUSY' } };
    expect((await read(log(socketWith([1], busy)))).facts).toEqual([]);
    const own = { type: 'AgentStateChange', data: { reason: 'AGENT_BUSY' } };
    expect(factsOf(await read(log(socketWith([1], own))))).toEqual({ 'idle.reason': 'agent-busy' });
  });

  const welcome = { type: 'Welcome', data: { type: 'Welcome', agentId: 'agent-1' } };
  /** What web-socket messages of these contents, one a second, show. */
  async function shownBy(...contents: readonly unknown[]): Promise<unknown> {
    return factsOf(await read(log(...contents.map((data, at) => socketWith([at], data)))));
  }

  it.each([
    { type: 'RoutingMessage', data: { type: 'AgentCtqFailed', reason: 'Agent_Busy', destAgentId: 'x' } },
    { type: 'AgentCtqFailed', data: { type: 'AgentCtqFailed', agentId: 'agent-1', reason: 'Agent_Busy' } },
    {
      data: {
        type: 'AgentOfferContact',
        agentId: 'agent-1',
        interaction: { participants: { a: { id: 'agent-2', reason: 'Agent_Unavailable' } } },
      },
    },
    { type: 'AgentStateChange', data: { agentId: 'agent-2', idleCode: { name: 'RONA' } } },
    { type: 'AgentContactAssignFailed', data: { agentId: 'agent-2', reason: 'RONA' } },
    { type: 'AgentContactAssignFailed', data: { reason: 'RONA' } },
    { type: 'TeamPerformance', agents: [{ agentId: 'agent-2', idleCodeName: 'Agent_Unavailable' }] },
    { type: 'AgentStateChange', agents: [{ agentId: 'agent-1', idleCode: { name: 'RONA' } }] },
  ])('is not taken from another agent, whoever it may be: %j', async (message) => {
    expect(await shownBy(message)).toEqual({});
    expect(await shownBy(welcome, message)).toEqual({});
  });

  it('is whose idle reason it is, where a message names an agent and it is not known who signed in', async () => {
    const change = { type: 'AgentStateChange', data: { agentId: 'agent-1', idleCode: { name: 'RONA' } } };
    expect(await shownBy(change)).toEqual({});
    expect(await shownBy(welcome, change)).toEqual({ 'idle.reason': 'rona' });
    expect(await shownBy(change, welcome)).toEqual({ 'idle.reason': 'rona' });
    const login = entry(9, 'https://api.wxcc-us1.cisco.com/v1/agents/login', {
      response: { content: { text: '{"data":{"agentId":"agent-1"}}' } },
    });
    expect(factsOf(await read(log(socketWith([1], change), login)))).toEqual({ 'idle.reason': 'rona' });
    const failed = { type: 'AgentContactAssignFailed', data: { agentId: 'agent-1', reason: 'RONA' } };
    expect(await shownBy(welcome, failed)).toEqual({ 'idle.reason': 'rona' });
  });

  it('is a refused registration, where a later one succeeded', async () => {
    const url = 'https://api.wxcc-us1.cisco.com/v1/notification/subscribe';
    const refused = entry(0, url, { status: 401 });
    const again = entry(5, url, { status: 403 });
    expect((await read(log(refused, entry(1, url), entry(2, SOCKET, { status: 101 })))).facts).toEqual([]);
    expect((await read(log(refused, entry(2, SOCKET, { status: 101 })))).facts).toEqual([]);
    expect((await read(log(entry(9, url), refused, again))).facts).toEqual([]);
    for (const before of [[], [entry(0, url)], [refused, entry(1, url)]])
      expect((await read(log(...before, again))).facts).toMatchObject([
        { fact: 'socket.registration-refused', times: 1, first: { line: before.length + 1 } },
      ]);
    const preflight = entry(6, url, { status: 204, request: { method: 'OPTIONS', url, headers: [] } });
    expect(factsOf(await read(log(again, preflight)))).toEqual({ 'socket.registration-refused': true });
  });

  it('is an identifier that is personal or a secret by its shape', async () => {
    const uuid = trackingUuid(1);
    const idsOf = async (trackingId: string, callId: string): Promise<unknown> => {
      const message = { type: 'Welcome', trackingId, data: { callId } };
      return (await read(log(socketWith([1], message)))).ids;
    };
    expect(await idsOf(uuid, uuid)).toEqual({ tracking: [uuid], call: [uuid] });
    for (const id of [`notifs_${uuid}`, `webex-js-sdk_${uuid}_42:imu:false`, '08b49545c63d45f88156e86e36e07e58'])
      expect(await idsOf(id, 'SSE-8989.21:2')).toEqual({ tracking: [id], call: ['SSE-8989.21:2'] });
    for (const id of [
      'ana.oduya@norfield.example',
      'SSE8989212032864@192.0.2.21',
      'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl',
      '4111111111111111',
      '4111-1111-1111-1111',
      '19185550142',
      '192.0.2.21',
      '00:53:00:12:34:56',
      '2001:db8::12:3',
      'Ana.Oduya',
    ])
      expect([id, await idsOf(id, id)]).toEqual([id, {}]);
  });

  it('is not taken from a web-socket that failed while the computer was offline', async () => {
    const failed = entry(12, SOCKET, { status: 0 });
    const online = entry(40, 'https://a.example.com/');
    expect(factsOf(await read(log(offline(10), failed, online)))).not.toHaveProperty('socket.not-opened');
    expect(factsOf(await read(log(failed, online)))).toEqual({ 'socket.not-opened': true });
  });

  it('is not concluded from a successful answer that lists reasons', async () => {
    const texts = entry(1, 'https://api.wxcc-us1.cisco.com/v1/texts', {
      response: { content: { text: '[{"code":"DUPLICATE_LOCATION"},{"code":"AGENT_HAS_ASSIGNED_CONTACTS"}]' } },
    });
    expect((await read(log(texts))).facts).toEqual([]);
  });

  it('is not that there was no earlier session, where a sign-in was refused before', async () => {
    const refused = socketWith([1], { type: 'AgentStationLoginFailed', data: { reason: 'DUPLICATE_LOCATION' } });
    const silent = socketWith([9], { type: 'AgentReloginFailed', data: { reason: 'AGENT_NOT_FOUND' } });
    expect((await read(log(refused, silent))).facts).toMatchObject([{ value: 'number-in-use' }]);
    expect((await read(log(silent, silent))).facts).toMatchObject([{ value: 'no-earlier-session', times: 2 }]);
  });

  it('is not why a sign-in failed when its refusal has no body', async () => {
    const login = entry(1, 'https://api.wxcc-us1.cisco.com/v1/agents/login', { status: 409 });
    expect((await read(log(login))).facts).toEqual([]);
  });
});

describe('a HAR that is none any more', () => {
  const whole = readFileSync(`${FOLDER}idle-rona.chrome.har`);

  it('is read up to where it was cut', async () => {
    const reading = await readHar(bytesOf(whole.subarray(0, whole.length - 2000)), { zone: 'UTC' });
    expect(factsOf(reading)).toMatchObject({ 'station.option': 'extension' });
    expect(reading.problems).toMatchObject([{ code: 'cut-short' }]);
  });

  it('says so when it is binary, empty or something else', async () => {
    for (const bytes of [Buffer.alloc(5000, 7), Buffer.alloc(0), Buffer.from('{"a":1}'), Buffer.from('\x00\xff\xfe')]) {
      const reading = await readHar(bytesOf(bytes), { zone: 'UTC' });
      expect(reading.facts).toEqual([]);
      expect(reading.problems.map(({ code }) => code)).toEqual(['not-readable']);
    }
  });

  it('gives what can be read beside values nested 30,000 deep', async () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    const har = JSON.stringify(
      log(offline(10), entry(60, SOCKET, { status: 101, _webSocketMessages: 'DEEP' }), socketWith([1], '"DEEP"')),
    );
    const reading = await read(har.replace('"DEEP"', deep).replace('\\"DEEP\\"', deep));
    expect(factsOf(reading)['network.outage']).toBe('50s');
  });

  it('tells of entries that are no requests, and reads the others', async () => {
    const reading = await read(
      log(7, { request: 5 }, entry(1, SOCKET, { status: 403 }), entry(2, 'data:text/plain,x')),
    );
    expect(factsOf(reading)).toEqual({ 'socket.not-opened': true });
    expect(reading.problems).toMatchObject([
      { code: 'not-readable', line: 1 },
      { code: 'not-readable', line: 2 },
    ]);
  });

  it('is read in UTF-16 as it is in UTF-8', async () => {
    const wide = Buffer.from(`\ufeff${whole.toString('utf8')}`, 'utf16le');
    expect(await readHar(bytesOf(wide, 1001), { zone: 'UTC' })).toEqual(await readHar(bytesOf(whole), { zone: 'UTC' }));
  });

  it('never throws, whatever stands in its fields', async () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(
        null,
        [],
        {},
        -1,
        1e308,
        'NaN',
        '__proto__',
        SOCKET,
        'https://[',
        '2026-13-45T99:99',
        'wss://',
        '\u0000',
        '1,5',
      ),
    );
    const message = fc.record(
      {
        type: fc.oneof(fc.constant('receive'), odd),
        time: fc.oneof(fc.constant(START / 1000), odd),
        data: fc.oneof(
          odd,
          odd.map((v) => JSON.stringify(v)),
        ),
      },
      { requiredKeys: [] },
    );
    const request = fc.record(
      {
        method: odd,
        url: fc.oneof(fc.constant(SOCKET), odd),
        headers: odd,
        postData: fc.oneof(odd, fc.record({ text: odd })),
      },
      { requiredKeys: [] },
    );
    const response = fc.record(
      {
        status: fc.oneof(fc.constantFrom(0, 101, 409), odd),
        content: fc.oneof(odd, fc.record({ text: odd, encoding: odd })),
        _error: odd,
        headers: odd,
      },
      { requiredKeys: [] },
    );
    const any = fc.record(
      {
        startedDateTime: fc.oneof(fc.constant('2026-11-20T14:00:00Z'), odd),
        time: odd,
        request,
        response,
        timings: odd,
        _webSocketMessages: fc.oneof(odd, fc.array(message)),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(any, odd), { maxLength: 6 }), async (entries) => {
        const reading = await read(log(...entries));
        for (const gap of reading.gaps) expect(gap.milliseconds ?? 1).toBeGreaterThan(0);
        expect(reading.problems.length).toBeLessThanOrEqual(READING_LIMITS.problems);
      }),
      { numRuns: 300 },
    );
  });

  it('does not make anything up from names that every object has', async () => {
    const har = JSON.stringify(
      log(
        entry(1, 'https://api.wxcc-us1.cisco.com/v1/agents/login', {
          status: 409,
          response: { content: { text: '{"__proto__":{"reason":"X"},"constructor":1}' } },
        }),
      ),
    );
    expect((await read(har)).ids).toEqual({});
    expect(({} as Record<string, unknown>)['reason']).toBeUndefined();
  });

  it('keeps no more than the limits of a reading, however long it is', async () => {
    const entries = Array.from({ length: 5000 }, (_, at) =>
      at % 2 === 0
        ? offline(at * 20)
        : entry(at * 20, `https://api.wxcc-us1.cisco.com/v1/x?trackingId=WX_${trackingUuid(at)}`),
    );
    const reading = await read(log(...entries));
    expect(reading.gaps).toHaveLength(READING_LIMITS.gaps);
    expect(reading.ids.tracking).toHaveLength(READING_LIMITS.ids);
    expect(reading.problems).toMatchObject([{ code: 'too-much' }]);
  });
});
