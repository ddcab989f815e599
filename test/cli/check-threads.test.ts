import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';

const WATCH = join(import.meta.dirname, '../support/watch-threads.cjs');

const LINES = [
  '{"id":"a","facts":{"desktop.status":"not-responding","phone.rings":false}}',
  '{"id":"b","text":"she cannot hear the customer","site":"Łódź"}',
  '{"id":"c","facts":{"no.such.fact":1},"observedAt":"2026-11-20 08:41"}',
  '',
  '{"id":"d"',
];
/** Some megabytes. */
const MUCH = Buffer.from(`${LINES.join('\n')}\r\n`.repeat(12_000));

let program: BuiltProgram;
beforeAll(() => {
  program = installProgram();
  writeFileSync(join(program.folder, 'much.ndjson'), MUCH);
  writeFileSync(join(program.folder, 'much.ndjson.gz'), gzipSync(MUCH));
});
afterAll(() => program?.remove());

interface Ran {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly seen: { readonly threads: number; readonly answers: number };
}

/** A process whose threads are watched. */
function check(argv: readonly string[], env: NodeJS.ProcessEnv = {}, input?: Uint8Array): Ran {
  const watched = join(program.folder, 'watched.json');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', WATCH, program.bin, 'check', ...argv], {
    cwd: program.folder,
    env: { ...environment(), WATCHED: watched, ...env },
    maxBuffer: 1e9,
    timeout: 60_000,
    ...(input === undefined ? {} : { input }),
  });
  const seen = JSON.parse(readFileSync(watched, 'utf8')) as Ran['seen'];
  return { code: status, stdout, stderr: stderr.toString(), seen };
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, TZ: 'America/Chicago', DESKMEDIC_HOME: join(program.folder, 'home') };
}

test.each([
  ['a file', ['much.ndjson']],
  ['stdin', ['-']],
  ['packed', ['much.ndjson.gz']],
  ['one after the other', ['much.ndjson', '-', 'much.ndjson.gz']],
])('threads together say what one says, of %s', { timeout: 120_000 }, (_, files) => {
  const argv = [...files, '--format', 'ndjson'];
  const { seen: none, ...alone } = check(argv, {}, MUCH);
  expect(none).toEqual({ threads: 0, answers: 0 });
  const { seen, ...ran } = check([...argv, '--jobs', '3'], {}, MUCH);
  expect([ran.code, ran.stderr]).toEqual([alone.code, alone.stderr]);
  expect(ran.stdout.equals(alone.stdout)).toBe(true);
  expect(seen.threads).toBe(2);
  // The first answer of each is that it is ready.
  expect(seen.answers).toBeGreaterThan(2);
});

test('one thread is all that a small input needs', () => {
  const ran = check(['-', '--jobs', '8'], {}, Buffer.from(LINES[0]!));
  expect([ran.code, ran.seen]).toEqual([4, { threads: 0, answers: 0 }]);
});

test('a thread that is gone is told as a fault, and nothing waits for it', () => {
  const files = Array<string>(3).fill('much.ndjson');
  for (const answer of ['1', '2', '5']) {
    const { code, stdout, stderr } = check([...files, '--format', 'ndjson', '--jobs', '2'], { FATAL_ANSWER: answer });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^unexpected error a thread has ended with 1\n/);
    const ids = stdout
      .toString()
      .split('\n')
      .slice(0, -1)
      .map((line) => (JSON.parse(line) as { id?: string }).id);
    expect(ids.slice(0, 8)).toEqual(['a', 'b', 'c', undefined, 'a', 'b', 'c', undefined]);
  }
});

test('threads that cannot be started are done without', () => {
  const argv = ['much.ndjson', '--format', 'csv'];
  const { seen: _, ...alone } = check(argv);
  const script = join(dirname(program.bin), 'thread.js');
  renameSync(script, `${script}-away`);
  const { seen, ...ran } = check([...argv, '--jobs', '3']);
  renameSync(`${script}-away`, script);
  expect([ran.code, ran.stderr, ran.stdout.equals(alone.stdout)]).toEqual([alone.code, alone.stderr, true]);
  expect(seen.threads).toBeGreaterThan(0);
});

test('a map that can be read but once is the map of all threads', { timeout: 60_000 }, () => {
  const map = 'schema: deskmedic/map/v1\nfields: { id: { from: id }, text: { from: text }, site: { from: site } }\n';
  const outputs = ['1', '3'].map((jobs) => {
    const pipe = join(program.folder, `map-${jobs}`);
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const writer = spawn('sh', ['-c', 'printf %s "$1" > "$2"', 'sh', map, pipe], { stdio: 'ignore' });
    onTestFinished(() => void writer.kill('SIGKILL'));
    const { code, stdout, stderr } = check(['much.ndjson', '--map', pipe, '--format', 'ndjson', '--jobs', jobs]);
    return { code, stderr, stdout: stdout.toString() };
  });
  expect(outputs[0]).toMatchObject({ code: 5, stderr: '' });
  expect(outputs[1]).toEqual(outputs[0]);
});

test('a configuration that is changed while they work changes no answer', { timeout: 60_000 }, async () => {
  const outputs: string[] = [];
  for (const jobs of ['1', '3']) {
    const home = join(program.folder, `home-${jobs}`);
    mkdirSync(home);
    writeFileSync(join(home, 'config.yaml'), 'zone: America/Chicago\n');
    const argv = [program.bin, 'check', '-', '--format', 'ndjson', '--jobs', jobs, '--home', home];
    const child = spawn(process.execPath, argv, { env: environment(), stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.stdin.write(`${LINES[0]}\n`);
    await once(child.stdout, 'readable');
    writeFileSync(join(home, 'config.yaml'), 'zone: Asia/Tokyo\n');
    child.stdin.end(MUCH);
    outputs.push(await text(child.stdout));
  }
  expect(outputs[0]).toContain('2026-11-20T14:41');
  expect(outputs[1] === outputs[0]).toBe(true);
});

test('a zone of the configuration that does not exist is told as by one thread', () => {
  const home = join(program.folder, 'odd-home');
  mkdirSync(home);
  writeFileSync(join(home, 'config.yaml'), 'zone: Mars/Olympus\n');
  const late = Buffer.concat([Buffer.from(`${LINES[1]}\n`.repeat(30_000)), MUCH]);
  const argv = ['-', '--format', 'ndjson', '--home', home];
  const alone = check(argv, {}, late);
  const ran = check([...argv, '--jobs', '3'], {}, late);
  expect(alone.stderr).toContain('must be a time zone');
  expect([ran.code, ran.stderr]).toEqual([alone.code, alone.stderr]);
});

/** A process that has been given much, has started its threads, and waits for more. */
async function waiting(): Promise<ChildProcessByStdio<Writable, Readable, Readable>> {
  const child = spawn(process.execPath, [program.bin, 'check', '-', '--format', 'ndjson', '--jobs', '3'], {
    env: environment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  // It may go away with some of this unread.
  child.stdin.on('error', () => undefined);
  child.stdin.write(MUCH);
  await once(child.stdout, 'readable');
  return child;
}

test('everything that has come is answered although more may come', { timeout: 60_000 }, async () => {
  const child = await waiting();
  const ended = once(child, 'exit');
  const wanted = MUCH.toString()
    .split('\n')
    .filter((line) => line.trim() !== '').length;
  let lines = 0;
  for await (const piece of child.stdout) {
    lines += (piece as Buffer).toString('latin1').split('\n').length - 1;
    if (lines === wanted) child.stdin.end();
  }
  expect([lines, await ended]).toEqual([wanted, [5, null]]);
});

test('Ctrl-C ends all threads, while they work and while they wait', { timeout: 60_000 }, async () => {
  for (const isIdle of [false, true]) {
    const child = await waiting();
    child.stdout.resume();
    if (isIdle) await new Promise((resolve) => setTimeout(resolve, 5_000));
    const ended = once(child, 'exit');
    const said = text(child.stderr);
    const started = performance.now();
    child.kill('SIGINT');
    expect([await ended, await said]).toEqual([[130, null], '']);
    expect(performance.now() - started).toBeLessThan(5_000);
  }
});

test('a reader that goes away ends them too, though more may come', { timeout: 60_000 }, async () => {
  const child = await waiting();
  const ended = once(child, 'exit');
  const said = text(child.stderr);
  child.stdout.destroy();
  expect([(await ended)[0], await said]).toEqual([5, '']);
});
