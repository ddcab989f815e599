import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli.ts';
import { UserError } from '../../src/errors.ts';
import { EXIT } from '../../src/exit-codes.ts';
import type { Files, Io } from '../../src/io/io.ts';
import { realIo } from '../../src/io/real.ts';
import type { Result } from '../../src/report/result.ts';
import { temporaryFolder } from '../support/disk.ts';
import { runTool } from '../support/run-tool.ts';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(ROOT, 'fixtures/incidents');
const BIN = join(ROOT, 'bin/deskmedic.js');

const ESCALATE = '{"id":"e","facts":{"audio.fault":"cross-talk"}}\n';
const WORKAROUND = '{"id":"w","facts":{"desktop.status":"not-responding","phone.rings":false}}\n';

function resultsOf(stdout: string): Result[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Result);
}

/** The tool with parts of the outside world replaced; the stderr of a terminal is kept as it was written. */
async function runWith(
  argv: readonly string[],
  replaced: {
    files?: Partial<Files>;
    stdin?: () => AsyncIterable<Uint8Array>;
    stderrIsTerminal?: true;
    env?: Io['env'];
  },
  onWrite: (text: string) => void = () => {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const io = realIo(ROOT);
  const out: string[] = [];
  const err: string[] = [];
  let now = 0;
  const interruption = new AbortController();
  const output = (into: string[], isTerminal: boolean): Io['stdout'] => ({
    isTerminal,
    columns: 80,
    isClosed: false,
    async write(written) {
      const text = typeof written === 'string' ? written : written.join('');
      into.push(text);
      onWrite(text);
    },
  });
  const code = await run(argv, {
    stdin: { isTerminal: false, bytes: io.stdin.bytes, line: io.stdin.line, chunks: replaced.stdin ?? io.stdin.chunks },
    stdout: output(out, false),
    stderr: output(err, replaced.stderrIsTerminal === true),
    terminal: null,
    files: { ...io.files, ...replaced.files },
    network: io.network,
    // A quarter of a second goes by whenever somebody looks.
    clock: { now: () => (now += 250), zone: () => 'UTC' },
    env: { DESKMEDIC_HOME: join(temporaryFolder(), 'home'), ...replaced.env },
    system: io.system,
    interrupted: interruption.signal,
  });
  return { code, stdout: out.join(''), stderr: err.join('') };
}

describe('a table', () => {
  const map = join(FIXTURES, 'servicenow.map.yaml');
  const table = join(FIXTURES, 'servicenow.csv');

  test('of a ticket system is checked by its map, packed or not, from a file or a pipe', async () => {
    const { stdout, stderr, code } = await runTool(['check', table, '--map', map, '--format', 'ndjson']);
    expect([code, stderr]).toEqual([3, '']);
    const results = resultsOf(stdout);
    expect(results.map(({ id, line, action }) => [id, line, action])).toEqual([
      ['INC0012345', 2, 'workaround'],
      ['INC0012346', 4, 'escalate'],
      ['INC0012347', 5, 'ask'],
      ['INC0012348', 6, 'none'],
      ['INC0012349', 7, 'workaround'],
    ]);
    expect(results[4]!.problems.map(({ code: problem }) => problem)).toEqual([
      'bad-date',
      'unmapped-value',
      'wrong-type',
    ]);
    const packed = join(temporaryFolder(), 'table.csv.gz');
    writeFileSync(packed, gzipSync(readFileSync(table)));
    expect((await runTool(['check', packed, '--map', map, '--format', 'ndjson'])).stdout).toBe(stdout);
    const stdin = readFileSync(packed);
    expect((await runTool(['check', '--map', map, '--format', 'ndjson'], { stdin })).stdout).toBe(stdout);
  });

  test('with a column missing that the map names is refused before anything is printed, also the second one', async () => {
    const folder = temporaryFolder();
    const other = join(folder, 'other.csv');
    writeFileSync(other, 'number,opened_at\n1,2\n');
    const late = join(folder, 'late-other.csv');
    writeFileSync(late, `${'\n'.repeat(70_000)}number,opened_at\n1,2\n`);
    for (const argv of [
      [table, other],
      [other, table],
      [table, '-'],
      [table, late, '--input-format', 'csv'],
      [late, table, '--input-format', 'csv'],
    ]) {
      const ran = await runTool(['check', ...argv, '--map', map], { stdin: 'number,opened_at\n1,2\n' });
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toMatch(
        /servicenow\.map\.yaml:\d+:\d+ (\S*other\.csv|-) has no column "caller_id\.user_name"/,
      );
    }
  });

  test('whose header means nothing is said once, also under --quiet', async () => {
    const { code, stdout, stderr } = await runTool(['check', '--format', 'ndjson', '--quiet'], {
      stdin: 'number,state\n1,2\n3,4\n',
    });
    expect([code, resultsOf(stdout).length]).toEqual([0, 2]);
    expect(stderr.split('\n')).toEqual([expect.stringMatching(/^note: .*means anything here \(number, state\)/), '']);
  });

  test('with a wrong number of cells is matched on what there is', async () => {
    const stdin = 'id,audio.fault\na\nb,cross-talk,c\n';
    const { stdout, code } = await runTool(['check', '--format', 'ndjson'], { stdin });
    expect(resultsOf(stdout).map(({ id, action, problems }) => [id, action, problems.map((one) => one.code)])).toEqual([
      ['a', 'none', ['too-few-cells']],
      ['b', 'escalate', ['too-many-cells']],
    ]);
    expect(code).toBe(3);
  });

  test('is refused as JSON when that is said', async () => {
    const { code, stdout } = await runTool(['check', '--input-format', 'ndjson', '--format', 'ndjson'], {
      stdin: 'id,text\n',
    });
    expect([code, resultsOf(stdout)[0]!.problems[0]!.code]).toEqual([5, 'bad-json']);
  });
});

describe('an input that fails', () => {
  test('on the way is told, its results and the other inputs stay', async () => {
    const folder = temporaryFolder();
    const [bad, good] = [join(folder, 'bad.ndjson'), join(folder, 'good.ndjson')];
    writeFileSync(bad, WORKAROUND);
    writeFileSync(good, ESCALATE);
    const { stream } = realIo(ROOT).files;
    async function* broken(path: string): AsyncGenerator<Uint8Array> {
      yield* stream(path);
      if (path === bad)
        throw new UserError('cannot-read', `cannot read ${path}: the disk reported an error`, {
          exit: EXIT.unreachable,
        });
    }
    const { code, stdout, stderr } = await runWith(['check', bad, good, '--format', 'json'], {
      files: { stream: broken },
    });
    expect(code).toBe(6);
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 6,
      results: [{ id: 'w' }, { id: 'e' }],
      summary: { records: 2 },
    });
    expect(stderr).toMatch(/^error cannot read .*bad\.ndjson: the disk reported an error/);
  });

  test('because it is cut off is an invalid record in its place', async () => {
    const whole = gzipSync(ESCALATE.repeat(500));
    const { code, stdout, stderr } = await runTool(['check', '--format', 'ndjson'], { stdin: whole.subarray(0, -12) });
    const results = resultsOf(stdout);
    expect(results.at(-1)).toMatchObject({ status: 'invalid', line: results.length, problems: [{ code: 'bad-gzip' }] });
    expect([code, stderr]).toEqual([3, '']);
  });
});

describe('progress', () => {
  async function* slowly(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < 20; at++) yield Buffer.from(WORKAROUND + ESCALATE);
  }
  const argv = ['check', '-', '--format', 'ndjson'];

  test('is a line on a terminal that is written over, at most twice a second, and gone at the end', async () => {
    const { stderr, stdout } = await runWith(argv, { stdin: slowly, stderrIsTerminal: true });
    const shown = stderr.split('\r').filter(Boolean);
    expect(shown.at(-1)).toBe('\u001b[K');
    expect(shown[0]).toMatch(/^\d+ records, \d+ a second, \d+ with a finding\u001b\[K$/);
    // Twenty batches in five seconds.
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.length).toBeLessThanOrEqual(11);
    expect(stdout).not.toContain('\u001b');
  });

  test.each([
    ['--quiet', [...argv, '--quiet'], {}],
    ['--plain', [...argv, '--plain'], {}],
    ['a terminal without a cursor', argv, { TERM: 'dumb' }],
  ])('is not there with %s', async (_, args, env) => {
    expect((await runWith(args, { stdin: slowly, stderrIsTerminal: true, env })).stderr).toBe('');
  });

  test('is not there without a terminal', async () => {
    expect((await runWith(argv, { stdin: slowly })).stderr).toBe('');
  });
});

describe('the program itself', () => {
  const env = { ...process.env, DESKMEDIC_HOME: join(ROOT, 'no-such-home') };

  test('prints results as they come, and an interruption keeps them: 130', async () => {
    const child = spawn(process.execPath, [BIN, 'check', '-', '--format', 'ndjson'], { env });
    let stdout = '';
    const seen = new Promise<void>((resolve) => {
      child.stdout.on('data', (data: Buffer) => {
        stdout += data.toString();
        if (stdout.includes('\n')) resolve();
      });
    });
    const ended = new Promise<number | null>((resolve) => void child.on('close', resolve));
    child.stdin.write(ESCALATE);
    await seen;
    expect(resultsOf(stdout)).toMatchObject([{ id: 'e', action: 'escalate' }]);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(resultsOf(stdout)).toHaveLength(1);
  });

  test('ends when nobody reads on, with the code of what was seen', () => {
    const command = `yes '${ESCALATE.trim()}' | "${process.execPath}" "${BIN}" check - --format ndjson | head -n 1; echo "\${PIPESTATUS[1]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8', env });
    const [result, code] = stdout.split('\n');
    expect(JSON.parse(result!)).toMatchObject({ id: 'e' });
    expect([code, stderr]).toEqual(['3', '']);
  });

  test('holds back what it reads while nobody takes its results', () => {
    const records = `head -c 40000000 /dev/zero | tr '\\0' 'x' | fold -w 2000 | sed 's/.*/{"id":"&"}/'`;
    const check = `"${process.execPath}" --max-old-space-size=48 "${BIN}" check - --no-text --format ndjson`;
    const { stdout, stderr } = spawnSync('bash', ['-c', `${records} | ${check} | { sleep 1; wc -l; }`], {
      encoding: 'utf8',
      env,
    });
    expect([stdout.trim(), stderr]).toEqual(['20000', '']);
  });
});
