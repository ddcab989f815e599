import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createBundle } from '../../src/bundle/create.ts';
import { publishedSchema } from '../../src/commands/schema-names.ts';
import { bundleInput, CARD, PIXEL, RECORD } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { openBundle } from '../support/open-bundle.ts';
import { runTool } from '../support/run-tool.ts';
import { wholeIo } from '../support/whole-io.ts';

interface Made {
  readonly path: string;
  readonly id: string;
  readonly notCopied: readonly { readonly path: string }[];
}

/** A case's bundle, and a log and a screenshot that came later. */
async function started(): Promise<{ folder: string; first: Made; at: (name: string) => string }> {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('first.log'), 'ready\n');
  writeFileSync(at('later.log'), `card ${CARD}\nAuthorization: Bearer abc.def.ghi-123\n`);
  writeFileSync(at('shot.png'), PIXEL);
  const evidence = [{ path: at('first.log'), role: 'attachment', consent: false } as const];
  return { folder, at, first: await createBundle(bundleInput(at('first.zip'), { evidence }), wholeIo()) };
}

async function add(args: readonly string[], now = '2026-11-20T15:00:00Z'): Promise<Made> {
  const ran = await runTool(['bundle', 'add', ...args, '--json'], { now });
  expect(ran.code, ran.stderr).toBe(0);
  return JSON.parse(ran.stdout) as Made;
}

async function verify(args: readonly string[]) {
  const ran = await runTool(['bundle', 'verify', ...args, '--json']);
  const found = JSON.parse(ran.stdout) as Record<string, unknown> & { errors: string[]; bundles: { path: string }[] };
  const validate = new Ajv2020({ strictTypes: false }).compile(publishedSchema('verify') as object);
  expect([validate(found), validate.errors]).toEqual([true, null]);
  return { code: ran.code, ...found };
}

describe('bundle add', () => {
  test('makes a supplement with the new evidence alone, redacted, that names its parent', async () => {
    const { first, at } = await started();
    const before = readFileSync(first.path);
    const made = await add([first.path, at('later.log'), at('shot.png'), '-o', at('more.zip')]);
    expect(readFileSync(first.path).equals(before)).toBe(true);
    const record = openBundle(made.path);
    expect(record).toMatchObject({
      parent: first.id,
      case: RECORD.case,
      summary: RECORD.summary,
      severity: RECORD.severity,
      createdAt: { utc: '2026-11-20T15:00:00Z', zone: RECORD.createdAt.zone },
      attachments: ['data/evidence/01.log'],
      screenshots: [at('shot.png')],
    });
    expect(made.notCopied.map(({ path }) => path)).toEqual([at('shot.png')]);
    const unpacked = execFileSync('unzip', ['-p', made.path], { encoding: 'latin1' });
    expect(unpacked).not.toContain(CARD);
    expect(unpacked).not.toContain('abc.def.ghi');
    expect(unpacked).toContain(`\nParent-Bundle-Id: ${first.id}\n`);
    expect(execFileSync('unzip', ['-Z1', made.path], { encoding: 'utf8' }).match(/evidence/g)).toHaveLength(1);
  });

  test('copies screenshots with consent alone, and then the gap is filled', async () => {
    const { first, at } = await started();
    const made = await add([first.path, at('shot.png'), '-o', at('more.zip'), '--with-screenshots']);
    expect(openBundle(made.path)).toMatchObject({ screenshots: ['data/evidence/01.png'], missing: [] });
    execFileSync('unzip', ['-q', made.path, '-d', at('x')]);
    const top = at(`x/${readdirSync(at('x'))[0]!}`);
    execFileSync('sha256sum', ['--strict', '-c', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'], { cwd: top });
    expect(existsSync(join(top, 'data/evidence/01.png'))).toBe(true);
  });

  test('adds to a supplement, and to a bundle that was unpacked', async () => {
    const { first, at } = await started();
    execFileSync('unzip', ['-q', first.path, '-d', at('x')]);
    const unpacked = at(`x/${readdirSync(at('x'))[0]!}`);
    const second = await add([unpacked, at('later.log'), '-o', at('second.zip')]);
    expect(openBundle(second.path)['parent']).toBe(first.id);
    const third = await add([second.path, at('shot.png'), '-o', at('third.zip')]);
    expect(openBundle(third.path)['parent']).toBe(second.id);
    expect(openBundle(third.path)['attachments']).toEqual([]);
  });

  test('adds nothing to a bundle that does not verify, and writes nothing', async () => {
    const { first, at } = await started();
    execFileSync('unzip', ['-q', first.path, '-d', at('x')]);
    const top = readdirSync(at('x'))[0]!;
    appendFileSync(at(`x/${top}/data/case.md`), ' ');
    execFileSync('python3', ['-m', 'zipfile', '-c', at('changed.zip'), top], { cwd: at('x') });
    for (const path of [at(`x/${top}`), at('changed.zip'), at('later.log')]) {
      const ran = await runTool(['bundle', 'add', path, at('later.log'), '-o', at('more.zip')]);
      expect([ran.code, ran.stdout]).toEqual([3, '']);
      expect(ran.stderr).toMatch(/\[(?:bundle-invalid|bad-zip)\]/);
      expect(existsSync(at('more.zip'))).toBe(false);
    }
  });

  test('refuses what is no file, and an output that is there: the bundle itself above all', async () => {
    const { first, at } = await started();
    const before = readFileSync(first.path);
    const none = await runTool(['bundle', 'add', first.path, at('none.log'), '-o', at('more.zip')]);
    expect([none.code, none.stderr]).toEqual([6, expect.stringContaining('there is no file')]);
    const onto = await runTool(['bundle', 'add', first.path, at('later.log'), '-o', first.path]);
    expect([onto.code, onto.stderr]).toEqual([6, expect.stringContaining('[exists]')]);
    expect(readFileSync(first.path).equals(before)).toBe(true);
    expect((await runTool(['bundle', 'add', first.path, '-o', at('more.zip')])).code).toBe(2);
  });
});

describe('bundle verify with several bundles', () => {
  test('finds a chain of supplements whole, in any order', async () => {
    const { first, at } = await started();
    const second = await add([first.path, at('later.log'), '-o', at('second.zip')]);
    const third = await add([second.path, at('shot.png'), '-o', at('third.zip')]);
    const found = await verify([third.path, first.path, second.path, '--id', third.id.toUpperCase()]);
    expect(found).toMatchObject({ code: 0, valid: true, id: third.id, errors: [], warnings: [] });
    expect(found.bundles).toMatchObject([
      { path: first.path, valid: true, id: first.id, parent: null },
      { path: second.path, valid: true, id: second.id, parent: first.id },
      { path: third.path, valid: true, id: third.id, parent: second.id },
    ]);
    const text = await runTool(['bundle', 'verify', third.path, second.path, first.path]);
    expect(text.stdout.match(/^valid.*$/gm)).toEqual([
      ...[first, second, third].map(({ path }) => `valid  ${path}`),
      'valid  3 bundles together',
    ]);
    expect(text.stdout).toContain(`adds to ${second.id}`);
    expect(await verify([third.path])).toMatchObject({ code: 0, valid: true, parent: second.id });
  });

  test('names the bundle whose parent is not among them, and refuses forks unless they are allowed', async () => {
    const { first, at } = await started();
    const second = await add([first.path, at('later.log'), '-o', at('second.zip')]);
    const third = await add([second.path, at('shot.png'), '-o', at('third.zip')]);
    const fork = await add([first.path, at('shot.png'), '-o', at('fork.zip')], '2026-11-20T16:00:00Z');
    expect(await verify([first.path, third.path])).toMatchObject({
      code: 3,
      errors: [`${third.path} adds to the bundle ${second.id}, which is not among these`],
    });
    const forked = [first.path, second.path, fork.path];
    expect(await verify(forked)).toMatchObject({
      code: 3,
      valid: false,
      id: null,
      errors: [`${first.path} has 2 bundles that add to it: ${second.path}, ${fork.path}`],
    });
    expect(await verify([...forked, '--allow-forks'])).toMatchObject({ code: 0, valid: true, id: null });
  });

  test('names what is wrong within one of them, behind its name', async () => {
    const { first, at } = await started();
    const second = await add([first.path, at('later.log'), '-o', at('second.zip')]);
    execFileSync('unzip', ['-q', first.path, '-d', at('x')]);
    const top = readdirSync(at('x'))[0]!;
    appendFileSync(at(`x/${top}/data/case.md`), ' ');
    const found = await verify([at(`x/${top}`), second.path]);
    expect(found).toMatchObject({ code: 3, valid: false, changed: [`${at(`x/${top}`)}: data/case.md`] });
    expect((await runTool(['bundle', 'verify', at(`x/${top}`), second.path])).stdout).toContain(
      '  changed: data/case.md',
    );
  });

  test('counts a bundle that was given twice once, and warns', async () => {
    const { first, at } = await started();
    copyFileSync(first.path, at('copy.zip'));
    expect(await verify([first.path, at('copy.zip')])).toMatchObject({
      code: 4,
      valid: true,
      warnings: [`${at('copy.zip')} is the same bundle as ${first.path}`],
    });
  });
});

describe('bundle verify --id', () => {
  test('tells the bundle that was made from one that was made to look like it', async () => {
    const { first } = await started();
    expect(await verify([first.path, '--id', first.id])).toMatchObject({ code: 0, valid: true });
    const other = 'a'.repeat(64);
    expect(await verify([first.path, '--id', other])).toMatchObject({
      code: 3,
      valid: false,
      errors: [`the id is ${first.id}, and should be ${other}`],
    });
    for (const id of ['abc', `${first.id}0`, 'g'.repeat(64)])
      expect((await runTool(['bundle', 'verify', first.path, '--id', id])).code).toBe(2);
  });
});
