import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { looksLikeCallReport } from '../../../src/evidence/call-report/looks-like-call-report.ts';
import { readCallReport } from '../../../src/evidence/call-report/read-call-report.ts';
import { READING_LIMITS, type Reading } from '../../../src/evidence/reading.ts';
import { formatDuration } from '../../../src/facts/duration.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
const FOLDER = `${FIXTURES}evidence/call-report/`;

interface Expected {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly ids: Readonly<Record<string, string>>;
  readonly samples: number;
  readonly lines?: Readonly<Record<string, number>>;
  /** Their codes. */
  readonly problems?: readonly string[];
}

const EXPECTED = parse(readFileSync(`${FOLDER}expected.yaml`, 'utf8')) as Readonly<Record<string, Expected>>;

async function* bytesOf(content: string | Uint8Array, piece = 64 * 1024): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content as Uint8Array);
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

async function read(content: unknown, zone = 'UTC'): Promise<Reading | undefined> {
  const text = typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content);
  return readCallReport(bytesOf(text), { zone });
}

function factsOf(reading: Reading | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (reading?.facts ?? []).map(({ fact, value }) => [
      fact,
      /round-trip|jitter/.test(fact) ? formatDuration(value as number) : value,
    ]),
  );
}

describe('a call report', () => {
  it.each(Object.entries(EXPECTED))('%s shows what is expected of it', async (name, expected) => {
    const bytes = readFileSync(`${FOLDER}${name}`);
    expect(looksLikeCallReport(bytes)).toBe(true);
    const reading = await readCallReport(createReadStream(`${FOLDER}${name}`, { highWaterMark: 777 }), { zone: 'UTC' });
    expect(factsOf(reading)).toEqual(expected.facts);
    expect(reading?.quality).toHaveLength(expected.samples);
    for (const [kind, id] of Object.entries(expected.ids))
      expect(reading?.ids[kind as keyof Reading['ids']]?.[0]).toBe(id);
    for (const [fact, line] of Object.entries(expected.lines ?? {}))
      expect(reading?.facts.find((one) => one.fact === fact)?.first.line).toBe(line);
    expect(reading?.problems.map(({ code }) => code)).toEqual(expected.problems ?? []);
    expect(reading?.firstAt).toMatch(/^2026-11-(?:18|20)T/);
  });

  it('has an expectation for each report', () => {
    expect(
      readdirSync(FOLDER)
        .filter((name) => /\.(?:json|csv|tsv)$/.test(name))
        .toSorted(),
    ).toEqual(Object.keys(EXPECTED).toSorted());
  });

  it('says of each sample which leg, whose side, and when', async () => {
    const reading = await readCallReport(createReadStream(`${FOLDER}poor-hop.json`), { zone: 'UTC' });
    const at = '2026-11-20T16:05:12.000Z';
    expect(reading?.quality.slice(0, 3)).toEqual([
      { at, leg: 'endpoint', side: 'caller', loss: 1.1, roundTrip: 120, jitter: 22 },
      { at, leg: 'relay', side: 'caller, Media relay, Dallas', loss: 0.2, roundTrip: 33, jitter: 5 },
      { at, leg: 'relay', side: 'caller, Media relay, Frankfurt', loss: 3.4, roundTrip: 214, jitter: 81 },
    ]);
  });
});

/** What one leg of this shape gives, as its first sample. */
async function sampleOf(leg: Record<string, unknown>): Promise<unknown> {
  const { leg: kind, ...rest } = (await read({ callId: 'call-1', legs: [leg] }))?.quality[0] ?? {};
  return { kind, ...rest };
}

describe('a measurement', () => {
  it.each<[name: string, value: unknown, expected: unknown]>([
    ['packetLoss', 1.5, { loss: 1.5 }],
    ['Packet loss (%)', '1,5 %', { loss: 1.5 }],
    ['loss_ratio', 0.015, { loss: 1.5 }],
    ['lossRate', 2, { loss: 2 }],
    ['avgJitterMs', 12, { jitter: 12 }],
    ['jitter', '12 ms', { jitter: 12 }],
    ['jitter', '0.0123 s', { jitter: 12.3 }],
    ['jitter', { avg: 12, max: 90, unit: 'ms' }, { jitter: 12 }],
    ['jitter', [10, 20, 30], { jitter: 20 }],
    [
      'jitter',
      [
        { at: 1, value: 10 },
        { at: 2, value: 20 },
      ],
      { jitter: 15 },
    ],
    ['rttSeconds', 0.4, { roundTrip: 400 }],
    ['RTT (µs)', '400000', { roundTrip: 400 }],
    ['network_latency_ms', '88', { roundTrip: 88 }],
    ['roundTripTime', '1,5 s', { roundTrip: 1500 }],
  ])('%s: %j is read by its name and unit', async (name, value, expected) => {
    expect(await sampleOf({ [name]: value })).toEqual({ kind: 'endpoint', ...(expected as object) });
  });

  it.each<[name: string, value: unknown]>([
    ['packetLoss', -1],
    ['packetLoss', 101],
    ['packetLoss', 'NaN'],
    ['packetLoss', '3 ms'],
    ['packetLoss', true],
    ['lossRate', 0.02],
    ['jitter', '1,234 ms'],
    ['jitter', 0.012],
    ['jitter', '4 %'],
    ['jitter', 9e9],
  ])('%s: %j stays unknown, and is told of', async (name, value) => {
    const reading = await read({ callId: 'call-1', legs: [{ [name]: value, rttMs: 5 }] });
    expect(factsOf(reading)).toEqual({ 'call.round-trip': '5ms' });
    expect(reading?.problems).toMatchObject([{ code: 'not-readable' }]);
  });

  it.each([
    'packetsLost',
    'packetLossCount',
    'jitterBufferMs',
    'minJitter',
    'oneWayLatency',
    'packetLossThreshold',
    'jitterGrade',
  ])('%s is none of ours', async (name) => {
    expect(factsOf(await read({ callId: 'call-1', legs: [{ [name]: 50, rttMs: 5 }] }))).toEqual({
      'call.round-trip': '5ms',
    });
  });

  it('that is not there is unknown and no problem', async () => {
    for (const value of [null, '', 'N/A', '-', '—']) {
      const reading = await read({ callId: 'call-1', legs: [{ packetLoss: value, jitterMs: 5 }] });
      expect(factsOf(reading)).toEqual({ 'call.jitter': '5ms' });
      expect(reading?.problems).toEqual([]);
    }
  });

  it('of a picture does not count as sound', async () => {
    expect(await sampleOf({ mediaType: 'video', jitterMs: 500 })).toEqual({ kind: undefined });
    expect(await sampleOf({ mediaType: 'audio', jitterMs: 500 })).toMatchObject({ jitter: 500 });
  });

  it('belongs to the relay when its own name says so, to the endpoint when nothing does', async () => {
    expect(await sampleOf({ type: 'mediaRelay', jitterMs: 5 })).toMatchObject({ kind: 'relay' });
    expect(await sampleOf({ relay: { jitterMs: 5 } })).toMatchObject({ kind: 'relay' });
    expect(await sampleOf({ hops: [{ type: 'endpoint', jitterMs: 5 }] })).toMatchObject({ kind: 'endpoint' });
    expect(await sampleOf({ jitterMs: 5 })).toMatchObject({ kind: 'endpoint' });
  });

  it.each<[leg: Record<string, unknown>, facts: Record<string, unknown>]>([
    [{ packetsLost: 12, packetLoss: 12, jitter: 12 }, { 'call.jitter': '12ms' }],
    [{ lost_packets: '12', 'Packet loss': '12', jitter: 12 }, { 'call.jitter': '12ms' }],
    [{ packetLoss: 0.03, jitter: 0.012, roundTripTime: 0.09 }, {}],
    [{ packetLoss: '0.03', jitter: '0.012', rttMs: 90 }, { 'call.round-trip': '90ms' }],
    [
      { packetsLost: 12, packetLoss: 0.24, jitter: 12 },
      { 'call.loss': 0.24, 'call.jitter': '12ms' },
    ],
    [
      { packetsLost: 0, packetLoss: 0, jitter: 12 },
      { 'call.loss': 0, 'call.jitter': '12ms' },
    ],
    [{ packetLoss: 12, packetLossPercent: 0.24 }, { 'call.loss': 0.24 }],
    [
      { packetLossPercent: 0.03, jitter: '0.012 s' },
      { 'call.loss': 0.03, 'call.jitter': '12ms' },
    ],
  ])('of lost packets is no percentage where it may be a count or a share: %j', async (leg, facts) => {
    expect(factsOf(await read({ callId: 'call-1', legs: [leg] }))).toEqual(facts);
  });

  it('that cannot be told is shown as it stands there only when it is a short number', async () => {
    const told = async (value: unknown): Promise<unknown> =>
      (await read({ callId: 'call-1', 'Ana Oduya jitter': value }))?.problems.map(({ message }) => message);
    const rest = 'is no measurement that can be told, and is left out; the worst is unknown';
    for (const value of [0.012, '1,234 ms', '4 %', '<1'])
      expect(await told(value)).toEqual([`jitter: "${value}" ${rest}`]);
    for (const value of ['Ana Oduya', '+1 918 555 0142', '9185550142', true, -1e300])
      expect(await told(value)).toEqual([`jitter: what stands there ${rest}`]);
  });

  it('that cannot be told makes unknown what was the worst, and only that', async () => {
    const legs = [{ jitterMs: 5, rttMs: 88 }, { rttMs: 'high' }, { mediaType: 'video', jitterMs: 'high' }];
    const reading = await read({ callId: 'call-1', legs });
    expect(factsOf(reading)).toEqual({ 'call.jitter': '5ms' });
    expect(reading?.problems).toMatchObject([{ code: 'not-readable' }]);
    expect(reading?.quality).toHaveLength(1);
  });

  it.each([
    ['a semicolon', 'Start time;Latency (ms);Jitter (ms)\n;1.200;5\n;88;5\n', undefined],
    ['decimals with a comma beside it', 'Start time\tLatency (ms)\tJitter (ms)\n\t1.200\t5,5\n\t88\t5\n', undefined],
    ['decimals with a comma behind it', 'Start time\tLatency (ms)\tJitter (ms)\n\t1.200\t5\n\t88\t5,5\n', undefined],
    ['nothing of the kind', 'Start time,Latency (ms),Jitter (ms)\n,12.345,5\n,8,5\n', '12ms'],
    ['a nought before it', 'Start time;Latency (s);Jitter (ms)\n;0.120;5\n;0,01;5\n', '120ms'],
  ])('with a point and three digits and %s is told, or unknown', async (_, table, expected) => {
    expect(factsOf(await read(table))).toEqual({
      'call.jitter': '5ms',
      ...(expected === undefined ? {} : { 'call.round-trip': expected }),
    });
  });

  it('that a call is held against is no measurement of it', async () => {
    const reading = await read({
      callId: 'call-1',
      thresholds: { endpoint: { jitterMs: 150 } },
      legs: [{ jitterMs: 5 }],
    });
    expect(factsOf(reading)).toEqual({ 'call.jitter': '5ms' });
  });

  it('never brings the name or the number of a person along', async () => {
    const leg = {
      side: 'caller',
      name: 'Ana Oduya',
      number: '+1 918 555 0142',
      label: 'ana@norfield.example',
      jitterMs: 5,
    };
    expect(await sampleOf(leg)).toMatchObject({ side: 'caller' });
    expect(await sampleOf({ side: '+1 918 555 0142', jitterMs: 5 })).toMatchObject({ side: 'endpoint 1' });
    const names = [
      'Laptop of Ana Oduya, 14 Elder Lane',
      'ANA-LAPTOP-01 192.0.2.30',
      'Media relay, Ana Oduya',
      'Paris',
      'Agent Paris',
      'Caller 918 555 014',
      'Maria’s relay',
    ];
    const reading = await read({
      callId: 'call-1',
      legs: [{ side: 'caller', hops: [...names, names[0]].map((name) => ({ name, jitterMs: 5 })) }],
    });
    expect(reading?.quality.map(({ side }) => side)).toEqual([
      ...names.map((_, at) => `caller, hop ${at + 1}`),
      'caller, hop 1',
    ]);
    const columns = await read(
      'Start time,Ana Oduya jitter (ms),Bo jitter (ms),Caller jitter (ms)\n2026-11-20T08:00:00Z,5,6,7\n',
    );
    expect(columns?.quality.map(({ side }) => side)).toEqual(['endpoint 1', 'endpoint 2', 'caller']);
  });
});

describe('a sentence of a report', () => {
  it.each<[string, string | undefined]>([
    ['Webex isn’t receiving any media from the sender', 'not-receiving-from-side'],
    ['WebEx not receiving media from the sender', 'not-receiving-from-side'],
    ['Webex stopped receiving media from the local gateway', 'not-receiving-from-gateway'],
    ['Webex is receiving media from the sender', undefined],
    ['The sender was not on hold; media from the sender was fine', undefined],
  ])('%s', async (message, expected) => {
    const reading = await read({ callId: 'call-1', insights: [{ message }, { jitterMs: 5 }] });
    expect(factsOf(reading)['media.insight']).toBe(expected);
  });

  it('does not count where the report says that it did not happen', async () => {
    const insight = { message: 'Webex not receiving media from the sender', detected: false };
    expect(factsOf(await read({ callId: 'call-1', jitterMs: 5, insights: [insight] }))).toEqual({
      'call.jitter': '5ms',
    });
  });

  it.each([
    'Webex is not receiving media from the sender was resolved',
    'Resolved: Webex not receiving media from the sender',
    'Webex not receiving media from the sender (recovered after 3 s)',
  ])('does not count where it was mended: %s', async (message) => {
    expect(factsOf(await read({ callId: 'call-1', jitterMs: 5, insights: [message] }))).toEqual({
      'call.jitter': '5ms',
    });
  });

  it('does not count where it happened no times', async () => {
    const insight = { title: 'ICE unsuccessful: STUN server access' };
    const shown = async (count: unknown): Promise<unknown> =>
      factsOf(await read({ callId: 'call-1', insights: [{ ...insight, count }] }))['call.ice'];
    expect(await shown(0)).toBeUndefined();
    expect(await shown('0')).toBeUndefined();
    expect(await shown(1)).toBe('stun-blocked');
  });

  it.each([
    ['UnassignedNumber', 'unassigned-number'],
    ['CallRejected', 'rejected'],
    ['NoRouteToDestination', 'no-route'],
    ['InternalError', 'internal-error'],
    ['UNASSIGNED_NUMBER', 'unassigned-number'],
    ['Call cleared: NoRouteToDestination', 'no-route'],
  ])('is known in the words of the vendor’s records: %s', async (reason, expected) => {
    const table = `Start time,Correlation ID,Call outcome,Call outcome reason\n2026-11-20T09:05:00Z,x,Refusal,${reason}\n`;
    expect(factsOf(await read(table))).toEqual({ 'call.refused': expected });
  });

  it('in the notes of a person is none', async () => {
    expect(factsOf(await read({ callId: 'call-1', jitterMs: 5, notes: 'Call rejected?' }))).toEqual({
      'call.jitter': '5ms',
    });
  });
});

describe('calls of several users', () => {
  const table = (...users: readonly string[]): string =>
    [
      'Start time,User,User type,Correlation ID,Jitter (ms),Call outcome reason',
      ...users.map((user, at) => `2026-11-20T09:0${at}:00Z,${user},type ${at},x${at},${5 + at},Unassigned Number`),
    ].join('\n');

  it('are facts of no desk, but are measured', async () => {
    const reading = await read(table('Ana Oduya', 'Bo Lindqvist'));
    expect(reading?.facts).toEqual([]);
    expect(reading?.quality).toHaveLength(2);
    expect(reading?.problems).toMatchObject([{ code: 'too-much' }]);
  });

  it('are not those of one, however the name is written and where it is left out', async () => {
    const reading = await read(table('Ana Oduya', 'ana oduya', '', 'N/A'));
    expect(factsOf(reading)).toEqual({ 'call.refused': 'unassigned-number', 'call.jitter': '8ms' });
    expect(reading?.problems).toEqual([]);
  });

  it('are several calls, not the two sides of one', async () => {
    const legs = ['Ana Oduya', 'Bo Lindqvist'].map((user) => ({ user, jitterMs: 5 }));
    expect(factsOf(await read({ callId: 'call-1', user: 'Ana Oduya', legs }))).toEqual({ 'call.jitter': '5ms' });
    const calls = legs.map((leg, at) => ({ ...leg, callId: `${at}@192.0.2.21` }));
    expect((await read({ calls }))?.facts).toEqual([]);
  });
});

describe('times of a report', () => {
  const row = '"caller",2026-11-20 08:00:00,5,1\n';

  it('are those of the zone where they do not say theirs, and that is told', async () => {
    const reading = await read(`Side,Start time,Jitter (ms),Packet loss (%)\n${row}`, 'America/Chicago');
    expect(reading?.quality).toMatchObject([{ line: 2, at: '2026-11-20T14:00:00.000Z', side: 'caller' }]);
    expect(reading?.problems).toMatchObject([{ code: 'no-zone' }]);
  });

  it('are UTC where the column says so', async () => {
    const reading = await read(`Side,Start time (UTC),Jitter (ms),Packet loss (%)\n${row}`, 'America/Chicago');
    expect(reading?.quality).toMatchObject([{ at: '2026-11-20T08:00:00.000Z' }]);
    expect(reading?.problems).toEqual([]);
  });
});

describe('a file that is no call report', () => {
  it.each([
    ['{"id":"INC-7","text":"she has jitter","facts":{}}'],
    ['[1,2,3]'],
    ['Monday, the jitter was bad, and the packet loss, too\nAnd so on, and so on'],
    ['2026-11-20T14:00:00Z PLUGIN_CC - [INFO]: packet loss, jitter\n'],
    [''],
    ['jitter: 0.01, packetLoss: 0, roundTripTime: 0.1\njitter: 0.02, packetLoss: 0, roundTripTime: 0.1\n'],
    ['{"trackingId":"WX_1234","correlationId":"abcd-1","error":"Internal error"}'],
  ])('is left to other readers: %s', async (text) => {
    expect(looksLikeCallReport(Buffer.from(text))).toBe(false);
    expect(await read(text)).toBeUndefined();
  });

  it('is not taken for one among the other fixtures', () => {
    for (const name of [
      'incidents/servicenow.csv',
      'incidents/morning.ndjson',
      'secrets/data/callers.csv',
      'secrets/data/tasks.json',
    ])
      expect([name, looksLikeCallReport(readFileSync(`${FIXTURES}${name}`))]).toEqual([name, false]);
  });
});

describe('a damaged or hostile report', () => {
  const good = readFileSync(`${FOLDER}good.json`);
  const table = readFileSync(`${FOLDER}call-records.csv`, 'utf8');

  it('in JSON that is cut short gives no facts, and says so', async () => {
    const reading = await read(good.subarray(0, good.length - 300));
    expect(reading).toMatchObject({ facts: [], problems: [{ code: 'cut-short' }] });
  });

  it('in JSON of more than 32 MiB gives no facts, and says so', async () => {
    async function* large(): AsyncGenerator<Uint8Array> {
      yield good.subarray(0, good.length - 2);
      for (let piece = 0; piece < 40; piece++) yield Buffer.alloc(1024 * 1024, ' ');
      throw new Error('read on although it is too large');
    }
    expect(await readCallReport(large(), { zone: 'UTC' })).toMatchObject({
      facts: [],
      problems: [{ code: 'too-large' }],
    });
  });

  it('that is cut within a row gives the rows before', async () => {
    const cut = `${table.slice(0, table.lastIndexOf('\n', table.length - 2))}\n2026-11-20 08:00:00,"cut`;
    const reading = await read(cut);
    expect(reading?.problems).toMatchObject([{ code: 'cut-short' }]);
    expect(factsOf(reading)).toMatchObject({ 'call.refused': 'no-route' });
  });

  it('that ends being text gives the rows before', async () => {
    const long = table + table.slice(table.indexOf('\n') + 1).repeat(40);
    const reading = await read(Buffer.concat([Buffer.from(long), Buffer.from([0xff, 0xfe, 0x00])]));
    expect(reading?.problems).toMatchObject([{ code: 'not-text' }, { code: 'too-much' }]);
    expect(factsOf(reading)).toMatchObject({ 'call.refused': 'no-route' });
  });

  it('with a row of two million characters gives the rows before', async () => {
    const reading = await read(`${table}${'x'.repeat(2_000_000)}\n`);
    expect(reading?.problems).toMatchObject([{ code: 'not-readable' }]);
    expect(factsOf(reading)).toMatchObject({ 'call.refused': 'no-route' });
  });

  it('of any length is read with bounded memory', async () => {
    const rows = table.slice(table.indexOf('\n') + 1);
    async function* many(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(table);
      for (let piece = 0; piece < 2000; piece++) yield Buffer.from(rows);
    }
    const reading = await readCallReport(many(), { zone: 'UTC' });
    expect(reading?.facts.find(({ fact }) => fact === 'call.refused')).toMatchObject({
      times: 2001,
      first: { line: 19 },
    });
    expect(reading?.quality).toHaveLength(READING_LIMITS.quality);
    expect(reading?.problems).toMatchObject([{ code: 'too-much' }]);
  });

  it('nested 30,000 deep is read beside what is nested', async () => {
    const deep = '{"legs":['.repeat(15_000) + ']}'.repeat(15_000);
    const text = `{"callId":"call-1","jitterMs":5,"deep":${deep},"insights":["Call rejected"]}`;
    expect(factsOf(await read(text))).toEqual({ 'call.jitter': '5ms', 'call.refused': 'rejected' });
  });

  it('never throws, and never shows a number that no call can have', async () => {
    const key = fc.constantFrom(
      'packetLoss',
      'jitter',
      'rtt',
      'legs',
      'hops',
      'insights',
      'name',
      'side',
      '__proto__',
      'startTime',
      'callId',
      'unit',
      'result',
    );
    const leaf = fc.oneof(
      fc.double(),
      fc.string(),
      fc.boolean(),
      fc.constantFrom(null, '1,5 %', '12 ms', 'NaN', '-3', '9e99', 'Call rejected', '2026-11-20T08:00:00'),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 6 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async (value) => {
        const reading = await read(JSON.stringify({ callId: 'call-1', jitterMs: 1, value }));
        for (const { fact, value: shown } of reading!.facts)
          if (typeof shown === 'number') {
            expect(shown).toBeGreaterThanOrEqual(0);
            expect(shown).toBeLessThanOrEqual(fact.endsWith('loss') ? 100 : 600_000);
          }
        expect(reading!.problems.length).toBeLessThanOrEqual(READING_LIMITS.problems + 3);
      }),
      { numRuns: 300 },
    );
  });
});
