import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBundle } from '../support/open-bundle.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { PIXEL } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { runTool, type Ran } from '../support/run-tool.ts';

const NOW = '2026-11-20T15:00:00Z';

/** A home, a folder for bundles, and a screenshot. */
function place() {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'shot.png'), PIXEL);
  mkdirSync(join(folder, 'out'));
  const env = { DESKMEDIC_HOME: join(folder, 'home') };
  return {
    folder,
    run: (args: string[], stdin = '') => runTool(args, { stdin, env, now: NOW, zone: 'America/Chicago' }),
    /** Runs an answers file; the bundle goes to `out/`. */
    answer(answers: object, args: string[] = []): Promise<Ran> {
      const file = join(folder, 'answers.yaml');
      writeFileSync(file, JSON.stringify({ schema: 'deskmedic/answers/v1', output: join(folder, 'out/'), ...answers }));
      return runTool(['diagnose', '--answers', file, '--json', ...args], { env, now: NOW, zone: 'America/Chicago' });
    },
    bundles: () => readdirSync(join(folder, 'out')).map((name) => join(folder, 'out', name)),
    journal() {
      const [id] = readdirSync(join(folder, 'home/cases'));
      const text = readFileSync(join(folder, 'home/cases', id!, 'journal.jsonl'), 'utf8');
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { type: string; prompt?: string; value?: unknown; by?: string });
    },
  };
}

/** Everything that the vendor requires for a case at a desk. */
const COMPLETE = {
  username: 'jdoe',
  agentUsername: 'agent_7',
  firstObservedAt: '2026-11-20T08:41:00-06:00',
  screenshots: ['shot.png'],
};
const SILENT = { symptom: 'desktop/not-responding-phone-silent' };

function json(ran: Ran): Record<string, unknown> {
  expect(ran.stdout, ran.stderr).toMatch(/^\{/);
  return JSON.parse(ran.stdout) as Record<string, unknown>;
}

describe('steps in an answers file', () => {
  test.each([
    ['by id', { ringer: 'fixed' }, ['ringer', 'fixed']],
    ['by number', { 2: 'fixed', default: 'not-fixed' }, ['compare-dial-number', 'fixed']],
    ['by default', { default: 'fixed' }, ['ringer', 'fixed']],
  ])('are answered %s', async (_, steps, last) => {
    const ran = await place().answer({ ...SILENT, steps });
    const result = json(ran) as { state: string; steps: { id: string; result: string; by: string; at: string }[] };
    expect(result.state).toBe('solved');
    expect(ran.code).toBe(0);
    const { id, result: came, by, at } = result.steps.at(-1)!;
    expect([id, came]).toEqual(last);
    expect(by).toBe('file');
    expect(at).toMatch(/^2026-11-20T/);
  });

  test('one that the call forbids is withheld, never "not fixed"', async () => {
    const ran = await place().answer({ ...SILENT, facts: { 'call.active': true }, steps: { default: 'not-fixed' } });
    const { steps } = json(ran) as { steps: { id: string; result: string }[] };
    expect(steps.map(({ id, result }) => `${id} ${result}`)).toEqual([
      'ringer not-fixed',
      'compare-dial-number not-fixed',
      'correct-dial-number withheld',
      'change-state not-fixed',
    ]);
    expect(ran.code).toBe(3);
  });

  test('it is withheld too when nobody knows of a call, although the file has an answer for it', async () => {
    const ran = await place().answer({ ...SILENT, steps: { default: 'not-fixed', 'correct-dial-number': 'fixed' } });
    const { steps } = json(ran) as { steps: { id: string; result: string }[] };
    expect(steps).toContainEqual({ id: 'correct-dial-number', result: 'withheld' });
  });

  test('a step that was not reached is not withheld', async () => {
    const ran = await place().answer({ ...SILENT, facts: { 'call.active': true }, steps: { 1: 'fixed' } });
    const { steps } = json(ran) as { steps: { id: string; result: string }[] };
    expect(steps.map(({ id, result }) => `${id} ${result}`)).toEqual(['ringer fixed']);
  });

  test('what was skipped is not counted as tried', async () => {
    const at = place();
    const steps = { ringer: 'not-fixed', default: 'skip' };
    const file = join(at.folder, 'a.yaml');
    writeFileSync(file, JSON.stringify({ schema: 'deskmedic/answers/v1', ...SILENT, steps }));
    expect((await at.run(['diagnose', '--answers', file])).stdout).toContain(', 1 step tried');
  });

  test('an answer to a disruptive step is the consent to it; without one it is skipped', async () => {
    const agreed = await place().answer({ symptom: 'portal/please-refresh-the-page', steps: { 1: 'fixed' } });
    expect(json(agreed)['state']).toBe('solved');
    const silent = await place().answer({ symptom: 'portal/please-refresh-the-page' });
    expect(json(silent)).toMatchObject({ state: 'unresolved', steps: [{ id: 'log-in-afresh', result: 'skip' }] });
  });
});

describe('what may be missing', () => {
  test('everything that the vendor requires is named at once, exit 2, and the case is kept', async () => {
    const at = place();
    const ran = await at.answer({ symptom: 'desktop/reserved-while-talking' });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    for (const field of Object.keys(COMPLETE)) expect(ran.stderr).toContain(field);
    expect(ran.stderr).toMatch(/--resume \d{8}-\w{4}/);
    expect(at.bundles()).toEqual([]);
  });

  test('only what is still missing is named', async () => {
    const { screenshots: _, ...rest } = COMPLETE;
    const ran = await place().answer({ symptom: 'desktop/reserved-while-talking', escalation: rest });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('screenshots (');
    expect(ran.stderr).not.toContain('username');
  });

  test('network: time and number of agents; the scope follows from the number', async () => {
    const at = place();
    const symptom = 'network/long-interruption';
    const none = await at.answer({ symptom, escalate: true });
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('firstObservedAt');
    expect(none.stderr).toContain('agentsAffected');
    const escalation = { firstObservedAt: '2026-11-20T14:00:00Z', agentsAffected: 21 };
    const ran = await place().answer({ symptom, escalate: true, escalation });
    expect(json(ran)).toMatchObject({ state: 'escalated', bundle: { missing: [] } });
  });

  test('what the file says of the impact is marked so, and what is set by hand is not', async () => {
    const at = place();
    const escalation = { firstObservedAt: '2026-11-20T14:00:00Z', agentsAffected: 21 };
    await at.answer({ symptom: 'network/long-interruption', escalate: true, escalation });
    const [id] = readdirSync(join(at.folder, 'home/cases'));
    expect((await at.run(['case', 'set', id!, 'seats=40'])).code).toBe(0);
    const made = join(at.folder, 'set.zip');
    expect((await at.run(['bundle', 'create', '--case', id!, '-o', made])).code).toBe(0);
    const [told] = at.bundles().map(openBundle);
    const by = (record: Record<string, unknown>): Record<string, string> =>
      Object.fromEntries((record['facts'] as { id: string; by: string }[]).map((fact) => [fact.id, fact.by]));
    expect(by(told!)).toMatchObject({ 'affected.agents': 'file' });
    expect(by(openBundle(made))).toMatchObject({ 'affected.agents': 'file', 'site.seats': 'person' });
  });

  test('the escalation may name the row and what was tried before, and bear its own schema', async () => {
    const at = place();
    const stepsTried = [{ step: 'restart the computer', result: 'not-fixed', at: '2026-11-20 08:30' }];
    const escalation = { schema: 'deskmedic/escalation/v1', ...SILENT, ...COMPLETE, stepsTried };
    const ran = await at.answer({ escalation, steps: { 1: 'not-fixed' }, escalate: true });
    expect(json(ran)).toMatchObject({ state: 'escalated', symptoms: [{ id: SILENT.symptom }] });
    const [record] = at.bundles().map(openBundle);
    const tried = record!['stepsTried'] as readonly object[];
    expect(tried.slice(0, 2)).toMatchObject([
      { step: 'restart the computer', result: 'not-fixed' },
      { step: 'ringer', result: 'not-fixed' },
    ]);
    expect(JSON.stringify(tried[0])).toContain('14:30');
  });

  test.each([
    [{ symptom: 'network/long-interruption', escalation: SILENT }, /the escalation is about "desktop/],
    [{ escalation: { symptom: 'network/long-interuption' } }, /no symptom "network[^]*network\/long-interruption/],
    [{ escalation: { stepsTried: [{ step: 'x', result: 'fixed', at: 'soonish' }] } }, /stepsTried\.0\.at/],
  ])('an escalation that contradicts or cannot be read is refused: %j', async (answers, says) => {
    const ran = await place().answer(answers);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(says);
  });

  test('monitoring: the number that was called', async () => {
    const symptom = 'portal/ended-call-shown-in-progress';
    const ran = await place().answer({ symptom, escalation: COMPLETE });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('monitoring.numberCalled');
    const given = await place().answer({
      symptom,
      escalation: { ...COMPLETE, monitoring: { numberCalled: '555 0100' } },
    });
    expect(json(given)).toMatchObject({ state: 'escalated' });
  });

  test('nothing else is: text alone finds its row, and no text at all is unlisted', async () => {
    const found = await place().answer({ text: 'status bar says Not Responding and the phone stays silent' });
    expect(json(found)).toMatchObject({ symptoms: [{ id: SILENT.symptom }], state: 'unresolved' });
    const coffee = await place().answer({ text: 'the coffee machine is empty', escalate: false });
    expect(json(coffee)).toMatchObject({ symptoms: [], status: 'unmatched', state: 'unresolved' });
  });
});

test('answers come from stdin for "-", paths in them starting at the working directory', async () => {
  const answers = JSON.stringify({ schema: 'deskmedic/answers/v1', ...SILENT, steps: { default: 'fixed' } });
  const ran = await place().run(['diagnose', '--answers', '-', '--json'], answers);
  expect(json(ran)).toMatchObject({ state: 'solved' });
  const faulty = await place().run(['diagnose', '--answers', '-'], '{schema: deskmedic/answers/v1, fact: {}}');
  expect(faulty.code).toBe(2);
  expect(faulty.stderr).toContain('-:1:');
});

describe('a complete answers file', () => {
  test('makes the bundle, all of it by the file, without a consent to copies', async () => {
    const at = place();
    const ran = await at.answer({ symptom: 'desktop/reserved-while-talking', escalation: COMPLETE });
    expect(ran.code).toBe(3);
    const [bundle] = at.bundles();
    expect(json(ran)).toMatchObject({ state: 'escalated', bundle: { path: bundle, missing: [] } });
    const record = openBundle(bundle!);
    expect(record).toMatchObject({
      username: 'jdoe',
      agentUsername: 'agent_7',
      firstObservedAt: { utc: '2026-11-20T14:41:00Z', local: expect.stringContaining('08:41') as unknown },
      evidence: [{ copied: false, role: 'screenshot' }],
    });
    const answers = at.journal().filter((entry) => entry.type === 'answered');
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.every((entry) => entry.by === 'file')).toBe(true);
    expect(answers.find((entry) => entry.prompt === 'field:copyScreenshots')?.value).toBe(false);
  });

  test('escalate: false ends an always-escalated row as unresolved, without a bundle', async () => {
    const at = place();
    const ran = await at.answer({ symptom: 'audio/cross-talk', escalate: false, escalation: COMPLETE });
    expect(json(ran)).toMatchObject({ state: 'unresolved', bundle: null });
    expect(ran.code).toBe(3);
    expect(at.bundles()).toEqual([]);
  });

  test('given once more on resuming it fills what was missing', async () => {
    const at = place();
    await at.answer({ symptom: 'desktop/reserved-while-talking' });
    const ran = await at.answer({ symptom: 'audio/cross-talk', escalation: COMPLETE }, ['--resume']);
    expect(json(ran)).toMatchObject({ state: 'escalated', symptoms: [{ id: 'desktop/reserved-while-talking' }] });
    expect(at.bundles()).toHaveLength(1);
  });
});

describe('a faulty answers file is refused with the place, before a case is opened', () => {
  test.each([
    ['an unknown key', { fact: {} }, /fact.*facts/s],
    ['an unknown fact', { facts: { 'phone.ring': false } }, /phone\.ring.*phone\.rings/s],
    ['a value that the fact does not have', { facts: { 'desktop.status': 'asleep' } }, /asleep/],
    ['a wrong type', { facts: { 'phone.rings': 'loudly' } }, /loudly/],
    ['a fact default other than unknown', { facts: { default: 'no' } }, /unknown/],
    ['an unknown symptom', { symptom: 'desktop/slw' }, /desktop\/slow/],
    ['an unknown result of a step', { steps: { 1: 'better' } }, /better|fixed/],
    ['a step that the row does not have', { ...SILENT, steps: { ringr: 'fixed' } }, /ringr.*did you mean "ringer"/s],
    [
      'a step by a number that the row does not have',
      { ...SILENT, steps: { 0: 'skip', 99: 'fixed' } },
      /no step 0.*no step 99/s,
    ],
    [
      'every mistake',
      { facts: { fone: 1, desk: 2, 'phone.rings': 3 }, symptom: 'desktop/slw' },
      /desktop\/slw.*fone.*"desk".*phone\.rings/s,
    ],
    ['a number for a text', { text: 7 }, /text/],
    ['an unknown field of the escalation', { escalation: { user: 'jdoe' } }, /user/],
    ['a time that is none', { escalation: { firstObservedAt: 'soonish' } }, /firstObservedAt/],
    ['a screenshot that is no image', { escalation: { screenshots: ['answers.yaml'] } }, /not an image/],
    ['__proto__', JSON.parse('{"facts":{"__proto__":true}}') as object, /__proto__/],
    ['an unknown policy', { escalation: { policy: 'acme' } }, /acme/],
  ])('%s', async (_, answers, says) => {
    const at = place();
    const ran = await at.answer(answers);
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.stderr).toMatch(says);
    expect(ran.stdout).toBe('');
    expect(JSON.parse((await at.run(['case', 'list', '--json'])).stdout)).toMatchObject({ cases: [] });
  });

  test('a step that the row does not have is refused as soon as the row is known', async () => {
    const text = 'status bar says Not Responding and the phone stays silent';
    const ran = await place().answer({ text, steps: { 1: 'not-fixed', foo: 'fixed' } });
    expect(ran.code, ran.stderr).toBe(2);
    expect(ran.stderr).toMatch(/answers\.yaml:\d+:\d+ "desktop\/not-responding-phone-silent" has no step "foo"/);
  });

  test.each(['screenshots', 'attachments'])('one of the %s that is not there is exit 6', async (field) => {
    const at = place();
    const ran = await at.answer({ escalation: { [field]: ['Shot.PNG'] } });
    expect(ran).toMatchObject({ code: 6, stdout: '' });
    expect(ran.stderr).toMatch(/Shot\.PNG[^]*did you mean \S*shot\.png/);
    expect(JSON.parse((await at.run(['case', 'list', '--json'])).stdout)).toMatchObject({ cases: [] });
  });

  test('a file that is not there is exit 6', async () => {
    const ran = await place().run(['diagnose', '--answers', '/nowhere/answers.yaml']);
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain('/nowhere/answers.yaml');
  });
});

describe('a finished case writes answers that repeat it', () => {
  let program: BuiltProgram;
  beforeAll(() => {
    program = installProgram();
  });
  afterAll(() => program.remove());

  const NAMES = 'jdoe, agent_7\ntoday 00:00\nSHOT\nno\none-agent\nAnn Lee, +1 918 555 0111\n';
  const talks: readonly (readonly [string, string])[] = [
    ['solved at the second step', 'Not Responding\n1\n2\n1\n'],
    ['with a step withheld', 'Not Responding\n1\n2\n2\n1\n2\nno\n'],
    ['with a consent refused', 'Please Refresh the Page\n1\nno\nno\n'],
    ['escalated', `Reserved\n1\n${NAMES}`],
    ['escalated after every step', `Not Responding\n1\n2\n2\nno\nyes\n2\n3\nyes\n${NAMES}`],
    ['explained', 'the wrap-up count and number of entered wrap-up codes do not match\n1\nyes\n'],
    ['not explained, left', 'the wrap-up count and number of entered wrap-up codes do not match\n1\nno\nno\n'],
    [
      'not explained, escalated',
      `the wrap-up count and number of entered wrap-up codes do not match\n1\nno\nyes\n${NAMES.replace(', agent_7', '')}`,
    ],
    ['for the administrator', 'Communication Interruption on 1/2/2026 at 3:04\n1\n10m\nno\n'],
    [
      'for the administrator and the vendor',
      `Communication Interruption on 1/2/2026 at 3:04\n1\n10m\nyes\n${NAMES.replace(', agent_7', '')}`,
    ],
    ['waiting', 'Reconnecting\n1\nlater\n'],
    ['passed by itself', 'Reconnecting\n1\ngone\n'],
    ['still there, escalated', 'Reconnecting\n1\nstill\nyes\ntoday 00:00\n21\nsome\n\n'],
    ['unlisted', `the coffee machine is empty\nnone\nnone\nyes\njdoe\ntoday 00:00\nsome\n\n`],
    [
      'none of an area',
      `\nnetwork\nunknown\nunknown\nunknown\nunknown\nnone\nyes\nno sound, no picture\ntoday 00:00\n21\nsome\n\n`,
    ],
  ];

  test.each(talks)('%s', (_, talk) => {
    const { folder } = place();
    // The built program, because a bundle goes to the folder that it is started in.
    const run = (args: string[], input = ''): Ran => {
      const env = { ...process.env, DESKMEDIC_HOME: join(folder, 'home'), TZ: 'America/Chicago' };
      const ran = spawnSync(process.execPath, [program.bin, ...args], { cwd: folder, env, input, encoding: 'utf8' });
      return { code: ran.status ?? -1, stdout: ran.stdout, stderr: ran.stderr };
    };
    const ran = run(['--plain', 'diagnose', '--json'], talk.replaceAll('SHOT', `'${join(folder, 'shot.png')}'`));
    const calm = json(ran) as { case: string; bundle: { path: string } | null };
    expect(run(['case', 'answers', calm.case, '-o', 'again.yaml']).code).toBe(0);
    const again = run(['diagnose', '--answers', 'again.yaml', '--json']);
    const repeated = json(again) as typeof calm;
    const essence = (result: object) => {
      const { state, status, symptoms, action, escalation, steps } = result as Record<string, unknown>;
      const tried = (steps as { id: string; result: string }[]).map(({ id, result: came }) => [id, came]);
      return { state, status, symptoms, action, escalation, tried };
    };
    expect(essence(repeated)).toEqual(essence(calm));
    expect(again.code).toBe(ran.code);
    expect(repeated.bundle === null).toBe(calm.bundle === null);
    if (calm.bundle !== null && repeated.bundle !== null) {
      const told = (path: string) => {
        const {
          username,
          agentUsername,
          firstObservedAt,
          agentsAffected,
          screenshots,
          impact,
          contact,
          area,
          summary,
        } = openBundle(path);
        return {
          username,
          agentUsername,
          firstObservedAt,
          agentsAffected,
          screenshots,
          impact,
          contact,
          area,
          summary,
        };
      };
      expect(told(repeated.bundle.path)).toEqual(told(calm.bundle.path));
    }
  });
});
