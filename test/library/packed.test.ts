import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../src/report/result.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Used by each script: the outcome goes to the test as one line of JSON, and nothing else may be printed. */
const SCRIPT = `
  const incidents = [
    { id: 'a', facts: { 'desktop.status': 'not-responding', 'phone.rings': false } },
    { id: 'b', facts: { 'audio.fault': 'cross-talk', 'no.such.fact': 1 } },
  ];
  async function main() {
    const pack = await loadPack();
    const alone = [];
    for (const incident of incidents) alone.push(await check(pack, incident));
    const many = [];
    for await (const result of check(pack, incidents)) many.push(result);
    console.log(JSON.stringify({ packs: pack.packs, alone, many }));
  }
`;

let program: BuiltProgram;
/** A project that has the packed tarball installed. */
let project = '';

beforeAll(() => {
  program = installProgram();
  project = program.folder;
  const home = dirname(dirname(program.bin));
  execFileSync(process.execPath, [join(ROOT, 'scripts/types.mjs'), join(home, 'dist/types')]);
  // What npm does to a package, but for `prepack`, whose build is done: it must not disturb other tests.
  const npm = { encoding: 'utf8', shell: process.platform === 'win32' } as const;
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent'], { ...npm, cwd: home }).trim();
  writeFileSync(join(project, 'package.json'), '{"private":true}');
  const quiet = ['--offline', '--no-audit', '--no-fund', '--silent'];
  execFileSync('npm', ['install', ...quiet, join(home, packed)], { ...npm, cwd: project });
}, 120_000);

afterAll(() => program?.remove());

function runScript(name: string, text: string): { packs: unknown; alone: Result[]; many: Result[] } {
  writeFileSync(join(project, name), text);
  const { stdout, stderr, status } = spawnSync(process.execPath, [name], { cwd: project, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as ReturnType<typeof runScript>;
}

describe('the packed package', () => {
  test.each([
    ['import', 'a.mjs', `import { loadPack, check } from 'deskmedic';${SCRIPT} await main();`],
    ['require', 'a.cjs', `const { loadPack, check } = require('deskmedic');${SCRIPT} main();`],
  ])('gives by %s what its own command gives', (_how, name, text) => {
    const { packs, alone, many } = runScript(name, text);
    expect(alone.map(({ id, status, action }) => [id, status, action])).toEqual([
      ['a', 'matched', 'workaround'],
      ['b', 'matched', 'escalate'],
    ]);
    expect(alone[1]?.problems).toMatchObject([{ code: 'unknown-fact', field: 'facts.no.such.fact' }]);
    expect(many).toEqual(alone.map((result, index) => ({ ...result, index })));
    expect(alone[0]?.packs).toEqual(packs);

    const lines = [
      '{"id":"a","facts":{"desktop.status":"not-responding","phone.rings":false}}',
      '{"id":"b","facts":{"audio.fault":"cross-talk","no.such.fact":1}}',
    ];
    // `exports` must not keep the command from working.
    const bin = join(project, 'node_modules/deskmedic/bin/deskmedic.js');
    const ran = spawnSync(process.execPath, [bin, 'check', '--format', 'ndjson', '-'], {
      input: lines.join('\n'),
      encoding: 'utf8',
      env: { ...process.env, DESKMEDIC_HOME: join(project, 'home') },
    });
    const byCommand = ran.stdout.trimEnd().split('\n');
    expect(byCommand.map((line) => JSON.parse(line) as unknown)).toEqual(
      alone.map((result, nth) => ({ ...result, line: nth + 1 })),
    );
    expect(ran.status).toBe(3);
  });

  test('has its command linked, its dependencies within, and nothing of how it works among its exports', () => {
    expect(readdirSync(join(project, 'node_modules'))).toEqual(['.bin', '.package-lock.json', 'deskmedic']);
    expect(readdirSync(join(project, 'node_modules/.bin'))).toContain('deskmedic');
    expect(existsSync(join(project, 'node_modules/deskmedic/src'))).toBe(false);
    const names = `console.log(JSON.stringify(Object.keys(require('deskmedic')).sort()));
      try { require('deskmedic/dist/cli.cjs'); } catch (error) { console.error(error.code); }
      require('deskmedic/package.json'); require('deskmedic/schemas/incident.schema.json');`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', names], { cwd: project, encoding: 'utf8' });
    expect(stdout).toBe('["PackError","UserError","check","loadPack"]\n');
    expect(stderr).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n');
  });

  test('has types that a strict compiler takes, and that tell a wrong use', () => {
    writeFileSync(
      join(project, 'use.mts'),
      `import { check, loadPack, type Pack, type Result } from 'deskmedic';
       const pack: Pack = await loadPack({ directories: [], settings: {} });
       const one: Result = await check(pack, { id: 'a', facts: { 'phone.rings': false } }, { text: false });
       const named: 'matched' | 'possible' | 'unmatched' | 'invalid' = one.status;
       for await (const each of check(pack, [{ id: named }], { withSteps: true, zone: 'UTC', policy: 'cisco-tac' }))
         each.symptoms.map((row) => row.id.length + (each.escalation?.missing.length ?? 0));
       // @ts-expect-error -- an option that there is not
       await check(pack, {}, { verbose: true });
       // @ts-expect-error -- it is a number of the row, not of the fact
       await check(pack, { facts: { 'phone.rings': ['no'] } });`,
    );
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', '', 'use.mts'];
    const { stdout } = spawnSync(process.execPath, [tsc, ...flags], { cwd: project, encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
