import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBundle } from '../../src/bundle/create.ts';
import { inspectBundle } from '../../src/bundle/inspect.ts';
import type { CaseRecord, Gap } from '../../src/case/case-record.ts';
import { bundleInput, PIXEL, RECORD } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { openBundle } from '../support/open-bundle.ts';
import { runTool, type Ran } from '../support/run-tool.ts';
import { wholeIo } from '../support/whole-io.ts';

const USERNAME = { field: 'username', label: 'Login username' };
const AGENTS = { field: 'agentsAffected', label: 'Number of agents affected' };
const SCREENSHOTS = { field: 'screenshots', label: 'Screenshot of the Agent Desktop' };
const CCO = { field: 'identity.ccoId', label: 'Cisco.com user ID' };
const CONTRACT = { field: 'identity.contract', label: 'Contract number' };
const SR = { field: 'identity.sr', label: 'Service request number' };

interface Filled {
  readonly ran: Ran;
  /** Path of the bundle that was made. */
  readonly path: string;
  readonly record: Record<string, unknown>;
}

/** A supervisor's bundle with gaps, and a partner who types `lines` at the questions about them. */
async function fill(
  missing: Gap[],
  gaps: Gap[],
  lines: readonly string[],
  args: string[] = [],
  env: Record<string, string> = {},
): Promise<Filled> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'shot.png'), PIXEL);
  const { username: _, agentsAffected: __, identity: ___, ...rest } = RECORD;
  const record: CaseRecord = { ...rest, missing, gaps };
  const { path: first } = await createBundle(bundleInput(join(folder, 'first.zip'), { record }), wholeIo());
  const path = join(folder, 'second.zip');
  const stdin = lines.map((line) => `${line.replace('FOLDER', folder)}\n`).join('');
  const ran = await runTool(
    ['bundle', 'create', '--from', first, '-o', path, '--plain', '--allow-incomplete', ...args],
    { stdin, env },
  );
  expect(ran.code, ran.stderr).toBe(0);
  return { ran, path, record: openBundle(path) };
}

describe('the gaps of a bundle, filled by a partner', () => {
  test('a field named "nobody" is kept, and what follows is asked', async () => {
    const { record } = await fill([USERNAME], [CONTRACT], ['nobody', '200123456']);
    expect(record).toMatchObject({ username: 'nobody', identity: { contract: '200123456' }, missing: [], gaps: [] });
  });

  test('words that are no number are refused with the reason, and asked again', async () => {
    const { ran, record, path } = await fill([AGENTS], [], ['about twenty', '21']);
    expect(ran.stderr).toContain('"about twenty" is no value of "agentsAffected"; write 21.');
    expect(record).toMatchObject({ agentsAffected: 21, missing: [] });
    expect((await inspectBundle(path, wholeIo())).record).toMatchObject({ agentsAffected: 21 });
  });

  test('a service request number has nine digits', async () => {
    const { ran, record } = await fill([], [SR], ['12345', '698765432']);
    expect(ran.stderr).toContain('"12345" is no value of "identity.sr"; write 694123456 (nine digits).');
    expect(record).toMatchObject({ identity: { sr: '698765432' } });
  });

  test('Enter leaves a field open, and its gap stays named', async () => {
    const { record } = await fill([USERNAME, AGENTS], [CONTRACT], ['', '', '200123456']);
    expect(record).toMatchObject({ missing: [USERNAME, AGENTS], gaps: [] });
  });

  test('the end of the input keeps what was answered before', async () => {
    const { record } = await fill([USERNAME, AGENTS], [CONTRACT], ['jdoe']);
    expect(record).toMatchObject({ username: 'jdoe', missing: [AGENTS], gaps: [CONTRACT] });
  });

  test('what the configuration knows is filled in without a question', async () => {
    const { ran, record } = await fill([], [CCO, CONTRACT], ['jdoe-cco'], [], { DESKMEDIC_CONTRACT: '200123456' });
    expect(record).toMatchObject({ identity: { ccoId: 'jdoe-cco', contract: '200123456' }, gaps: [] });
    expect(ran.stderr).not.toContain(CONTRACT.label);
  });

  test('"why" says who asks for it, and asks again', async () => {
    const { ran, record } = await fill([], [CCO], ['why', 'jdoe-cco']);
    expect(ran.stderr).toContain('The vendor asks for it (policy cisco-tac), and the bundle was made without it.');
    expect(record).toMatchObject({ identity: { ccoId: 'jdoe-cco' } });
  });

  test('"back" asks for the one before again, and takes back what was answered to it', async () => {
    const { record } = await fill([USERNAME], [CCO, CONTRACT], ['jdo', 'jdoe-cco', 'back', 'back', 'jdoe', '', '2001']);
    expect(record).toMatchObject({ username: 'jdoe', identity: { contract: '2001' }, gaps: [CCO] });
  });

  test('"back" at the first question says that there is nothing before it', async () => {
    const { ran, record } = await fill([USERNAME], [], ['back', 'jdoe']);
    expect(ran.stderr).toContain('This is the first question.');
    expect(record).toMatchObject({ username: 'jdoe' });
  });

  test('a bundle can name any field; only what a policy can require is asked for and written', async () => {
    const odd = ['severity', '__proto__.polluted', 'evidence', 'identity.constructor'].map((field) => ({
      field,
      label: field,
    }));
    const { record } = await fill(odd, [CONTRACT], ['200123456']);
    expect(record).toMatchObject({ severity: RECORD.severity, identity: { contract: '200123456' }, missing: odd });
  });
});

describe('screenshots that a partner adds', () => {
  const LISTED = { role: 'screenshot', name: 'shot.png' };

  test('are listed, not copied, unless that is asked for', async () => {
    const { record, path } = await fill([SCREENSHOTS], [], ['FOLDER/shot.png']);
    expect(record).toMatchObject({ evidence: [{ ...LISTED, copied: false }], missing: [] });
    expect((await inspectBundle(path, wholeIo())).files.map((file) => file.path).join()).not.toContain('evidence/');
  });

  test('are copied with --with-screenshots', async () => {
    const { record, path } = await fill([SCREENSHOTS], [], ['FOLDER/shot.png'], ['--with-screenshots']);
    expect(record).toMatchObject({ evidence: [{ ...LISTED, copied: true }], missing: [] });
    expect((await inspectBundle(path, wholeIo())).files.map((file) => file.path)).toContain('data/evidence/01.png');
  });
});
