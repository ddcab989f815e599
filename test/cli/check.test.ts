import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/report/result.ts';
import { temporaryFolder } from '../support/disk.ts';
import { runTool, type Ran, type RunOptions } from '../support/run-tool.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** Incidents in, results out. */
async function check(incidents: readonly unknown[], ...options: string[]): Promise<Result[]> {
  const stdin = incidents.map((incident) => `${JSON.stringify(incident)}\n`).join('');
  const { stdout, stderr } = await runTool(['check', '-', '--format', 'ndjson', ...options], { stdin });
  expect(stderr).toBe('');
  return resultsOf(stdout);
}

function resultsOf(stdout: string): Result[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Result);
}

async function checkOne(incident: unknown, ...options: string[]): Promise<Result> {
  const [result] = await check([incident], ...options);
  return result!;
}

/** Some facts in short. */
const SILENT = { 'desktop.status': 'not-responding', 'phone.rings': false };

interface DocumentedRow {
  readonly row: string;
  readonly symptom: string;
  readonly needs: Readonly<Record<string, readonly unknown[]>>;
  readonly more: Readonly<Record<string, readonly unknown[]>>;
  readonly near: Readonly<Record<string, readonly unknown[]>>;
  readonly comesTo: readonly { readonly with: Readonly<Record<string, unknown>>; readonly action: string }[];
}

const { rows: ROWS } = JSON.parse(readFileSync(join(FIXTURES, 'documented-rows-facts.json'), 'utf8')) as {
  rows: readonly DocumentedRow[];
};

/** Each value of each fact once, with the first values of the others. */
function variants(facts: DocumentedRow['needs']): Record<string, unknown>[] {
  const first = Object.fromEntries(Object.entries(facts).map(([id, values]) => [id, values[0]]));
  const others = Object.entries(facts).flatMap(([id, values]) =>
    values.slice(1).map((value) => ({ ...first, [id]: value })),
  );
  return [first, ...others];
}

describe('each documented row, by its own facts', () => {
  /** What each row is checked with, and what it has to come to; `null`: it must not be yes. */
  const CASES = ROWS.flatMap((row) => [
    ...[...variants(row.needs), ...variants({ ...row.needs, ...row.more })].flatMap((facts) =>
      row.comesTo.map((end) => ({ row, facts: { ...facts, ...end.with }, action: end.action })),
    ),
    ...Object.entries(row.near).flatMap(([id, values]) =>
      values.map((value) => ({ row, facts: { ...variants(row.needs)[0], [id]: value }, action: null })),
    ),
  ]);
  let checked: Promise<Result[]> | undefined;
  const checkAll = (): Promise<Result[]> => (checked ??= check(CASES.map(({ facts }) => ({ facts }))));

  test('is there', async () => {
    const results = await checkAll();
    expect(ROWS).toHaveLength(48);
    expect(results).toHaveLength(CASES.length);
    expect(results.flatMap((result) => result.problems)).toEqual([]);
  });

  test.each(ROWS)('$row $symptom is yes and comes to what is documented', async (row) => {
    const results = await checkAll();
    for (const [at, wanted] of CASES.entries()) {
      if (wanted.row !== row || wanted.action === null) continue;
      const { status, symptoms, action } = results[at]!;
      expect({ facts: wanted.facts, status, first: symptoms[0]?.id, verdict: symptoms[0]?.verdict, action }).toEqual({
        facts: wanted.facts,
        status: 'matched',
        first: row.symptom,
        verdict: 'yes',
        action: wanted.action,
      });
    }
  });

  test.each(ROWS)('$row $symptom is not yes by a near miss', async (row) => {
    const results = await checkAll();
    const misses = CASES.flatMap(({ action, facts, row: own }, at) =>
      own === row && action === null ? [{ facts, at }] : [],
    );
    expect(misses.length).toBeGreaterThan(0);
    for (const { facts, at } of misses) {
      const wrong = results[at]!.symptoms.filter(({ id, verdict }) => id === row.symptom && verdict === 'yes');
      expect({ facts, wrong }).toEqual({ facts, wrong: [] });
    }
  });
});

describe('a network interruption', () => {
  test.each([
    ['119s', 'network/short-interruption', 'wait'],
    ['120s', 'network/long-interruption', 'workaround'],
    ['121s', 'network/long-interruption', 'workaround'],
    ['00:01:59', 'network/short-interruption', 'wait'],
    ['2m', 'network/long-interruption', 'workaround'],
  ])('of %s is %s: %s', async (outage, id, action) => {
    const result = await checkOne({ facts: { 'network.outage': outage, 'desktop.status': 'reconnecting' } });
    expect([result.symptoms[0]?.id, result.action]).toEqual([id, action]);
  });
});

describe('a result', () => {
  test('says what matched and why, and carries the pack', async () => {
    const result = await checkOne({ id: 'INC-7', facts: SILENT });
    expect(result).toMatchObject({
      schema: 'deskmedic/result/v1',
      id: 'INC-7',
      line: 1,
      status: 'matched',
      action: 'workaround',
      problems: [],
      packs: [{ name: 'webex-cc', hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect(result.symptoms[0]).toMatchObject({
      id: 'desktop/not-responding-phone-silent',
      verdict: 'yes',
      outcome: 'workaround',
      because: ['desktop.status = not-responding', 'phone.rings = false'],
    });
    const { loaded, matched, notMatched, notEvaluated, failed } = result.rules;
    expect(matched + notMatched + notEvaluated + failed).toBe(loaded);
    expect([loaded, matched, failed]).toEqual([82, 1, 0]);
  });

  test('names the fact that would tell more, though a row is matched', async () => {
    expect((await checkOne({ facts: SILENT })).missingFacts).toEqual(['phone.kind']);
  });

  test('asks for what decides the outcome first', async () => {
    const result = await checkOne({ facts: { 'desktop.status': 'reconnecting' } });
    expect(result).toMatchObject({ status: 'matched', action: 'ask' });
    expect(result.missingFacts[0]).toBe('network.message');
    expect(result.symptoms[0]).not.toHaveProperty('outcome');
  });

  test('is possible when a leaf holds and none fails, and asks for at most five facts', async () => {
    const result = await checkOne({ facts: { 'portal.module': 'monitoring' } });
    expect(result).toMatchObject({ status: 'possible', action: 'ask' });
    expect(result.symptoms.map(({ verdict }) => verdict)).not.toContain('yes');
    expect(result.symptoms.map(({ id }) => id)).toContain('portal/monitoring-request-fails');
    expect(result.missingFacts.length).toBeLessThanOrEqual(5);
    expect(result.missingFacts[0]).toBe('monitoring.fault');
  });

  test('lists matched rows above possible ones, whatever the words say', async () => {
    const text = 'status bar says Not Responding and the phone stays silent';
    const { symptoms } = await checkOne({
      text,
      facts: { 'desktop.status': 'not-responding', 'desktop.speed': 'slow' },
    });
    expect(symptoms.map(({ verdict }) => verdict)).toEqual(
      symptoms
        .map(({ verdict }) => verdict)
        .sort()
        .reverse(),
    );
    expect(symptoms[0]?.id).toBe('desktop/slow');
  });

  test('is unmatched, with nothing to do, when nothing is known', async () => {
    expect(await checkOne({ id: 'e' })).toMatchObject({
      status: 'unmatched',
      action: 'none',
      symptoms: [],
      missingFacts: [],
    });
  });

  test('has no row that a fact contradicts, however well the words fit', async () => {
    const text = 'Echo on the call, and the sound is too low';
    const facts = { 'audio.fault': 'none' };
    const ids = (await checkOne({ text, facts })).symptoms.map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('audio/'))).toEqual([]);
  });
});

describe('words', () => {
  const TEXT = 'RONA, phone did not ring';

  test('alone make a row matched when they leave no doubt, and say so', async () => {
    const [symptom] = (await checkOne({ text: TEXT })).symptoms;
    expect(symptom).toMatchObject({ id: 'desktop/not-responding-phone-silent', verdict: 'unknown', by: 'text' });
    expect(symptom?.because[0]).toMatch(/^words in common: .*phone/);
  });

  test('are not looked at under --no-text', async () => {
    expect(await checkOne({ text: TEXT }, '--no-text')).toMatchObject({ status: 'unmatched', symptoms: [] });
  });

  test('that fit no row make none', async () => {
    expect(await checkOne({ text: 'the coffee machine is out of beans' })).toMatchObject({ status: 'unmatched' });
  });

  test('are read in favour of the area of the incident', async () => {
    const text = 'cannot log in';
    const areas = ['desktop', 'portal'];
    const results = await check(areas.map((area) => ({ text, area })));
    expect(results.map(({ symptoms }) => symptoms[0]?.id)).toEqual(areas.map((area) => `${area}/cannot-log-in`));
  });

  test('outside the area of the incident are not excluded', async () => {
    const results = await check(['desktop', 'portal'].map((area) => ({ area, facts: SILENT })));
    expect(results.map(({ symptoms }) => symptoms[0]?.id)).toEqual(
      Array(2).fill('desktop/not-responding-phone-silent'),
    );
  });
});

describe('an escalation', () => {
  test('names severity, policy and what the vendor still needs', async () => {
    const agent = { agent: 'jdoe', observedAt: '2026-11-20T08:41:00-05:00' };
    const facts = { 'audio.fault': 'cross-talk' };
    const [full, empty] = await check([{ ...agent, facts }, { facts }]);
    const common = { severity: 'S3', policy: 'cisco-tac', to: 'vendor' };
    expect(full!.escalation).toEqual({ ...common, missing: ['screenshots'] });
    expect(full!.observedAt).toBe('2026-11-20T13:41:00.000Z');
    expect(empty!.escalation).toEqual({
      ...common,
      missing: ['username', 'agentUsername', 'firstObservedAt', 'screenshots'],
    });
  });

  test('proposes its severity from the facts of the record', async () => {
    const facts = { 'audio.fault': 'cross-talk', 'affected.scope': 'site', 'impact.function': 'down' };
    expect((await checkOne({ facts })).escalation?.severity).toBe('S1');
  });

  test('to the administrator asks for nothing that a vendor would', async () => {
    const facts = { 'portal.message': 'communication-interruption', 'portal.message-for': '6m' };
    const result = await checkOne({ facts });
    expect(result.symptoms[0]).toMatchObject({ outcome: 'escalate', to: 'administrator' });
    expect(result.escalation).toMatchObject({ to: 'administrator', missing: [] });
  });

  test('is not there for anything else', async () => {
    expect(await checkOne({ facts: SILENT })).not.toHaveProperty('escalation');
  });

  test('under a policy that no pack has is an error of the configuration', async () => {
    const stdin = '{"facts":{"audio.fault":"cross-talk"}}';
    const ran = await runTool(['check', '-'], { stdin, env: { DESKMEDIC_POLICY: 'nobody' } });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('cisco-tac');
  });
});

describe('a date without a zone', () => {
  const record = { observedAt: '2026-07-01T08:00:00', facts: SILENT };

  async function observedIn(options: string[], run: RunOptions): Promise<unknown> {
    const { stdout } = await runTool(['check', '--format', 'ndjson', ...options], {
      stdin: JSON.stringify(record),
      ...run,
    });
    const [result] = resultsOf(stdout);
    expect(result!.problems.map(({ code }) => code)).toEqual(['date-without-zone']);
    return result!.observedAt;
  }

  test('is a problem, and read in --zone, the configuration, or the zone of the machine', async () => {
    expect(await observedIn([], { zone: 'Asia/Tokyo' })).toBe('2026-06-30T23:00:00.000Z');
    const env = { DESKMEDIC_ZONE: 'Europe/Berlin' };
    expect(await observedIn([], { zone: 'Asia/Tokyo', env })).toBe('2026-07-01T06:00:00.000Z');
    expect(await observedIn(['--zone', 'America/Chicago'], { env })).toBe('2026-07-01T13:00:00.000Z');
  });

  test('needs a zone that exists', async () => {
    const ran = await runTool(['check', '--zone', 'Mars/Olympus'], { stdin: '{}' });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('Mars/Olympus');
  });
});

describe('a policy that does not exist', () => {
  const inFile = { config: 'policy: nope\n' };

  test.each<[string, { config: string; env?: Record<string, string> }, string[]]>([
    ['in the configuration', inFile, []],
    ['in the environment', { config: 'policy: exotel\n', env: { DESKMEDIC_POLICY: 'nope' } }, []],
    ['in the environment alone', { config: '', env: { DESKMEDIC_POLICY: 'nope' } }, []],
    ['beside a zone', inFile, ['--zone', 'UTC']],
    ['for two threads', inFile, ['--jobs', '2', '--format', 'ndjson']],
  ])('is told before anything is printed, %s', async (_, { config, env }, args) => {
    const home = temporaryFolder();
    if (config !== '') writeFileSync(join(home, 'config.yaml'), config);
    const ran = await runTool(['check', '-', ...args], {
      stdin: JSON.stringify({ facts: SILENT }),
      env: { DESKMEDIC_HOME: home, ...env },
    });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('there is no policy "nope"');
  });

  test('does not matter where the environment names another one', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'config.yaml'), 'policy: nope\n');
    const env = { DESKMEDIC_HOME: home, DESKMEDIC_POLICY: 'exotel' };
    const ran = await runTool(['check', '-'], { stdin: JSON.stringify({ facts: SILENT }), env });
    expect(ran.code).toBe(4);
  });
});

describe('--with-steps', () => {
  const steps = async (facts: object) => (await checkOne({ facts }, '--with-steps')).symptoms[0]!.steps!;

  test('adds the steps of matched rows alone', async () => {
    const { symptoms } = await checkOne({ facts: SILENT }, '--with-steps');
    expect(symptoms.map(({ verdict, steps: own }) => [verdict, own !== undefined])).toEqual([
      ['yes', true],
      ['unknown', false],
    ]);
    expect(symptoms[0]!.steps![0]).toEqual({ id: 'ringer', do: expect.any(String), who: 'agent', disrupts: 'none' });
  });

  const EXPECTED = { 'browser.event': 'window-closed', 'call.state': 'talking' };
  const PASSING = { 'network.outage': '60s' };
  const ADVICE = 'Leave the windows open and do not refresh them';
  test.each<[string, object, string | undefined, string | undefined]>([
    ['explain', EXPECTED, 'window', undefined],
    ['wait', PASSING, ADVICE, '2m'],
    ['workaround', SILENT, undefined, undefined],
  ])('gives the words of the outcome %s, and how long to wait', async (outcome, facts, words, long) => {
    const [row] = (await checkOne({ facts }, '--with-steps')).symptoms;
    expect(row).toMatchObject({ outcome, ...(words === undefined ? {} : { say: expect.stringContaining(words) }) });
    expect(row!.for).toBe(long);
    expect(row).toHaveProperty('steps');
    if (words === undefined) expect(row).not.toHaveProperty('say');
    const bare = (await checkOne({ facts })).symptoms[0]!;
    for (const key of ['say', 'for', 'steps']) expect(bare).not.toHaveProperty(key);
  });

  test.each(['text', 'ndjson', 'json', 'junit', 'tap', 'csv'])('gives them in %s', async (format) => {
    const stdin = JSON.stringify({ facts: PASSING });
    const { stdout } = await runTool(['check', '-', '--format', format, '--with-steps'], { stdin });
    expect(stdout).toContain(ADVICE);
    expect(stdout).toContain('2m');
    const bare = await runTool(['check', '-', '--format', format], { stdin });
    expect(bare.stdout).not.toContain(ADVICE);
  });

  test.each([
    ['unknown', {}, 'call-unknown'],
    ['on', { 'call.active': true }, 'call-active'],
  ])('keeps the words of a step that would cut a call back while the call is %s', async (_, call, why) => {
    const dropping = (await steps({ ...SILENT, ...call })).filter((step) => step.disrupts === 'call');
    expect(dropping.length).toBeGreaterThan(0);
    for (const step of dropping) expect(step).toEqual({ id: step.id, who: step.who, disrupts: 'call', withheld: why });
  });

  test('shows it once there is no call', async () => {
    expect((await steps({ ...SILENT, 'call.active': false })).filter((step) => 'withheld' in step)).toEqual([]);
  });

  test('leaves out the steps for another browser, and says of an unknown one when they apply', async () => {
    const facts = { 'sign-in.target': 'desktop', 'sign-in.result': 'refused' };
    const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
    expect(ids(await steps({ ...facts, 'browser.name': 'chrome' }))).toEqual([
      'cookies-chrome',
      'user-name-and-password',
    ]);
    const open = await steps(facts);
    expect(ids(open)).toContain('cookies-firefox');
    expect(open.find(({ id }) => id === 'cookies-firefox')).toMatchObject({ if: 'browser.name = firefox' });
  });
});

describe('formats', () => {
  const INCIDENTS = [
    { id: 'a', facts: SILENT },
    { id: 'b\u001b[31m\u202e', facts: { 'audio.fault': 'cross-talk', 'fone\u0007': 1 } },
    { id: 'c', facts: { 'audio.fault': 'one-way' } },
    7,
  ];
  const run = (...argv: string[]): Promise<Ran> =>
    runTool(['check', ...argv], { stdin: `${INCIDENTS.map((one) => JSON.stringify(one)).join('\n\n')}\n{bad` });

  test('json is one document with results, summary and the exit code', async () => {
    const { code, stdout, stderr } = await run('--format', 'json');
    const document = JSON.parse(stdout) as { schema: string; results: Result[]; summary: object; exitCode: number };
    expect(document).toMatchObject({
      schema: 'deskmedic/results/v1',
      exitCode: 3,
      summary: {
        records: 5,
        blankLines: 3,
        statuses: { matched: 3, possible: 0, unmatched: 0, invalid: 2 },
        actions: { escalate: 1, workaround: 1, explain: 0, wait: 0, ask: 1, none: 2 },
      },
    });
    expect(document.results.map(({ line, status }) => [line, status])).toEqual([
      [1, 'matched'],
      [3, 'matched'],
      [5, 'matched'],
      [7, 'invalid'],
      [8, 'invalid'],
    ]);
    expect([code, stderr]).toEqual([3, '']);
  });

  test('ndjson holds the same results, one a line', async () => {
    const { results } = JSON.parse((await run('--format', 'json')).stdout) as { results: Result[] };
    expect(resultsOf((await run('--format', 'ndjson')).stdout)).toEqual(results);
  });

  test('an empty input is an empty document', async () => {
    const { code, stdout } = await runTool(['check', '--format', 'json'], { stdin: '' });
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ results: [], exitCode: 0 })]);
  });

  test('text reads well', async () => {
    expect((await run()).stdout).toMatchInlineSnapshot(`
      "a (line 1): matched, there is a workaround
        desktop/not-responding-phone-silent  The status bar shows "Not Responding" and the phone does not ring
          because desktop.status = not-responding; phone.rings = false
        desktop/softphone-silent (possible)  The status bar shows "Not Responding" and the softphone does not ring
          because desktop.status = not-responding; phone.rings = false
        to find out: phone.kind

      b\\u001b[31m\\u202e (line 3): matched, escalate
        audio/cross-talk  Another conversation is heard on the call
          because audio.fault = cross-talk
        severity S3 (cisco-tac), missing: username, agentUsername, firstObservedAt, screenshots
        problem "fone\\u0007" is no fact [unknown-fact]

      c (line 5): matched, more has to be known
        audio/one-way  Only one side of the call hears the other
          because audio.fault = one-way
        to find out: audio.muted

      line 7: invalid, it cannot be read
        problem the record must be an object, this is a number [not-an-object]

      line 8: invalid, it cannot be read
        problem this is not JSON from character 2 on [bad-json]

      5 incidents: 3 matched, 0 possible, 0 unmatched, 2 invalid; 1 to escalate, 1 with a workaround, 1 to ask about, 3 blank lines skipped
      "
    `);
  });

  test.each(['text', 'ndjson', 'json'])('%s holds no control or bidi character of the input', async (format) => {
    expect((await run('--format', format)).stdout).toMatch(/^[\P{C}\n]*$/u);
  });

  test('an array of a document is numbered', async () => {
    const { stdout } = await runTool(['check', '--format', 'ndjson'], { stdin: '[\n{"id":"a"},\n{"id":"b"}\n]' });
    expect(resultsOf(stdout).map(({ id, line, index }) => [id, line, index])).toEqual([
      ['a', 2, 0],
      ['b', 3, 1],
    ]);
  });
});

describe('files', () => {
  test('are read in order, and results say which they come from', async () => {
    const folder = temporaryFolder();
    const [one, two] = [join(folder, 'one.json'), join(folder, 'two.ndjson')];
    writeFileSync(one, '\ufeff{\r\n"id": "a"\r\n}\r\n');
    writeFileSync(two, '{"id":"b"}\r\n{"id":"c"}');
    const { stdout } = await runTool(['check', one, two, '-', '--format', 'ndjson'], { stdin: '{"id":"d"}' });
    expect(resultsOf(stdout).map(({ id, file, line }) => [id, file, line])).toEqual([
      ['a', one, 1],
      ['b', two, 1],
      ['c', two, 2],
      ['d', '-', 1],
    ]);
  });

  test.each(['nothing.json', 'folder'])(
    'that cannot be read (%s) are said on stderr, and the others checked',
    async (name) => {
      const folder = temporaryFolder();
      const [good, bad] = [join(folder, 'good.json'), join(folder, name)];
      writeFileSync(good, '{"id":"a","facts":{"audio.fault":"cross-talk"}}');
      mkdirSync(join(folder, 'folder'));
      const ran = await runTool(['check', bad, good, '--format', 'json', '--fail-on', 'never']);
      expect(ran.code).toBe(6);
      expect(ran.stderr).toMatch(/^error cannot read [^ ]+: /);
      expect(ran.stderr).toContain(bad);
      expect(JSON.parse(ran.stdout)).toMatchObject({ exitCode: 6, results: [{ id: 'a', file: good }] });
      expect(await runTool(['check', bad])).toMatchObject({ code: 6, stdout: '' });
    },
  );

  test('name stdin once', async () => {
    expect((await runTool(['check', '-', '-'], { stdin: '{}' })).code).toBe(2);
  });
});

describe('the exit code', () => {
  const stdin = (facts: object): RunOptions => ({ stdin: JSON.stringify({ facts }) });
  test.each<[number, string[], RunOptions]>([
    [0, [], stdin({})],
    [3, [], stdin({ 'audio.fault': 'cross-talk' })],
    [4, [], stdin(SILENT)],
    [5, [], stdin({ 'audio.fault': 'one-way' })],
    [5, [], { stdin: '{bad' }],
    [0, ['--fail-on', 'incomplete'], stdin(SILENT)],
    [0, ['--fail-on', 'escalate'], { stdin: '{bad' }],
    [0, ['--fail-on', 'never'], stdin({ 'audio.fault': 'cross-talk' })],
    [2, ['--fail-on', 'always'], { stdin: '{}' }],
    [2, ['--format', 'xml'], { stdin: '{}' }],
  ])('is %i with %j', async (code, options, run) => {
    for (const format of ['text', 'ndjson', 'json']) {
      const argv = options.includes('--format') ? options : ['--format', format, ...options];
      expect((await runTool(['check', ...argv], run)).code).toBe(code);
    }
  });
});

describe('the program itself', () => {
  const morning = join(FIXTURES, 'incidents/morning.ndjson');
  const deskmedic = (args: readonly string[], input?: Uint8Array) =>
    spawnSync(process.execPath, [join(FIXTURES, '../bin/deskmedic.js'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, DESKMEDIC_HOME: join(temporaryFolder(), 'home') },
      ...(input === undefined ? {} : { input }),
    });

  test('checks a file', () => {
    const { status, stdout } = deskmedic(['check', morning, '--format', 'ndjson']);
    expect(resultsOf(stdout).map(({ id, action }) => [id, action])).toEqual([
      ['INC-7', 'workaround'],
      ['INC-8', 'escalate'],
      ['INC-9', 'ask'],
      ['INC-10', 'wait'],
      ['INC-11', 'none'],
    ]);
    expect(status).toBe(3);
  });

  test('checks a pipe, and gives the same', () => {
    const file = deskmedic(['check', morning, '--format', 'json']);
    const pipe = deskmedic(['check', '--format', 'json'], readFileSync(morning));
    expect([pipe.status, pipe.stdout]).toEqual([file.status, file.stdout]);
  });

  test('does not mind a reader that goes away', () => {
    const command = `"${process.execPath}" "${join(FIXTURES, '../bin/deskmedic.js')}" check "${morning}" | head -n 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect(stdout).toBe('INC-7 (line 1): matched, there is a workaround\n');
    expect(stderr).not.toMatch(/EPIPE|error/);
  });
});

describe('what the configuration says', () => {
  test.each([
    [{ 'affected.agents': 20 }, 'critical'],
    [{ 'affected.agents': 20, 'site.seats': 500 }, 'major'],
  ])('of the seats is known to the policy, unless the record knows better: %j', async (facts, severity) => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'config.yaml'), 'policy: exotel\nseats: 100\n');
    const stdin = JSON.stringify({ facts: { 'audio.fault': 'cross-talk', ...facts } });
    const ran = await runTool(['check', '-', '--format', 'ndjson', '--home', home], { stdin });
    expect(resultsOf(ran.stdout)[0]?.escalation).toMatchObject({ policy: 'exotel', severity });
  });

  test('of further packs counts in the environment too, where there is no file', async () => {
    const pack = join(FIXTURES, 'packs/german');
    const ran = await runTool(['rules', 'list', '--json', '--home', temporaryFolder()], {
      env: { DESKMEDIC_RULES: pack },
    });
    const { packs } = JSON.parse(ran.stdout) as { packs: { name: string }[] };
    expect(packs).toHaveLength(2);
  });
});
