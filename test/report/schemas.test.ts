import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { publishedSchema } from '../../src/commands/schema-names.ts';
import { PIXEL } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { openDocument } from '../support/open-bundle.ts';
import { runTool } from '../support/run-tool.ts';

/** What is wrong with `document` by the published schema of this name; nothing: `null`. */
function mistakes(name: string, document: unknown): unknown {
  const validate = new Ajv2020({ strictTypes: false, allErrors: true }).compile(publishedSchema(name) as object);
  validate(document);
  return validate.errors ?? null;
}

test('everything that is printed as JSON is as its published schema says', async () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const at = (name: string): string => join(folder, name);
  const run = async (args: readonly string[], stdin = ''): Promise<unknown> => {
    const { stdout, stderr } = await runTool(args, { stdin, env: { DESKMEDIC_HOME: home } });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  };
  writeFileSync(at('shot.png'), PIXEL);
  writeFileSync(at('core.dmp'), Buffer.from([0, 1, 2, 3]));
  writeFileSync(at('agent.log'), 'password=hunter2\n');
  const answers = {
    schema: 'deskmedic/answers/v1',
    text: 'status bar says Not Responding and the phone stays silent',
    facts: { default: 'unknown', 'call.active': false },
    steps: { default: 'not-fixed' },
    escalate: true,
    escalation: {
      username: 'jdoe',
      agentUsername: 'agent_7',
      firstObservedAt: '2026-11-20T08:41:00-05:00',
      screenshots: [at('shot.png')],
      attachments: [at('core.dmp'), at('agent.log')],
      contact: { name: 'Jo Doe', phone: '+1 918 555 0111' },
    },
    output: at('out/'),
  };
  writeFileSync(at('answers.json'), JSON.stringify(answers));
  const incidents = [
    {
      id: 7,
      agent: 'jdoe',
      observedAt: '2026-11-20T08:41:00-05:00',
      text: 'Not Responding',
      facts: { 'desktop.status': 'not-responding', 'phone.rings': false },
    },
    { id: 'b', text: 'she cannot hear the customer', facts: { fone: 1 } },
    { facts: 3 },
    {},
  ];
  const checked = await run(['check', '--format', 'json', '--with-steps'], JSON.stringify(incidents));
  expect(mistakes('results', checked)).toBeNull();
  const { results } = checked as { results: readonly unknown[] };
  expect(results).toHaveLength(incidents.length);
  for (const result of results) expect(mistakes('result', result)).toBeNull();

  const diagnosis = await run(['diagnose', '--answers', at('answers.json'), '--json']);
  expect(mistakes('result', diagnosis)).toBeNull();
  const { case: id, bundle } = diagnosis as { case: string; bundle: { path: string; notCopied: unknown } };
  expect(bundle.notCopied).toEqual([
    { path: at('shot.png'), role: 'screenshot', bytes: PIXEL.length, why: 'nobody agreed to copying it' },
    { path: expect.stringContaining('core.dmp'), role: 'attachment', bytes: 4, why: expect.any(String) },
  ]);
  const open = await runTool(['--plain', 'diagnose', 'Reserved'], { env: { DESKMEDIC_HOME: home } });
  expect(open.code).toBe(2);
  mkdirSync(join(home, 'cases', '20261120-dead'), { recursive: true });
  writeFileSync(join(home, 'cases', '20261120-dead', 'journal.jsonl'), 'nonsense\n');

  const made = ['bundle', 'create', '--case', id, '-o', at('second.zip'), '--allow-incomplete', '--json'];
  const printed: readonly (readonly [schema: string, args: readonly string[]])[] = [
    ['cases', ['case', 'list', '--json']],
    ['case-view', ['case', 'show', id, '--json']],
    ['config', ['config', '--json']],
    ['bundle', made],
    ['bundle', ['bundle', 'create', '--case', id, '--explain', '--json']],
    ['verify', ['bundle', 'verify', bundle.path, '--json']],
    ['verify', ['bundle', 'verify', at('shot.png'), '--json']],
    ['inspection', ['bundle', 'inspect', bundle.path, '--json']],
  ];
  for (const [schema, args] of printed) {
    const document = await run(args);
    expect([args, mistakes(schema, document)]).toEqual([args, null]);
  }
  const { record } = (await run(['bundle', 'inspect', bundle.path, '--json'])) as { record: unknown };
  expect(mistakes('case', record)).toBeNull();
  for (const file of ['case.json', 'results.json', 'redaction.json']) {
    const document = openDocument(bundle.path, file);
    const [, name = ''] = /^deskmedic\/([a-z-]+)\/v1$/.exec(String(document['schema'])) ?? [];
    expect([file, mistakes(name, document)]).toEqual([file, null]);
  }
});

test('a document that lacks a field, or has one of another type, is refused', () => {
  const summary = { records: 0, blankLines: 0, statuses: {}, actions: {}, withFailedRules: 0 };
  const results = { schema: 'deskmedic/results/v1', results: [{ status: 'matched' }], summary, exitCode: 0 };
  expect(mistakes('results', results)).not.toBeNull();
  expect(mistakes('bundle', { schema: 'deskmedic/bundle/v1', path: 1 })).not.toBeNull();
});
