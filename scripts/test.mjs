// `npm test`: every check of the project, one after the other, whatever the earlier ones said; then one closing line.
// `npm test -- ARGS` hands ARGS to vitest and leaves the other checks out.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensure } from './ensure.cjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Each counts as one that passed or failed. All are JavaScript files, so that they start alike on every system. */
const CHECKS = {
  typecheck: ['node_modules/typescript/bin/tsc', '--noEmit'],
  lint: ['node_modules/oxlint/bin/oxlint', '--type-aware'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  'generated files': ['scripts/generate.mjs', '--check'],
  'rules lint': ['bin/deskmedic.js', 'rules', 'lint'],
  'rules test': ['bin/deskmedic.js', 'rules', 'test'],
  'rules coverage': ['bin/deskmedic.js', 'rules', 'coverage'],
};

const REPORTERS = ['--reporter=default', '--reporter=./scripts/plain-line.ts'];

function run(args, env = {}) {
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } };
  const { status, signal } = spawnSync(process.execPath, args, options);
  return status ?? `signal ${signal}`;
}

function check(name, args) {
  console.log(`\n── ${name}`);
  const status = run(args);
  const isFine = status === 0;
  console.log(isFine ? `${name}: passed` : `${name}: failed (${status})`);
  return isFine ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A vitest that fails without a failed test (it crashed, or there was nothing to run) counts as one that failed. */
function vitest(args) {
  console.log('\n── vitest');
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-test-'));
  const file = join(folder, 'counts.json');
  try {
    const status = run(['node_modules/vitest/vitest.mjs', 'run', ...REPORTERS, ...args], {
      DESKMEDIC_TEST_COUNTS: file,
    });
    const counts = readCounts(file);
    return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }; // it ended before its reporter did
  }
}

function prepare() {
  try {
    ensure(root);
    return [];
  } catch (error) {
    console.error(`cannot prepare ${root}: ${error.message}`);
    return [{ passed: 0, failed: 1 }];
  }
}

function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function main(args) {
  const results = prepare();
  if (args.length === 0) for (const [name, command] of Object.entries(CHECKS)) results.push(check(name, command));
  results.push(vitest(args));
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) for (const key of Object.keys(sum)) sum[key] += result[key] ?? 0;
  console.log(`\n${closingLine(sum)}`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

main(process.argv.slice(2));
