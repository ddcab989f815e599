import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createBundle } from '../../src/bundle/create.ts';
import { publishedSchema } from '../../src/commands/schema-names.ts';
import { bundleInput, RECORD } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { packFiles, yesNo } from '../support/pack-text.ts';
import { runTool } from '../support/run-tool.ts';
import { wholeIo } from '../support/whole-io.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

const FACTS = [
  yesNo('desk.on'),
  '{id: desk.state, type: enum, about: desk, question: Which?, options: {a: A, b: B}, seconds: 5}',
  '{id: desk.count, type: count, about: desk, question: How many?, seconds: 5}',
  '{id: desk.name, type: text, about: desk, question: What name?, seconds: 5}',
];
const KNOWN = { 'desk.on': true, 'desk.state': 'a', 'desk.count': 3, 'desk.name': 'Zq' };

const EXPLAIN = '[{otherwise: explain, say: So it is.}]';
const ESCALATE = '[{otherwise: escalate}]';

function row(id: string, when: string, outcomes = EXPLAIN): string {
  return `  - id: ${id}\n    symptom: "The row ${id}"\n    frequency: 2\n    when: ${when}\n    outcomes: ${outcomes}\n`;
}

const ROWS = {
  on: row('crm/on', '{desk.on: true}', ESCALATE),
  state: row('crm/state', '{desk.state: a}'),
  count: row('crm/count', '{desk.count: {above: 2}}'),
  few: row('crm/few', '{desk.count: {below: 2}}'),
  name: row('crm/name', '{desk.name: Zq}'),
};

function writePack(folder: string, rows: readonly string[], facts: readonly string[] = FACTS): string {
  const pack = { extended: '[webex-cc]', facts: `[${facts.join(', ')}]`, rows: rows.join('') };
  for (const [name, text] of packFiles(pack)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

interface Conclusion {
  readonly verdict: string;
  readonly outcome?: string;
}

interface Analysis {
  readonly id: string;
  readonly packs: Record<'before' | 'now', readonly { name: string; version: string; hash: string }[]>;
  readonly changed: readonly {
    readonly id: string;
    readonly change: string;
    readonly by: string;
    readonly before: Conclusion | null;
    readonly now: Conclusion | null;
    readonly because: readonly string[];
  }[];
  readonly same: readonly string[];
  readonly rows: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly newFacts: readonly object[];
  readonly lostFacts: readonly { readonly id: string; readonly why: string }[];
  readonly otherFacts: readonly object[];
  readonly severity: object;
  readonly problems: readonly object[];
}

/** What was printed. `then` becomes `before`: an object that has the former could be taken for a promise. */
function parsed(stdout: string): Analysis {
  return JSON.parse(stdout.replaceAll('"then": ', '"before": ')) as Analysis;
}

/** Every file below a folder with its content and times. */
function snapshot(folder: string): readonly string[] {
  if (!existsSync(folder)) return [`nothing at ${folder}`];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const { mtimeMs, size } = statSync(path);
    const digest = entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
    return [path, mtimeMs, size, digest].join(' ');
  });
}

/** The bundle of a case that was escalated with the pack of {@link ROWS}, made once: the words of a pack take seconds. */
let made: Promise<{ readonly bytes: Buffer; readonly id: string }> | undefined;

async function makeBundle() {
  const folder = temporaryFolder();
  const answers = {
    schema: 'deskmedic/answers/v1',
    text: 'A',
    symptom: 'crm/on',
    facts: { default: 'unknown', ...KNOWN },
    escalate: true,
    escalation: {
      username: 'jdoe',
      agentsAffected: 2,
      firstObservedAt: '2026-11-20T08:41:00-05:00',
      impact: { scope: 'one-agent', function: 'degraded' },
    },
    output: `${folder}/`,
  };
  const pack = writePack(join(folder, 'pack'), Object.values(ROWS));
  writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers));
  const ran = await runTool(['diagnose', '--rules', pack, '--answers', join(folder, 'answers.json'), '--json'], {
    env: { DESKMEDIC_HOME: join(folder, 'home') },
  });
  expect(ran.code, ran.stderr).toBe(3);
  const { bundle } = JSON.parse(ran.stdout) as { bundle: { path: string; id: string } };
  return { bytes: readFileSync(bundle.path), id: bundle.id };
}

/** That bundle and its pack in a folder of the test's own, and a way to analyze it. */
async function escalated() {
  const { bytes, id } = await (made ??= makeBundle());
  const folder = temporaryFolder();
  const [pack, home, bundle] = ['pack', 'home', 'out/b.zip'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(join(folder, 'out'));
  writeFileSync(bundle, bytes);
  writePack(pack, Object.values(ROWS));
  return { folder, pack, id, bundle, analyze: analyzer(bundle, [home, join(folder, 'out'), pack], home) };
}

/** Runs `analyze`, holds what it prints against the schema, and sees that nothing was written. */
function analyzer(path: string, folders: readonly string[], home: string) {
  return async (args: readonly string[]): Promise<Analysis> => {
    const before = folders.map(snapshot);
    const ran = await runTool(['analyze', path, '--json', ...args], { env: { DESKMEDIC_HOME: home } });
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(folders.map(snapshot)).toEqual(before);
    const validate = new Ajv2020({ strictTypes: false }).compile(publishedSchema('analysis') as object);
    expect([validate(JSON.parse(ran.stdout)), validate.errors]).toEqual([true, null]);
    return parsed(ran.stdout);
  };
}

/** The same bundle in a folder, with other texts in some of its files or without them, and manifests that fit. */
function remade(bundle: string, folder: string, changes: Readonly<Record<string, string | undefined>>): string {
  const unpacked = mkdtempSync(join(folder, 'remade-'));
  execFileSync('unzip', ['-q', bundle, '-d', unpacked]);
  const top = join(unpacked, readdirSync(unpacked)[0]!);
  for (const [name, text] of Object.entries(changes)) {
    if (text === undefined) rmSync(join(top, name));
    else writeFileSync(join(top, name), text);
  }
  const script =
    'sed -i /Oxum/d bag-info.txt; sha256sum $(find data -type f) > manifest-sha256.txt; sha256sum bag*.txt manifest-*.txt > tagmanifest-sha256.txt';
  execFileSync('sh', ['-c', script], { cwd: top });
  return top;
}

describe('analyze', () => {
  test('says that nothing has changed while the pack is the same', async () => {
    const { pack, id, analyze } = await escalated();
    const analysis = await analyze(['--rules', pack]);
    expect(analysis).toMatchObject({
      id,
      changed: [],
      newFacts: [],
      lostFacts: [],
      otherFacts: [],
      rows: { added: [], removed: [] },
      severity: { policy: 'cisco-tac', before: 'S3', now: 'S3' },
    });
    expect(new Set(analysis.same)).toEqual(new Set(['crm/on', 'crm/state', 'crm/count', 'crm/name']));
    expect(analysis.packs.now).toEqual(analysis.packs.before);
    expect(analysis.packs.now.map(({ name, version }) => `${name} ${version}`)).toContain('crm 1.2.3');
  });

  test('names exactly the rows that changed: an outcome, a condition both ways, a row less, a row more', async () => {
    const { pack, analyze } = await escalated();
    writePack(pack, [
      row('crm/on', '{desk.on: true}', '[{otherwise: escalate, to: administrator}]'),
      row('crm/state', '{desk.state: a}', ESCALATE),
      row('crm/count', '{desk.count: {above: 5}}'),
      row('crm/few', '{desk.count: {below: 4}}'),
      row('crm/added', '{all: [{desk.on: true}, {desk.state: a}]}'),
      row('crm/not-this', '{desk.state: b}'),
    ]);
    const analysis = await analyze(['--rules', pack]);
    const changed = Object.fromEntries(analysis.changed.map(({ id, ...change }) => [id, change]));
    const explain = { verdict: 'yes', outcome: 'explain' };
    expect(changed).toMatchObject({
      'crm/state': { change: 'outcome', before: explain, now: { verdict: 'yes', outcome: 'escalate' } },
      'crm/count': { change: 'gone', before: explain, now: { verdict: 'no' }, because: ['desk.count = 3 (not > 5)'] },
      'crm/few': { change: 'new', before: { verdict: 'no' }, now: explain, because: ['desk.count = 3 (< 4)'] },
      'crm/name': { change: 'removed', before: explain, now: null, because: ['no pack in force has this row'] },
      'crm/added': { change: 'new', before: null, now: explain, because: ['desk.on = true', 'desk.state = a'] },
    });
    expect(Object.keys(changed)).toHaveLength(5);
    expect(analysis.changed.every(({ by }) => by === 'rules')).toBe(true);
    expect(analysis.same).toEqual(['crm/on']);
    expect(analysis.rows).toEqual({ added: ['crm/added', 'crm/not-this'], removed: ['crm/name'] });
    const [before, now] = [analysis.packs.before, analysis.packs.now].map((packs) =>
      packs.find(({ name }) => name === 'crm'),
    );
    expect(now!.hash).not.toBe(before!.hash);
    expect(analysis.severity).toMatchObject({ before: 'S3', now: 'S3' });
  });

  test('names rows and facts that went with their pack', async () => {
    const { analyze } = await escalated();
    const { changed, lostFacts, rows } = await analyze([]);
    expect(new Set(changed.map(({ id, change }) => `${id} ${change}`))).toEqual(
      new Set(['crm/on removed', 'crm/state removed', 'crm/count removed', 'crm/name removed']),
    );
    expect(rows.removed).toHaveLength(5);
    expect(lostFacts.map(({ id }) => id).toSorted()).toEqual(Object.keys(KNOWN).toSorted());
  });

  test('counts no fact that the catalogue no longer takes: its row is not known any more, not refuted', async () => {
    const { pack, analyze } = await escalated();
    const state = FACTS[1]!.replace('a: A', 'c: C');
    const rows = [
      ROWS.on,
      row('crm/state', '{desk.state: c}'),
      ROWS.count,
      ROWS.few,
      row('crm/name', '{desk.on: false}'),
    ];
    writePack(pack, rows, [FACTS[0]!, state, FACTS[2]!]);
    const { changed, lostFacts } = await analyze(['--rules', pack]);
    expect(lostFacts).toMatchObject([
      { id: 'desk.state', value: 'a', by: 'file', why: 'it must be one of c, b now' },
      { id: 'desk.name', value: 'Zq', by: 'file', why: 'no pack has this fact any more' },
    ]);
    expect(changed).toMatchObject([
      { id: 'crm/state', change: 'gone', now: { verdict: 'unknown' }, because: ['desk.state is not known'] },
      { id: 'crm/name', change: 'gone', now: { verdict: 'no' }, because: ['desk.on = true, not false'] },
    ]);
  });

  test('reads the evidence in the bundle again: what it shows and nobody knew is listed, and counts', async () => {
    const folder = temporaryFolder();
    const log = join(folder, 'console.log');
    copyFileSync(join(FIXTURES, 'evidence/console/forced-timeout.log'), log);
    const evidence = [{ path: log, role: 'attachment', consent: false } as const];
    const results = {
      schema: 'deskmedic/rule-results/v1',
      facts: [{ id: 'socket.gap', value: '9s', by: 'person' }],
      symptoms: [
        { id: 'crm/gap', verdict: 'unknown' },
        { id: 'crm/long', verdict: 'yes' },
      ],
    };
    const record = { ...RECORD, symptoms: [] };
    const { path } = await createBundle(bundleInput(join(folder, 'b.zip'), { evidence, record, results }), wholeIo());
    const rows = [row('crm/gap', '{socket.timed-out: true}'), row('crm/long', '{socket.gap: {above: 8s}}')];
    const pack = writePack(join(folder, 'pack'), rows);
    const analyze = analyzer(path, [folder], join(folder, 'home'));

    const analysis = await analyze(['--rules', pack]);
    const ours = ({ changed }: Analysis) => changed.filter(({ id }) => id.startsWith('crm/'));
    expect(ours(analysis)).toMatchObject([
      { id: 'crm/gap', change: 'new', by: 'evidence', because: ['socket.timed-out = true'] },
    ]);
    expect(analysis.same).toEqual(['crm/long']);
    expect(analysis.newFacts).toContainEqual(
      expect.objectContaining({ id: 'socket.timed-out', value: true, by: 'evidence', file: 'console.log' }),
    );
    // What a person said is not overruled.
    expect(analysis.otherFacts).toMatchObject([{ id: 'socket.gap', before: '9s', now: '5s914ms' }]);

    const without = await analyze(['--rules', pack, '--no-evidence']);
    expect([ours(without), without.newFacts, without.otherFacts]).toEqual([[], [], []]);
  });

  test('the row that the case ended on is a conclusion although it never matched', async () => {
    const folder = temporaryFolder();
    const chosen = {
      id: 'crm/on',
      symptom: 'A',
      area: 'crm',
      verdict: 'unknown',
      outcome: 'escalate',
      because: [],
    } as const;
    const record = { ...RECORD, symptom: chosen.id, symptoms: [chosen] };
    const facts = [{ id: 'desk.count', value: 1, by: 'person' }];
    const results = { facts, symptoms: [chosen, { id: 'crm/few', verdict: 'unknown' }] };
    const { path } = await createBundle(bundleInput(join(folder, 'b.zip'), { record, results }), wholeIo());
    const pack = join(folder, 'pack');
    const analyze = analyzer(path, [join(folder, 'home')], join(folder, 'home'));
    const analyzeWith = async (...rows: string[]) => (await analyze(['--rules', writePack(pack, rows)])).changed;
    const other = row('crm/few', '{desk.on: true}', ESCALATE);
    expect(await analyzeWith(row('crm/on', '{desk.on: true}', ESCALATE), other)).toEqual([]);
    expect(await analyzeWith(row('crm/on', '{desk.on: true}', EXPLAIN), other)).toMatchObject([
      {
        id: 'crm/on',
        change: 'outcome',
        before: { outcome: 'escalate' },
        now: { verdict: 'unknown', outcome: 'explain' },
      },
    ]);
    expect(await analyzeWith(row('crm/on', '{desk.count: {above: 2}}', ESCALATE), other)).toMatchObject([
      { id: 'crm/on', change: 'verdict', before: { verdict: 'unknown' }, now: { verdict: 'no' } },
    ]);
  });

  test.each([
    ['another one when the policy now proposes it', { severity: 'S4', proposed: 'S4' }, 'S2'],
    ['the one that a person chose', { severity: 'S1', proposed: 'S2', reason: 'the site is dark' }, 'S1'],
    ['none when a level is gone that a person chose', { severity: 'S9', proposed: 'S2' }, null],
    ['none when the policy is gone', { policy: 'acme' }, null],
  ])('the severity is %s', async (_, changes, now) => {
    const folder = temporaryFolder();
    const severity = { ...RECORD.severity, ...changes };
    const { path } = await createBundle(
      bundleInput(join(folder, 'b.zip'), { record: { ...RECORD, severity } }),
      wholeIo(),
    );
    const analysis = await analyzer(path, [folder], join(folder, 'home'))([]);
    expect(analysis.severity).toEqual({ policy: severity.policy, before: severity.severity, now });
  });

  test('tells people the same in words', async () => {
    const { pack, id, bundle } = await escalated();
    writePack(pack, [ROWS.on, row('crm/state', '{desk.state: b}'), ROWS.count, ROWS.few, ROWS.name]);
    const { code, stdout } = await runTool(['analyze', bundle, '--rules', pack]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Bundle ${bundle}, id ${id}`);
    expect(stdout).toMatch(/ {2}then: .*crm 1\.2\.3 \([0-9a-f]{12}\)\n {2}now: {2}.*crm 1\.2\.3/);
    expect(stdout).toContain('  gone crm/state  The row crm/state\n    matches (explain) → does not match\n');
    expect(stdout).toContain('    desk.state = a, not b\n');
    expect(stdout).toContain('Still so: ');
    expect(stdout).toContain('Severity stays S3 (cisco-tac)');
  });

  test('a bundle that does not verify ends with 3 and says what is wrong with it', async () => {
    const { bundle, folder } = await escalated();
    const unpacked = join(folder, 'x');
    execFileSync('unzip', ['-q', bundle, '-d', unpacked]);
    const top = join(unpacked, readdirSync(unpacked)[0]!);
    writeFileSync(join(top, 'data/case.md'), 'changed');
    writeFileSync(join(top, 'data/more.txt'), 'more');
    const ran = await runTool(['analyze', top, '--json']);
    expect([ran.code, ran.stdout]).toEqual([3, '']);
    expect(ran.stderr).toMatch(/changed: data\/case\.md\n(.*\n)*extra: data\/more\.txt\n(.*\n)*.*\[bundle-invalid\]/);
    writeFileSync(join(folder, 'no.zip'), 'PK no zip at all');
    expect((await runTool(['analyze', join(folder, 'no.zip')])).code).toBe(3);
    expect((await runTool(['analyze', join(folder, 'none.zip')])).code).toBe(6);
  });

  test.each([
    ['is missing', undefined, 'it is missing'],
    ['is no JSON', '{"facts": [{"id": "a", "value": Infinity}]}', 'it is not JSON'],
  ])(
    'where results.json %s, the record alone is compared, and it says so; no journal is needed',
    async (_, text, why) => {
      const { pack, bundle, folder, analyze: analyzeWhole } = await escalated();
      const changes = { 'data/results.json': text, 'data/journal.jsonl': undefined };
      const partial = remade(bundle, folder, changes);
      const rows = [ROWS.on, row('crm/state', '{desk.state: b}'), ROWS.count, ROWS.few, ROWS.name];
      writePack(pack, rows);
      const analysis = await analyzer(partial, [pack], join(folder, 'home'))(['--rules', pack]);
      const { changed, same } = await analyzeWhole(['--rules', pack]);
      expect([analysis.changed, new Set(analysis.same)]).toEqual([changed, new Set(same)]);
      expect(changed.map(({ id, change }) => `${id} ${change}`)).toEqual(['crm/state gone']);
      expect(analysis.rows).toEqual({ added: [], removed: [] });
      expect(analysis.problems).toMatchObject([
        { file: 'data/results.json', code: 'not-readable', message: expect.stringContaining(why) as string },
      ]);
    },
  );

  test('a record that cannot be used is named, not called a bundle that does not verify', async () => {
    const { bundle, folder } = await escalated();
    const ran = await runTool(['analyze', remade(bundle, folder, { 'data/case.json': undefined })]);
    expect([ran.code, ran.stdout]).toEqual([3, '']);
    expect(ran.stderr).toContain('data/case.json cannot be used: it is missing');
    expect(ran.stderr).not.toContain('verify');
  });

  test('a number that JSON can write and no computer can hold is no fact: those of the record count', async () => {
    const { pack, bundle, folder } = await escalated();
    const results = execFileSync('unzip', ['-p', bundle, '*/data/results.json'], { encoding: 'utf8' });
    for (const [from, to] of [
      [/("id": ?"desk\.count",\s*"value": ?)3/, '$11e999'],
      [/("id": ?"desk\.count",)/, '$1"line":-1e300,'],
    ] as const) {
      const forged = results.replace(from, to);
      expect(forged).not.toBe(results);
      const path = remade(bundle, folder, { 'data/results.json': forged });
      const { lostFacts, changed } = await analyzer(path, [pack], join(folder, 'home'))(['--rules', pack]);
      expect([lostFacts, changed]).toEqual([[], []]);
    }
  });

  test('a bundle of an earlier version, without results, or with those of a stranger, is analyzed from its record', async () => {
    const earlier = await runTool(['analyze', join(FIXTURES, 'bundles/0.1.0-case.zip'), '--json']);
    expect([earlier.code, earlier.stderr]).toEqual([0, '']);
    const folder = temporaryFolder();
    for (const results of [7, {}, { facts: 'x', symptoms: [{ id: 1 }] }, { facts: [{ id: 'a' }], symptoms: [null] }]) {
      const file = join(folder, `${JSON.stringify(results).length}.zip`);
      const { path } = await createBundle(bundleInput(file, { results }), wholeIo());
      const ran = await runTool(['analyze', path, '--json']);
      expect([ran.code, ran.stderr]).toEqual([0, '']);
      const found = parsed(ran.stdout);
      expect(found.same.length + found.changed.length).toBeGreaterThan(0);
      expect(found.rows).toEqual({ added: [], removed: [] });
    }
  });
});
