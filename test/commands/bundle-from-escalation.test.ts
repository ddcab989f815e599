import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PIXEL } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { openBundle } from '../support/open-bundle.ts';
import { runTool } from '../support/run-tool.ts';

/** A folder with an escalation that names these files, and a way to make its bundle. */
function escalation(fields: { attachments?: readonly string[]; screenshots?: readonly string[] }) {
  const outer = temporaryFolder();
  const folder = join(outer, 'case');
  mkdirSync(folder);
  const file = join(folder, 'esc.json');
  writeFileSync(
    file,
    JSON.stringify({ schema: 'deskmedic/escalation/v1', area: 'desktop', summary: 'slow', ...fields }),
  );
  const out = join(outer, 'b.zip');
  const make = (...flags: string[]) =>
    runTool(['bundle', 'create', '--from', file, '-o', out, '--allow-incomplete', ...flags]);
  return { outer, folder, file, out, make };
}

describe('bundle create --from an escalation file', () => {
  test('says which files it attaches before it makes the bundle, and which were left out', async () => {
    const { folder, out, make } = escalation({ attachments: ['a.log', 'sub/t.dmp'] });
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'a.log'), 'ready\n');
    writeFileSync(join(folder, 'sub/t.dmp'), 'a core\0dump');
    const ran = await make();
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain(`attaches ${join(folder, 'a.log')}, 6 bytes\n`);
    expect(ran.stderr).toContain(`attaches ${join(folder, 'sub/t.dmp')}, 11 bytes\n`);
    expect(ran.stdout).toContain(`not in it: ${join(folder, 'sub/t.dmp')}: it is neither text`);
    expect(openBundle(out)).toMatchObject({ attachments: ['data/evidence/01.log', join(folder, 'sub/t.dmp')] });
  });

  test.each<[string, (folder: string, outer: string) => string]>([
    ['an absolute path', (_, outer) => join(outer, 'private.txt')],
    ['a path upwards', () => '../private.txt'],
    ['a link', (folder) => (symlinkSync('../private.txt', join(folder, 'link.txt')), 'link.txt')],
    ['a folder that is a link', (folder) => (symlinkSync('..', join(folder, 'sub')), 'sub/private.txt')],
    ['a folder beside it with the same beginning', (_, outer) => join(outer, 'case-2/private.txt')],
  ])('refuses %s that leads outside its folder', async (_, nameIn) => {
    const attachments: string[] = [];
    const probe = escalation({ attachments });
    attachments.push(nameIn(probe.folder, probe.outer));
    writeFileSync(
      probe.file,
      JSON.stringify({ schema: 'deskmedic/escalation/v1', area: 'desktop', summary: 'slow', attachments }),
    );
    mkdirSync(join(probe.outer, 'case-2'));
    for (const path of ['private.txt', 'case-2/private.txt']) writeFileSync(join(probe.outer, path), 'private');
    const ran = await probe.make();
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('does not lie in the folder of');
    expect(ran.stderr).toContain('case attach');
    expect(readdirSync(probe.outer).sort()).toEqual(['case', 'case-2', 'private.txt']);
  });

  test('a link inside its folder is followed, and a screenshot from elsewhere is listed, not copied', async () => {
    const elsewhere = join(temporaryFolder(), 'shot.png');
    writeFileSync(elsewhere, PIXEL);
    const { folder, out, make } = escalation({ attachments: ['link.log'], screenshots: [elsewhere] });
    writeFileSync(join(folder, 'a.log'), 'ready\n');
    symlinkSync('a.log', join(folder, 'link.log'));
    expect((await make('--with-screenshots')).code).toBe(2);
    const ran = await make();
    expect(ran.code, ran.stderr).toBe(0);
    expect(openBundle(out)).toMatchObject({ screenshots: [elsewhere], attachments: ['data/evidence/01.log'] });
  });

  test.each([
    ['screenshots', 'absent.png', 'there is no file'],
    ['attachments', 'absent.png', 'there is no file'],
    ['screenshots', '.', 'is no file'],
    ['attachments', '.', 'is no file'],
  ])('ends alike whichever file cannot be read: %s %s', async (field, name, says) => {
    const { outer, make } = escalation({ [field]: [name] });
    const ran = await make();
    expect(ran).toMatchObject({ code: 6, stdout: '' });
    expect(ran.stderr).toContain('[cannot-read]');
    expect(ran.stderr).toContain(says);
    expect(readdirSync(outer)).toEqual(['case']);
  });

  test('refuses a pipe or a device, and does not wait for it', async () => {
    const { folder, file, out, make } = escalation({ attachments: ['pipe'] });
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await make()).toMatchObject({ code: 6, stderr: expect.stringContaining('is no file') });
    for (const from of [join(folder, 'pipe'), '/dev/zero']) {
      const ran = await runTool(['bundle', 'create', '--from', from, '-o', out]);
      expect(ran).toMatchObject({ code: 6, stderr: expect.stringContaining('it is a pipe or a device') });
    }
    expect(readdirSync(dirname(file)).sort()).toEqual(['esc.json', 'pipe']);
  });
});

test('a secret in the name of an attached file is in no file of the bundle', async () => {
  const folder = temporaryFolder();
  const env = { DESKMEDIC_HOME: join(folder, 'home') };
  const name = join(folder, 'password=SECRETK.txt');
  writeFileSync(name, 'nothing to hide\n');
  writeFileSync(join(folder, 'agent password=SECRETL.har'), '{"log":{"entries":[]}}');
  await runTool(['--plain', 'diagnose', 'Reserved'], { env });
  const listed = await runTool(['case', 'list', '--json'], { env });
  const { id } = (JSON.parse(listed.stdout) as { cases: { id: string }[] }).cases[0]!;
  const attached = await runTool(['case', 'attach', id, name, join(folder, 'agent password=SECRETL.har')], { env });
  expect(attached.code, attached.stderr).toBe(0);
  const out = join(folder, 'b.zip');
  const made = await runTool(['bundle', 'create', '--case', id, '-o', out, '--allow-incomplete'], { env });
  expect(made.code, made.stderr).toBe(0);
  expect(execFileSync('unzip', ['-p', out], { encoding: 'latin1' })).not.toMatch(/SECRET/);
  expect(openBundle(out)['evidence']).toMatchObject([
    { name: 'password-password-1.txt', copied: true },
    { name: 'agent-password-password-1.har', copied: true },
  ]);
});
