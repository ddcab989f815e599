import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { anyLines, type AnyLine } from '../support/any-input.ts';
import { builtInRules } from '../support/built-in-rules.ts';
import { temporaryFolder } from '../support/disk.ts';
import { runTool, type Ran } from '../support/run-tool.ts';
import { threadsInProcess, type FakeThreads, type Hindrance } from '../support/threads-in-process.ts';

const RECORD = '{"id":"INC-7","facts":{"desktop.status":"not-responding","phone.rings":false}}\n';
const ESCALATE = '{"id":"e","facts":{"audio.fault":"cross-talk"}}\n';
/** Large enough for several pieces. */
const MANY = RECORD.repeat(20_000);

/** A run with threads that are slow in turn. */
async function runWithThreads(
  argv: readonly string[],
  stdin: string | Uint8Array,
  hindrance?: Hindrance,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran & { threads: FakeThreads }> {
  const whole = { DESKMEDIC_HOME: join(temporaryFolder(), 'home'), ...env };
  const threads = threadsInProcess(whole, hindrance);
  return { ...(await runTool(['check', ...argv], { stdin, env: whole, threads })), threads };
}

const piecesOf = ({ started }: FakeThreads): number => started.reduce((sum, { pieces }) => sum + pieces, 0);

describe('--jobs', () => {
  let lines: fc.Arbitrary<readonly AnyLine[]>;
  beforeAll(async () => {
    lines = anyLines((await builtInRules()).rules, 60);
  });

  const odd = fc.constantFrom(
    // Longer than a piece, than a record may be, and than both.
    `{"id":"long","site":"${'x'.repeat(300_000)}"}\r\n`,
    `{"id":"larger","site":"${'ä'.repeat(600_000)}"}\n`,
    `\ufeff{"id":"largest","site":"${'y'.repeat(1_048_576 - 28)}"}\r\n`,
    `\ufeff${' '.repeat(1_048_575)}\r\n`,
    '\n'.repeat(300_000),
    '',
  );

  test(
    'gives the same, to the byte, whatever the input is and however long each thread takes',
    { timeout: 300_000 },
    async () => {
      let shared = 0;
      await fc.assert(
        fc.asyncProperty(
          lines,
          fc.array(odd, { minLength: 2, maxLength: 4 }),
          fc.constantFrom('ndjson', 'text', 'csv', 'json'),
          fc.constantFrom('auto', 'ndjson'),
          fc.array(fc.nat(8), { minLength: 1, maxLength: 7 }),
          fc.subarray(['--with-steps', '--no-text', '--gzip']),
          async (all, others, format, inputFormat, delays, options) => {
            const some = Buffer.concat(all.map(({ bytes }) => bytes));
            const body = Buffer.concat(Array<Buffer>(1 + Math.ceil(600_000 / (some.length + 1))).fill(some));
            const plain = Buffer.concat([...others.flatMap((one) => [body, Buffer.from(one)]), body]);
            const stdin = options.includes('--gzip') ? gzipSync(plain) : plain;
            const argv = [
              '--format',
              format,
              '--input-format',
              inputFormat,
              ...options.filter((one) => one !== '--gzip'),
            ];
            const alone = await runTool(['check', ...argv], { stdin });
            for (const jobs of ['1', '2', '3']) {
              const { threads, ...ran } = await runWithThreads([...argv, '--jobs', jobs], stdin, { delays });
              expect(ran.code).toBe(alone.code);
              expect(ran.stderr).toBe(alone.stderr);
              // Not `toBe`, which would print megabytes.
              expect(ran.stdout === alone.stdout).toBe(true);
              expect(threads.started.length).toBeLessThan(Number(jobs));
              expect(threads.started.every(({ isStopped }) => isStopped)).toBe(true);
              shared += piecesOf(threads);
            }
          },
        ),
        { numRuns: 6, endOnFailure: true },
      );
      expect(shared).toBeGreaterThan(0);
    },
  );

  test('shares out nothing but NDJSON, and not where records are numbered', async () => {
    const csv = `id,desktop.status,phone.rings\n${'INC-7,not-responding,no\n'.repeat(30_000)}`;
    const array = `[${RECORD.trim()}${`,${RECORD.trim()}`.repeat(10_000)}]`;
    for (const [input, format] of [
      [csv, 'ndjson'],
      [array, 'json'],
      [MANY, 'tap'],
    ] as const) {
      const { threads, ...ran } = await runWithThreads(['--format', format, '--jobs', '3'], input);
      expect(threads.started).toEqual([]);
      expect(ran).toEqual(await runTool(['check', '--format', format], { stdin: input }));
    }
  });

  test('starts no thread for little, nor for blank lines', async () => {
    for (const input of [RECORD, RECORD.repeat(1000), '\n'.repeat(1_000_000), '']) {
      const { threads } = await runWithThreads(['--format', 'json', '--jobs', '4'], input);
      expect(threads.started).toEqual([]);
    }
  });

  test('numbers the lines of each of several files by themselves, and tells in its place what cannot be read', async () => {
    const folder = temporaryFolder();
    const [one, two] = [join(folder, 'one.ndjson'), join(folder, 'two.ndjson.gz')];
    writeFileSync(one, MANY + ESCALATE);
    writeFileSync(two, gzipSync(MANY).subarray(0, -100));
    const argv = [one, join(folder, 'none'), two, '-', '--format', 'ndjson'];
    const { threads, ...ran } = await runWithThreads([...argv, '--jobs', '3'], MANY);
    expect(ran).toEqual(await runTool(['check', ...argv], { stdin: MANY }));
    expect([ran.code, piecesOf(threads) > 3]).toEqual([6, true]);
  });

  test('reads what fields mean in another system from the map', async () => {
    const map = join(import.meta.dirname, '../../fixtures/incidents/zendesk.map.yaml');
    const record = JSON.stringify({
      id: 1,
      created_at: '2026-11-20 08:41',
      custom: { audio: 'cross_talk', phone_rings: 7 },
      // Many pieces, few records.
      notes: 'x'.repeat(1000),
    });
    const stdin = `${record}\n`.repeat(8_000);
    const argv = ['--map', map, '--format', 'ndjson'];
    const { threads, ...ran } = await runWithThreads([...argv, '--jobs', '2'], stdin);
    expect(ran).toEqual(await runTool(['check', ...argv], { stdin }));
    expect([ran.code, piecesOf(threads) > 0]).toEqual([3, true]);
  });

  test('tells what is wrong with the configuration before anything is shared out', async () => {
    const stdin = MANY.repeat(3) + ESCALATE + MANY;
    const env = { DESKMEDIC_POLICY: 'nobody' };
    const argv = ['--format', 'ndjson'];
    const alone = await runTool(['check', ...argv], { stdin, env });
    const { threads, ...ran } = await runWithThreads([...argv, '--jobs', '2'], stdin, {}, env);
    expect([ran.code, ran.stderr]).toEqual([alone.code, alone.stderr]);
    expect([ran.code, ran.stdout, piecesOf(threads)]).toEqual([2, '', 0]);
  });

  test.each([
    [
      'that an answer is wrong with what its user did',
      new UserError('odd', 'this is odd', { exit: 6 }),
      6,
      'error this is odd [odd]',
    ],
    ['a fault of its own', new Error('it broke'), 1, 'unexpected error it broke'],
  ])('tells %s once the results before it are written', async (_, error, code, says) => {
    for (const at of [1, 2]) {
      const ran = await runWithThreads(['--format', 'ndjson', '--jobs', '3'], MANY.repeat(3), {
        fails: { at, error },
        delays: [5, 0],
      });
      expect(ran.code).toBe(code);
      expect(ran.stderr).toContain(says);
      const results = ran.stdout.split('\n');
      expect(results.pop()).toBe('');
      expect(results.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual(
        results.map((_line, nth) => nth + 1),
      );
      expect(ran.threads.started.every(({ isStopped }) => isStopped)).toBe(true);
    }
  });

  test('does without a thread that does not get ready', async () => {
    const fails = { at: 0, error: new UserError('odd', 'this is odd', { exit: 6 }) };
    const { threads, ...ran } = await runWithThreads(['--format', 'ndjson', '--jobs', '3'], MANY, { fails });
    expect(ran).toEqual(await runTool(['check', '--format', 'ndjson'], { stdin: MANY }));
    expect(threads.started.map(({ pieces }) => pieces)).toEqual([0, 0]);
  });

  test('does without a thread that finds other packs than the first one', async () => {
    const home = join(temporaryFolder(), 'home');
    const threads = threadsInProcess({ DESKMEDIC_HOME: home });
    const other = { ...threads, start: () => changed(threads.start()) };
    const stdin = MANY;
    const ran = await runTool(['check', '--format', 'ndjson', '--jobs', '2'], { stdin, threads: other });
    expect(ran).toEqual(await runTool(['check', '--format', 'ndjson'], { stdin }));
    expect(threads.started.map(({ pieces }) => pieces)).toEqual([0]);
  });

  test.each(['0', '65', '-1', '1.5', '1e1', 'two', ''])('is no "%s"', async (typed) => {
    const { code, stdout, stderr } = await runTool(['check', `--jobs=${typed}`], { stdin: RECORD });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: option '--jobs <n>' argument .* It must be /);
  });
});

/** The thread, told that the others check by another version. */
function changed<T extends ReturnType<FakeThreads['start']>>(thread: T): T {
  const ask: T['ask'] = (question, given) =>
    thread.ask(
      typeof question === 'object' && question !== null && 'packs' in question ? { ...question, packs: [] } : question,
      given,
    );
  return { ...thread, ask };
}
