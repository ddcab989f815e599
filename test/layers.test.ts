import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = dirname(import.meta.dirname);

/** File → what stands in it → what the wall says to it. */
const PLANTED: readonly (readonly [file: string, text: string, says: string])[] = [
  ['src/facts/a.ts', `import '../rules/pack.ts';`, 'facts may not import rules'],
  ['src/match/a.ts', `import { x } from '../diagnose/x.ts'; export { x };`, 'match may not import diagnose'],
  ['src/diagnose/a.ts', `import '../policy/x.ts';`, 'diagnose may not import policy'],
  [
    'src/policy/a.ts',
    `import type { X } from '../diagnose/x.ts'; export type { X };`,
    'policy may not import diagnose',
  ],
  ['src/case/a.ts', `export * from '../redact/x.ts';`, 'case may not import redact'],
  ['src/redact/a.ts', `export { x } from '../report/x.ts';`, 'redact may not import report'],
  ['src/bundle/a.ts', `export const x = () => import('../dialogue/x.ts');`, 'bundle may not import dialogue'],
  ['src/dialogue/a.ts', `import '../commands/x.ts';`, 'dialogue may not import commands'],
  ['src/evidence/a.ts', `import '../rules/x.ts';`, 'evidence may not import rules'],
  ['src/observe/a.ts', `import '../match/x.ts';`, 'observe may not import match'],
  ['src/commands/a.ts', `import '../io/real.ts';`, 'only src/cli.ts and src/index.ts import the real io'],
  ['src/commands/b.ts', `import '../cli.ts';`, 'nothing in src/ imports src/cli.ts'],
  ['src/commands/b2.ts', `import '../index.ts';`, 'nothing in src/ imports src/index.ts'],
  ['src/commands/c.ts', `import { x } from '../io/io.ts'; export { x };`, 'import only types from src/io/io.ts'],
  ['src/commands/d.ts', `import '../../test/x.ts';`, 'lies outside'],
  ['src/commands/e.ts', `export const x = (name: string) => import(name);`, 'import a constant path'],
  ['src/utils/a.ts', `export const x = 1;`, 'src/utils/ has no place in the line'],
  ['src/io/a.ts', `import '../case/x.ts';`, 'src/io/ may import only itself'],
  ...[
    'fs',
    'node:fs',
    'node:fs/promises',
    'node:child_process',
    'node:os',
    'node:net',
    'node:http',
    'node:https',
    'node:tls',
    'node:dns',
    'node:readline',
    'node:tty',
    'node:worker_threads',
    'node:process',
    'node:timers',
    'inquirer',
    '@inquirer/core',
    'ora',
    'env-paths',
    'tinyglobby',
    'undici',
  ].map((name, at) => [`src/case/m${at}.ts`, `import '${name}';`, `only src/io/ may import ${name}`] as const),
  [
    'src/commands/f.ts',
    `import chalk from 'chalk'; export { chalk };`,
    'only src/io/ and src/report/ may import chalk',
  ],
  ['src/case/b.ts', `import { randomUUID } from 'node:crypto'; export { randomUUID };`, 'only createHash'],
  ['src/case/c.ts', `import * as crypto from 'node:crypto'; export { crypto };`, 'only createHash'],
  ['src/case/d.ts', `export const x = process.env;`, 'only src/io/ may use process'],
  ['src/case/e.ts', `console.log(1);`, 'only src/io/ may use console'],
  ['src/case/f.ts', `export const x = Date.now();`, 'only src/io/ may use Date.now'],
  ['src/case/g.ts', `export const x = new Date();`, 'only src/io/ knows the time'],
  ['src/case/h.ts', `export const x = Date();`, 'only src/io/ knows the time'],
  ['src/case/i.ts', `export const x = Math.random();`, 'only src/io/ may use Math.random'],
  ['src/case/j.ts', `export const x = performance.now();`, 'only src/io/ may use performance'],
  ['src/case/k.ts', `setTimeout(() => {}, 1);`, 'only src/io/ may use setTimeout'],
  ['src/case/l.ts', `export const x = globalThis;`, 'only src/io/ may use globalThis'],
  ['src/case/n.ts', `export const x = () => fetch('x');`, 'only src/io/ may use fetch'],
];

/** What looks alike and is allowed. */
const ALLOWED: readonly (readonly [file: string, text: string])[] = [
  ['src/rules/ok1.ts', `import '../facts/x.ts'; import './x.ts'; import './schema/x.ts';`],
  ['src/commands/ok2.ts', `import '../dialogue/x.ts'; import '../facts/x.ts'; import '../evidence/x.ts';`],
  [
    'src/case/ok3.ts',
    `import type { Io } from '../io/io.ts'; import { EXIT } from '../exit-codes.ts'; export { EXIT, type Io };`,
  ],
  ['src/case/ok4.ts', `export const x = (process: number, o: { fetch: 1 }) => [process, o.fetch, { console: 1 }];`],
  ['src/case/ok5.ts', `export const x = [new Date(5), Date.parse('2026-01-01')]; export type P = NodeJS.Platform;`],
  [
    'src/case/ok6.ts',
    `import { createHash } from 'node:crypto'; import { posix } from 'node:path'; export { createHash, posix };`,
  ],
  ['src/report/ok7.ts', `import { Chalk } from 'chalk'; export { Chalk };`],
  ['src/io/ok8.ts', `import 'node:fs'; import 'inquirer'; export const x = [process.pid, Date.now(), new Date()];`],
  ['src/cli.ts', `export { realIo } from './io/real.ts'; import './commands/x.ts';`],
  ['src/index.ts', `import { realFiles } from './io/files.ts'; import './batch/x.ts'; export { realFiles };`],
  ['test/ok9.ts', `import 'node:fs'; console.log(Date.now());`],
];

let tree = '';
let findings: readonly { filename: string; message: string }[] = [];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'deskmedic-walls-'));
  for (const name of ['.oxlintrc.json', 'scripts/lint-walls.mjs']) cpSync(join(ROOT, name), join(tree, name));
  for (const [file, text] of [...PLANTED, ...ALLOWED]) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${text}\n`);
  }
  const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '--format=json'], { cwd: tree, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string; message: string }[] };
  findings = diagnostics.filter(({ code }) => code === 'deskmedic(walls)');
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the lint rule of the walls', () => {
  test.each(PLANTED)('refuses %s: %s', (file, _text, says) => {
    expect(messagesFor(file)).toEqual([expect.stringContaining(says)]);
  });

  test.each(ALLOWED)('lets %s pass: %s', (file) => {
    expect(messagesFor(file)).toEqual([]);
  });
});

function messagesFor(file: string): string[] {
  return findings.filter(({ filename }) => filename.replaceAll('\\', '/').endsWith(file)).map(({ message }) => message);
}
