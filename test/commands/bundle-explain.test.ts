import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CreatedBundle } from '../../src/bundle/create.ts';
import { bundleInput, PIXEL } from '../support/bundle-case.ts';
import { createBundle } from '../../src/bundle/create.ts';
import { temporaryFolder } from '../support/disk.ts';
import { runTool, type Ran } from '../support/run-tool.ts';
import { wholeIo } from '../support/whole-io.ts';

const SHOT = { role: 'screenshot', bytes: PIXEL.length };
const LOG = { name: 'agent.log', role: 'attachment', bytes: 28, where: 'data/evidence/01.log' };

/** An escalation of a screenshot, a log with a secret and a file that cannot be searched. */
function desk() {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('shot.png'), PIXEL);
  writeFileSync(at('agent.log'), 'ready\npassword=hunter2\n');
  writeFileSync(at('core.dmp'), 'a core\0dump');
  const [screenshots, attachments] = [['shot.png'], ['agent.log', 'core.dmp']];
  const escalation = { area: 'desktop', summary: 'slow', screenshots, attachments };
  writeFileSync(at('esc.json'), JSON.stringify({ schema: 'deskmedic/escalation/v1', ...escalation }));
  const before = readdirSync(folder);
  const create = (...args: string[]): Promise<Ran> =>
    runTool(['bundle', 'create', '--from', at('esc.json'), '--allow-incomplete', ...args]);
  return { at, create, expectNothing: () => expect(readdirSync(folder)).toEqual(before) };
}

function parsed({ code, stdout, stderr }: Ran): CreatedBundle {
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as CreatedBundle;
}

describe('bundle create --explain', () => {
  test('lists what would be taken, left out and removed, and needs no place to write to', async () => {
    const { create, at, expectNothing } = desk();
    const ran = await create('--explain');
    expect(ran.code, ran.stderr).toBe(0);
    const [first, ...lines] = ran.stdout.split('\n');
    expect(first).toMatch(/^Nothing was written\. It would be \S+\.zip$/);
    expect(lines).toEqual([
      expect.stringMatching(/^ {2}7 files, \d+ bytes$/),
      '  attachment agent.log becomes data/evidence/01.log, 28 bytes',
      '  removed from data/evidence/01.log: 1 × password',
      `  not in it: ${at('shot.png')}: nobody agreed to copying it`,
      `  not in it: ${at('core.dmp')}: it is neither text nor a screenshot, so it cannot be searched for secrets`,
      '  missing: username, agentUsername, firstObservedAt',
      '',
    ]);
    expectNothing();
    expect(existsSync(first!.split(' ').at(-1)!)).toBe(false);
  });

  test('says as JSON what the bundle says then', async () => {
    const { create, at, expectNothing } = desk();
    const explained = parsed(await create('--explain', '--with-screenshots', '--json'));
    expectNothing();
    expect(explained).toMatchObject({
      schema: 'deskmedic/bundle/v1',
      path: expect.stringMatching(/^\/.*\.zip$/),
      taken: [
        { name: 'shot.png', ...SHOT, where: 'data/evidence/01.png' },
        { ...LOG, where: 'data/evidence/02.log' },
      ],
      notCopied: [{ path: at('core.dmp'), role: 'attachment', bytes: 11, why: expect.any(String) }],
      removed: [{ kind: 'password', count: 1, where: 'data/evidence/02.log' }],
    });
    const made = parsed(await create('-o', at('b.zip'), '--with-screenshots', '--json'));
    const { taken, notCopied, removed, files } = explained;
    expect(made).toMatchObject({ taken, notCopied, removed, files });
  });

  test('is not kept from looking by a file that is there', async () => {
    const { create, at } = desk();
    writeFileSync(at('b.zip'), 'something');
    expect((await create('--explain', '-o', at('b.zip'))).code).toBe(0);
    expect((await create('-o', at('b.zip'))).code).toBe(6);
  });

  test('alone can do without -o', async () => {
    const { create } = desk();
    expect(await create()).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('-o') });
  });
});

describe('bundle create --json', () => {
  test('says of a screenshot that nobody agreed to copy that it is not in the bundle', async () => {
    const { create, at } = desk();
    const { taken, notCopied } = parsed(await create('-o', at('b.zip'), '--json'));
    expect(taken).toEqual([LOG]);
    expect(notCopied[0]).toEqual({ path: at('shot.png'), ...SHOT, why: 'nobody agreed to copying it' });
  });

  test('says so of what an earlier bundle listed, too', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'in'));
    writeFileSync(join(folder, 'in/shot.png'), PIXEL);
    const evidence = [{ path: join(folder, 'in/shot.png'), role: 'screenshot', consent: false } as const];
    const first = await createBundle(bundleInput(join(folder, 'first.zip'), { evidence }), wholeIo());
    const args = [
      'bundle',
      'create',
      '--from',
      first.path,
      '-o',
      join(folder, 'b.zip'),
      '--allow-incomplete',
      '--json',
    ];
    expect(parsed(await runTool(args)).notCopied).toEqual(first.notCopied);
    expect(first.notCopied).toHaveLength(1);
  });
});
