import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../src/report/result.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';

const hasParallel = spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout?.startsWith('GNU parallel');
if (!hasParallel) console.warn('SKIPPED: GNU parallel is not installed (apt install parallel)');

const README = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
/** The command that combines the exit codes, as the README prints it. */
const COMBINE = /^awk [^]*? jobs\.tsv$/m.exec(README)?.[0] ?? '';

const RECORDS = 20_000;
/** One after the other, over and over: one of each kind, and things that are no records at all. */
const KINDS: readonly ((id: string) => string)[] = [
  (id) => `{"id":"${id}","facts":{"desktop.status":"not-responding","phone.rings":false}}`,
  (id) => `{"id":"${id}","facts":{"desktop.status":"not-responding"},"site":"Łódź"}`,
  (id) => `{"id":"${id}","text":"she cannot hear the customer"}`,
  (id) => `{"id":"${id}","facts":{"no.such.fact":1},"observedAt":"2026-11-20T08:41:00Z"}`,
  (id) => `{"id":"${id}"}`,
  (id) => `{"id":"${id}","facts":{"network.outage":"40s"}}`,
];
const ESCALATED = '{"id":"to-escalate","facts":{"audio.fault":"cross-talk"}}';
const BROKEN = '[1, "a, b';

let program: BuiltProgram;

beforeAll(() => {
  if (hasParallel) program = installProgram();
});
afterAll(() => program?.remove());

/** NDJSON with the planted lines in the middle, a blank one every thousand, and no line end at the end. */
function incidents(...planted: readonly string[]): string {
  const lines = Array.from({ length: RECORDS - planted.length }, (_, nth) => {
    const line = KINDS[nth % KINDS.length]?.(`INC-${nth}`) ?? '';
    return nth % 1000 === 999 ? `${line}\r\n` : line;
  });
  lines.splice(RECORDS / 2, 0, ...planted);
  return lines.join('\n');
}

const CHECK = ['check', '--input-format', 'ndjson', '--format', 'ndjson', '-'];
const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

function options(input: string): { cwd: string; env: NodeJS.ProcessEnv; input: string; maxBuffer: number } {
  const { folder } = program;
  // Neither leaves anything in the home of who runs the tests.
  const env = { ...process.env, HOME: folder, PARALLEL_HOME: folder, DESKMEDIC_HOME: join(folder, 'home') };
  return { cwd: folder, env, input, maxBuffer: 1e9 };
}

function oneProcess(input: string): { code: number | null; results: Result[] } {
  const { status, stdout } = spawnSync(process.execPath, [program.bin, ...CHECK], options(input));
  return { code: status, results: resultsIn(stdout) };
}

function manyProcesses(input: string) {
  const jobs = ['-j', '2', '--pipe', '-k', '--block', '200k', '--joblog', 'jobs.tsv', '--will-cite'];
  const command = [process.execPath, program.bin, ...CHECK];
  const ran = spawnSync('parallel', [...jobs, command.map(quoted).join(' ')], options(input));
  const log = readFileSync(join(program.folder, 'jobs.tsv'), 'utf8').trimEnd().split('\n').slice(1);
  return {
    results: resultsIn(ran.stdout),
    stderr: ran.stderr.toString(),
    processes: log.length,
    failedProcesses: ran.status,
    code: spawnSync('sh', ['-c', COMBINE], options('')).status,
  };
}

function resultsIn(stdout: Buffer): Result[] {
  const lines = stdout.toString('utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Result);
}

const withoutLines = (results: readonly Result[]): unknown[] => results.map(({ line: _line, ...rest }) => rest);

describe.skipIf(!hasParallel)('check behind GNU parallel', () => {
  test('gives the answers of one process in the same order, and its exit code', { timeout: 180_000 }, () => {
    const input = incidents(BROKEN, ESCALATED, BROKEN);
    const alone = oneProcess(input);
    const many = manyProcesses(input);
    expect(many.stderr).toBe('');
    expect(alone.results).toHaveLength(RECORDS);
    // The answers are no proof when all are alike.
    expect(new Set(alone.results.map(({ status }) => status)).size).toBe(4);
    expect(withoutLines(many.results)).toEqual(withoutLines(alone.results));
    expect(many.processes).toBeGreaterThan(3);
    expect([alone.code, many.code]).toEqual([3, 3]);
    // Which is why the codes have to be combined.
    expect(many.failedProcesses).toBe(many.processes);
  });

  test.each<[string, readonly string[], number]>([
    ['0 when all end with 0', ['exit 0'], 0],
    ['1 when one was killed, whatever the others say', ['exit 3', 'kill -9 $$'], 1],
    ['1 when one could not be started', ['exit 4', 'exit 127'], 1],
    ['1 before 2 before 6', ['exit 6', 'exit 2', 'exit 1'], 1],
    ['2 before 6', ['exit 6', 'exit 2', 'exit 3'], 2],
    ['6 before 3', ['exit 3', 'exit 6', 'exit 5'], 6],
    ['3 before 5', ['exit 0', 'exit 5', 'exit 3', 'exit 4'], 3],
    ['5 before 4', ['exit 4', 'exit 5'], 5],
    ['4 before 0', ['exit 0', 'exit 4'], 4],
  ])('combines the exit codes as the README says: %s', (_what, endings, code) => {
    // Each process does what its line says.
    const ran = spawnSync(
      'parallel',
      ['-N1', '--pipe', '--joblog', 'jobs.tsv', '--will-cite', 'sh'],
      options(`${endings.join('\n')}\n`),
    );
    expect(ran.status).toBe(endings.filter((ending) => ending !== 'exit 0').length);
    expect(spawnSync('sh', ['-c', COMBINE], options('')).status).toBe(code);
  });

  test('runs nothing and ends with 0 on an empty input, as one process does', () => {
    expect(oneProcess('')).toEqual({ code: 0, results: [] });
    expect(manyProcesses('')).toMatchObject({ results: [], code: 0 });
  });
});
