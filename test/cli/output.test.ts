import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runTool } from '../support/run-tool.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';

test.each(['help', 'help check', 'help case', 'help case list', 'bundle help', 'bundle help create'])(
  '"%s" is help',
  async (typed) => {
    const { code, stdout, stderr } = await runTool(typed.split(' '));
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(
      `Usage: ${['deskmedic', ...typed.split(' ').filter((word) => word !== 'help')].join(' ')} [`,
    );
  },
);

describe('what is wrong with a command line', () => {
  test.each<[string, string[]]>([
    ['a verb', ['\u001b[31mverb\u202e\nerror: forged']],
    ['an option', ['check', '--\u001b[31m\u202e\nerror: forged']],
    ['a value', ['check', '--format', '\u001b[31m\u202e\nerror: forged']],
  ])('is said with %s that was typed escaped', async (_, argv) => {
    const { code, stdout, stderr } = await runTool(argv);
    expect([code, stdout]).toEqual([2, '']);
    // oxlint-disable-next-line no-control-regex
    expect(stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e]/);
    expect(stderr).not.toMatch(/^error: forged/m);
    expect(stderr).toContain('\\u001b[31m');
  });

  test.each([
    ['probe --help', "unknown command 'probe'"],
    ['chekc -h', "unknown command 'chekc'\n(Did you mean check?)"],
    ['help chekc', "unknown command 'chekc'\n(Did you mean check?)"],
    ['help nope', "unknown command 'nope'"],
    ['help case lst', "unknown command 'lst'\n(Did you mean list?)"],
    ['rules help lnit', "unknown command 'lnit'\n(Did you mean lint?)"],
  ])('is said of "%s" too, with a suggestion from where the name would stand', async (typed, says) => {
    const { code, stdout, stderr } = await runTool(typed.split(' '));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`error: ${says}\n(deskmedic --help shows what there is)\n`);
  });

  test.each([
    ['bundle create --case x -o -', 'name a file, or a folder ending in /'],
    ['case answers x -o -', 'Without -o it goes to stdout'],
  ])('is said of "%s", which would make a file called -', async (typed, says) => {
    const { code, stdout, stderr } = await runTool(typed.split(' '));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });

  test('keeps its suggestion on a line of its own', async () => {
    const { stderr } = await runTool(['chekc']);
    expect(stderr).toBe(
      `error: unknown command 'chekc'\n(Did you mean check?)\n(deskmedic --help shows what there is)\n`,
    );
  });
});

describe.runIf(process.platform === 'linux')('the built program', () => {
  let program: BuiltProgram;
  beforeAll(() => {
    program = installProgram();
  });
  afterAll(() => program.remove());

  test.runIf(existsSync('/dev/full')).each<[string, string[], 1 | 2, number]>([
    ['help', ['--help'], 1, 6],
    ['the version', ['--version'], 1, 6],
    ['a result', ['rules', 'list'], 1, 6],
    ['an error', ['nonsense'], 2, 2],
  ])('ends with the right code and no stack when %s cannot be written', (_, argv, descriptor, code) => {
    const full = openSync('/dev/full', 'w');
    const stdio = ['ignore', 'pipe', 'pipe'] as (number | 'ignore' | 'pipe')[];
    stdio[descriptor] = full;
    const ended = spawnSync(process.execPath, [program.bin, ...argv], { stdio, encoding: 'utf8' });
    closeSync(full);
    expect(ended.status).toBe(code);
    if (descriptor === 1) expect(ended.stderr).toMatch(/^error stdout cannot be written: ENOSPC.*\[cannot-write\]\n/);
    expect(ended.stderr ?? '').not.toContain('    at ');
  });

  test('ends with 6 when it needs a working directory that is gone, and goes on when it does not', () => {
    const gone = mkdtempSync(join(program.folder, 'gone-'));
    const script = 'rmdir "$PWD"; exec "$@"';
    const run = (...argv: string[]) =>
      spawnSync('sh', ['-c', script, 'sh', process.execPath, program.bin, ...argv], { cwd: gone, encoding: 'utf8' });
    const refused = run('check', 'incidents.json');
    expect(refused.stderr).toContain('the working directory does not exist any more');
    expect(refused.status).toBe(6);
    mkdirSync(gone);
    const asked = run('diagnose', 'hello', '--plain', '--home', join(program.folder, 'home'));
    expect(asked.stderr).toContain(`Go on with: node ${program.bin} diagnose --resume`);
    expect(asked.status).toBe(2);
  });

  test('ends with 130 by Ctrl-C while it works on what stands in stdin', async () => {
    const child = spawn(process.execPath, [program.bin, 'check', '-', '--format', 'ndjson'], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    // It goes away with most of this unread.
    child.stdin.on('error', () => undefined);
    child.stdin.end(
      `${JSON.stringify({ id: 'a', text: 'status bar says Not Responding, phone is silent' })}\n`.repeat(1_000_000),
    );
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const started = performance.now();
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('ends with 130 by Ctrl-C while it waits for stdin', async () => {
    const child = spawn(process.execPath, [program.bin, 'check', '-'], { stdio: ['pipe', 'ignore', 'ignore'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
  });
});
