import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { publishedSchema } from '../../src/commands/schema-names.ts';
import type { Outage, OutageCounts } from '../../src/report/outages.ts';
import type { PackIdentity } from '../../src/rules/pack.ts';
import { installProgram } from '../support/built-program.ts';
import { temporaryFolder } from '../support/disk.ts';
import { openBundle } from '../support/open-bundle.ts';
import { runTool, type RunOptions } from '../support/run-tool.ts';

// These run the source, on the pack as it was built: so it must be.
beforeAll(() => installProgram().remove());

type Document = OutageCounts & { packs: PackIdentity[]; outages: Outage[]; exitCode: number };

const START = Date.UTC(2026, 10, 20, 14, 41);
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

/** This many agents of a site, a second apart. */
function hit(count: number, site: string, begin = 0, facts: object = { 'desktop.status': 'reconnecting' }): object[] {
  return Array.from({ length: count }, (_, nth) => ({
    agent: `${site}-${nth}`,
    site,
    observedAt: at(begin + nth),
    facts,
  }));
}

const lines = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

async function json(records: readonly object[] | string, args: readonly string[] = [], options: RunOptions = {}) {
  const stdin = typeof records === 'string' ? records : lines(records);
  const ran = await runTool(['outages', '-', '--json', ...args], { stdin, ...options });
  const document = JSON.parse(ran.stdout) as Document;
  expect(document.exitCode).toBe(ran.code);
  return { ...ran, document };
}

describe('outages', () => {
  test('prints what its schema says, and nothing else', async () => {
    const folder = temporaryFolder();
    const records = [...hit(21, 'TUL'), ...hit(3, 'OMA', 7200, { 'network.outage': '5m' }), { facts: 3 }];
    const { document, stderr } = await json(records, ['--seats', '100', '--policy', 'exotel', '--bundle', folder]);
    const validate = new Ajv2020({ strictTypes: false, allErrors: true }).compile(publishedSchema('outages') as object);
    validate(document);
    expect(validate.errors ?? null).toBeNull();
    expect(document.outages).toHaveLength(2);
    expect(stderr).toContain('1 record is invalid');
    expect(document.packs).toEqual([{ name: 'webex-cc', version: expect.any(String), hash: expect.any(String) }]);
    const empty = await json('');
    validate(empty.document);
    expect(validate.errors ?? null).toBeNull();
    expect(empty).toMatchObject({ code: 0, document: { outages: [], single: 0, records: 0 } });
  });

  test('counts agents, and tells time, place, row, share and severity', async () => {
    const long = { 'network.outage': '2m' };
    const { document } = await json(hit(21, 'TUL', 0, long), ['--seats', '100', '--policy', 'exotel']);
    expect(document.outages).toEqual([
      expect.objectContaining({
        id: 'outage-20261120T144100Z',
        from: '2026-11-20T14:41:00.000Z',
        to: '2026-11-20T14:41:20.000Z',
        agents: 21,
        agentIds: hit(21, 'TUL')
          .map((record) => (record as { agent: string }).agent)
          .sort(),
        sites: ['TUL'],
        symptoms: ['network/long-interruption'],
        because: ['network.outage = 2m (≥ 2m)'],
        share: 0.21,
        severity: expect.objectContaining({
          policy: 'exotel',
          severity: 'critical',
          because: ['affected.share = 21% (≥ 20%)', '21 of 100 seats are affected'],
        }),
      }),
    ]);
  });

  test('takes agents who are alone at their sites for one outage, when they are enough', async () => {
    const atHome = (count: number): object[] =>
      Array.from({ length: count }, (_, nth) => hit(1, `home-${nth}`, nth, { 'network.outage': '3m' })[0]!);
    const { document } = await json(atHome(20));
    expect(document).toMatchObject({
      outages: [{ agents: 20, symptoms: ['network/long-interruption'], reports: 20 }],
      single: 0,
    });
    expect(document.outages[0]!.sites).toHaveLength(20);
    expect((await json(atHome(4))).document).toMatchObject({ outages: [], single: 4, exitCode: 0 });
  });

  test.each([
    [20, 100, 'critical', 0.2],
    [19, 100, 'major', 0.19],
    [7, 35, 'critical', 0.2],
    [3, 100, 'major', 0.03],
    [2, 100, 'minor', 0.02],
    [9, 450, 'minor', 0.02],
    [12, 10, 'critical', 1],
  ])('%i agents of %i seats are %s', async (agents, seats, severity, share) => {
    const { document } = await json(hit(agents, 'TUL'), ['--seats', String(seats), '--policy', 'exotel']);
    expect(document.outages[0]).toMatchObject({ agents, seats, share, severity: { severity } });
  });

  test('takes the seats from the configuration, and knows no share without', async () => {
    const env = { DESKMEDIC_SEATS: '42' };
    expect((await json(hit(21, 'TUL'), [], { env })).document.outages[0]).toMatchObject({ seats: 42, share: 0.5 });
    const { document } = await json(hit(21, 'TUL'), ['--policy', 'exotel']);
    expect(document.outages[0]).toMatchObject({ seats: null, share: null, severity: { severity: 'minor' } });
    expect(document.outages[0]!.severity.because).toEqual([
      'not known: affected.share',
      'minor is what the policy takes by default',
    ]);
  });

  test.each<[number, string, readonly object[], string[]]>([
    [0, 'nothing of the network', [{ facts: { 'audio.fault': 'echo' } }], []],
    [0, 'a single report', hit(1, 'TUL'), []],
    [4, 'an outage with a workaround', hit(2, 'TUL'), []],
    [4, 'an outage to be waited for', hit(2, 'TUL', 0, { 'network.outage': '60s' }), []],
    [3, 'a critical outage', hit(2, 'TUL'), ['--policy', 'exotel', '--seats', '10']],
    [
      3,
      'an outage that its row escalates',
      hit(2, 'TUL', 0, { 'application-center.primary': 'down', 'network.outage': '3m' }),
      [],
    ],
    [
      3,
      'an outage to be escalated, and an invalid record',
      [...hit(2, 'TUL'), { facts: 3 }],
      ['--policy', 'exotel', '--seats', '10'],
    ],
    [5, 'an outage, and an invalid record', [...hit(2, 'TUL'), { facts: 3 }], []],
    [5, 'an invalid record alone', [{ facts: 3 }], []],
    [5, 'a report without a time', [{ facts: { 'network.message': true } }], []],
    [5, 'a report that came too late', [...hit(2, 'TUL', 3600), ...hit(1, 'TUL')], []],
    [5, 'an outage that hangs on what is not known', hit(2, 'TUL', 0, { 'application-center.primary': 'down' }), []],
  ])('ends with %i for %s', async (code, _, records, args) => {
    expect((await json(records, args)).code).toBe(code);
  });

  test('counts and says what it left out', async () => {
    const records = [...hit(2, 'TUL', 3600), ...hit(1, 'TUL'), { facts: { 'network.message': true } }];
    const { document, stderr } = await json(records, ['--window', '5m']);
    expect(document).toMatchObject({ late: 1, withoutTime: 1, single: 0, reports: 4 });
    expect(stderr).toContain('1 report was left out: more than 5m earlier');
    expect(stderr).toContain('1 report was left out: without "observedAt"');
    const patient = await json(records, ['--window', '5m', '--lateness', '2h']);
    expect(patient.document).toMatchObject({ late: 0, single: 1 });
  });

  test('reads a file in any order when the lateness is long enough, packed or not, as array or as lines', async () => {
    const folder = temporaryFolder();
    const newestFirst = [...hit(4, 'TUL'), ...hit(5, 'OMA', 7200)].reverse();
    const files = {
      'day.ndjson': lines(newestFirst),
      'day.json': JSON.stringify(newestFirst),
      'day.ndjson.gz': gzipSync(lines(newestFirst)),
    };
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), content);
      const ran = await runTool(['outages', join(folder, name), '--json', '--lateness', '24h']);
      const { outages } = JSON.parse(ran.stdout) as Document;
      expect([name, outages.map(({ agents, sites }) => [agents, sites])]).toEqual([
        name,
        [
          [4, ['TUL']],
          [5, ['OMA']],
        ],
      ]);
    }
  });

  test('reads times without a zone in the zone that is given, and shows them in it', async () => {
    const records = hit(2, 'TUL').map((record) => ({ ...record, observedAt: '2026-11-20T08:41:00' }));
    const { document } = await json(records, ['--zone', 'America/Chicago']);
    expect(document.outages[0]!.from).toBe('2026-11-20T14:41:00.000Z');
    const ran = await runTool(['outages', '-', '--zone', 'America/Chicago'], { stdin: lines(records) });
    expect(ran.stdout).toContain('from 2026-11-20 08:41 (America/Chicago, UTC-06:00) = 14:41 UTC');
  });

  test('tells people the same', async () => {
    const records = [
      ...hit(3, 'TUL'),
      ...hit(2, 'OMA'),
      { ...hit(1, 'TUL')[0]!, agent: undefined },
      ...hit(1, 'DAL', 7200),
    ];
    const ran = await runTool(['outages', '-', '--lateness', '1h'], { stdin: lines(records) });
    expect(ran.code).toBe(4);
    expect(ran.stdout).toContain('5 agents, and 1 report that names none, at OMA and TUL: workaround\n');
    expect(ran.stdout).toContain('  may be network/short-interruption or network/long-interruption\n');
    expect(ran.stdout).toContain('1 outage in 7 incidents, 7 of trouble with the network; 1 report stands alone\n');
  });

  test('escapes what reports smuggle in', async () => {
    const records = hit(2, '\u001b[2J\u202e').map((record, nth) => ({ ...record, agent: `a\u0000${nth}` }));
    const ran = await runTool(['outages', '-'], { stdin: lines(records) });
    // oxlint-disable-next-line no-control-regex
    expect(ran.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(ran.stdout).toContain('\\u001b[2J');
    expect((await json(records)).stdout).not.toContain('\u202e');
  });

  test.each([
    ['an unknown policy', ['--policy', 'nobody'], 'there is no policy "nobody"'],
    ['a window that is none', ['--window', '10 minutes'], '--window'],
    ['no seats', ['--seats', '0'], '--seats'],
    ['a zone that is none', ['--zone', 'Mars/Base'], 'zone'],
  ])('refuses %s before it prints anything', async (_, args, says) => {
    const ran = await runTool(['outages', '-', '--json', ...args], { stdin: lines(hit(2, 'TUL')) });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(says);
  });

  test('says that a file is not there, and prints nothing', async () => {
    const ran = await runTool(['outages', '/no/such/file.ndjson', '--json']);
    expect(ran).toMatchObject({ code: 6, stdout: '' });
    expect(ran.stderr).toContain('/no/such/file.ndjson');
  });
});

describe('outages --bundle', () => {
  test('writes one bundle for each outage, with time and number of agents counted', async () => {
    const folder = join(temporaryFolder(), 'out');
    const records = [...hit(21, 'TUL', 0, { 'network.outage': '3m20s' }), ...hit(3, 'OMA', 7200)];
    const env = { DESKMEDIC_CONTACT_NAME: 'Jo Doe', DESKMEDIC_CONTRACT: '204123456' };
    const options = { env, zone: 'America/Chicago', now: '2026-11-21T00:00:00Z' };
    const { document, code } = await json(
      records,
      ['--seats', '100', '--policy', 'exotel', '--bundle', folder],
      options,
    );
    expect(code).toBe(3);
    const paths = document.outages.map(({ bundle }) => (bundle as { path: string }).path);
    expect(readdirSync(folder).sort()).toEqual(paths.map((path) => path.slice(folder.length + 1)).sort());
    expect(paths).toHaveLength(2);
    const [first, second] = paths.map((path) => openBundle(path));
    expect(first).toMatchObject({
      policy: 'exotel',
      severity: { severity: 'critical' },
      area: 'network',
      symptom: 'network/long-interruption',
      firstObservedAt: { utc: '2026-11-20T14:41:00Z', local: '2026-11-20T08:41:00-06:00' },
      agentsAffected: 21,
      seats: 100,
      site: 'TUL',
      contact: { name: 'Jo Doe' },
      identity: { contract: '204123456' },
      missing: [],
      symptoms: [{ id: 'network/long-interruption', verdict: 'yes', because: ['network.outage = 3m20s (≥ 2m)'] }],
    });
    expect((first as { summary: string }).summary).toContain('21 agents affected, 3m20s long');
    expect(second).toMatchObject({ severity: { severity: 'major' }, agentsAffected: 3, site: 'OMA' });
    expect(second).not.toHaveProperty('symptom');
    for (const path of paths) {
      const unpacked = temporaryFolder();
      execFileSync('unzip', ['-q', path, '-d', unpacked]);
      const [bag = ''] = readdirSync(unpacked);
      const checked = spawnSync('sha256sum', ['-c', 'manifest-sha256.txt'], {
        cwd: join(unpacked, bag),
        encoding: 'utf8',
      });
      expect(checked.status, checked.stderr).toBe(0);
    }
  });

  test('writes none that lacks what the vendor requires, unless gaps are allowed', async () => {
    const folder = join(temporaryFolder(), 'out');
    const nameless = hit(2, 'TUL').map((record) => ({ ...record, agent: undefined }));
    const refused = await json([...nameless, ...hit(2, 'OMA', 7200)], ['--bundle', folder]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('agentsAffected (Number of agents affected)');
    expect(refused.document.outages[0]).toMatchObject({ agents: 0, withoutAgent: 2, share: null });
    expect(refused.document.outages[0]!.bundle).toEqual({ problem: expect.stringContaining('agentsAffected') });
    expect(readdirSync(folder)).toHaveLength(1);
    const allowed = await json(nameless, ['--bundle', folder, '--allow-incomplete']);
    expect(allowed.code).toBe(4);
    expect(allowed.document.outages[0]!.bundle).toMatchObject({ missing: ['agentsAffected'] });
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test('writes nothing where there is no outage', async () => {
    const folder = join(temporaryFolder(), 'out');
    expect((await json(hit(1, 'TUL'), ['--bundle', folder])).code).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });
});
