import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHECK_FORMAT_NAMES, type CheckFormatName } from '../../src/report/check-format.ts';
import type { Result, Summary } from '../../src/report/result.ts';
import { temporaryFolder } from '../support/disk.ts';
import { readCsv, readJsonValues, readJunit, readTap } from '../support/outside-readers.ts';
import { HOSTILE } from '../support/results.ts';
import { runTool, type Ran } from '../support/run-tool.ts';

const ROOT = join(import.meta.dirname, '../..');
const MORNING = join(ROOT, 'fixtures/incidents/morning.ndjson');
const BROKEN = join(ROOT, 'fixtures/incidents/hostile.ndjson');

/** An export whose every field is hostile: ids, unknown facts and fields, agents, sites, texts that are quoted back. */
const EXPORT = HOSTILE.filter((text) => text.length < 1000)
  .map((text) => {
    const facts = { 'audio.fault': 'cross-talk', [text]: 1, 'phone.rings': text };
    return `${JSON.stringify({ id: text, agent: text, site: text, area: text, observedAt: text, text, facts })}\n`;
  })
  .join('');

const check = (format: CheckFormatName, files: readonly string[], ...options: string[]): Promise<Ran> =>
  runTool(['check', ...files, '--format', format, ...options], { stdin: EXPORT });

interface Told {
  readonly status?: unknown;
  readonly action?: unknown;
}

const told = ({ status, action }: Told): string => `${String(status)} ${String(action)}`;

describe('a batch of good, broken and hostile records', () => {
  const ran = new Map<string, Promise<Ran>>();
  const print = (format: CheckFormatName): Promise<Ran> => {
    if (!ran.has(format)) ran.set(format, check(format, [MORNING, BROKEN, '-'], '--with-steps'));
    return ran.get(format)!;
  };
  const records = async (): Promise<string[]> => (readJsonValues((await print('ndjson')).stdout) as Result[]).map(told);

  test.each(CHECK_FORMAT_NAMES)('ends with the same exit code, and nothing on stderr, as %s', async (format) => {
    const { code, stderr } = await print(format);
    expect([code, stderr]).toEqual([3, '']);
  });

  test.each(CHECK_FORMAT_NAMES)('shows no terminal anything raw as %s', async (format) => {
    expect(/(?!\r\n|[\n\t])\p{C}/u.exec((await print(format)).stdout)).toBeNull();
  });

  test('has all it should: every status, and something to escalate', async () => {
    const seen = await records();
    expect(seen.length).toBeGreaterThan(5 + EXPORT.split('\n').length - 1);
    expect(seen).toContain('invalid none');
    expect(seen).toContain('unmatched none');
    expect(seen).toContain('matched escalate');
  });

  test('is one JSON document, with summary and exit code behind the results', async () => {
    const [document] = readJsonValues((await print('json')).stdout) as {
      results: Result[];
      summary: Summary;
      exitCode: number;
    }[];
    expect(document!.results.map(told)).toEqual(await records());
    expect(Object.keys(document!)).toEqual(['schema', 'results', 'summary', 'exitCode']);
    expect([document!.summary.records, document!.exitCode]).toEqual([document!.results.length, 3]);
  });

  test('is one JUnit document: failures are to be escalated, errors invalid', async () => {
    const wanted = await records();
    const suites = readJunit((await print('junit')).stdout);
    expect(suites.flatMap(({ cases }) => cases.map(({ properties }) => told(properties)))).toEqual(wanted);
    const sum = (name: string): number => suites.reduce((all, { attributes }) => all + Number(attributes[name]), 0);
    expect([sum('tests'), sum('failures'), sum('errors')]).toEqual([
      wanted.length,
      wanted.filter((one) => one.endsWith(' escalate')).length,
      wanted.filter((one) => one.startsWith('invalid ')).length,
    ]);
    expect(suites.at(-1)!.properties).toMatchObject({ records: String(wanted.length), exitCode: '3' });
  });

  test('is one TAP stream: what is not ok is to be escalated or invalid', async () => {
    const wanted = await records();
    const { points, problems, planEnd } = readTap((await print('tap')).stdout);
    expect([problems, planEnd]).toEqual([[], wanted.length]);
    expect(points.map(({ diag }) => told(diag as Result))).toEqual(wanted);
    expect(points.map(({ ok }) => !ok)).toEqual(wanted.map((one) => /^invalid | escalate$/.test(one)));
  });

  test('is one CSV table without a formula', async () => {
    const rows = readCsv((await print('csv')).stdout);
    expect(rows.map(told)).toEqual(await records());
    const texts = rows.flatMap((row) => Object.values(row)).flatMap((cell) => cell.split(/[;\t\r\n]/));
    expect(texts.filter((text) => /^\s*[=+\-@＝＋－＠]/.test(text))).toEqual([]);
  });

  test('is summed up at the end of text', async () => {
    const wanted = await records();
    const count = (ending: RegExp): number => wanted.filter((one) => ending.test(one)).length;
    expect((await print('text')).stdout.split('\n').at(-2)).toMatch(
      new RegExp(
        `^${wanted.length} incidents: ${count(/^matched/)} matched, ${count(/^possible/)} possible, ` +
          `${count(/^unmatched/)} unmatched, ${count(/^invalid/)} invalid; ${count(/escalate$/)} to escalate, `,
      ),
    );
  });
});

describe('an empty input', () => {
  test('is a whole document in every format', async () => {
    const print = async (format: CheckFormatName): Promise<string> => {
      const { code, stdout } = await runTool(['check', '--format', format], { stdin: '\n' });
      expect(code).toBe(0);
      return stdout;
    };
    expect(readJsonValues(await print('ndjson'))).toEqual([]);
    expect(readJsonValues(await print('json'))).toMatchObject([
      { results: [], summary: { blankLines: 1 }, exitCode: 0 },
    ]);
    expect(readJunit(await print('junit'))).toMatchObject([
      { attributes: { tests: '0' }, properties: { blankLines: '1' } },
    ]);
    expect(readTap(await print('tap'))).toMatchObject({ count: 0, problems: [] });
    expect(readCsv(await print('csv'))).toEqual([]);
    expect((await print('csv')).split('\n')).toHaveLength(2);
    expect(await print('text')).toMatch(/^0 incidents: /);
  });
});

test.each(CHECK_FORMAT_NAMES)('--fail-on is minded in %s', async (format) => {
  expect((await check(format, [MORNING], '--fail-on', 'never')).code).toBe(0);
  const folder = temporaryFolder();
  const open = join(folder, 'open.ndjson');
  writeFileSync(open, '{"facts":{"audio.fault":"one-way"}}\n');
  expect((await check(format, [open], '--fail-on', 'escalate')).code).toBe(0);
  expect((await check(format, [open], '--fail-on', 'incomplete')).code).toBe(5);
});

test('the built program prints every format as its sources do', { timeout: 90_000 }, async () => {
  for (const format of CHECK_FORMAT_NAMES) {
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(ROOT, 'bin/deskmedic.js'), 'check', '--format', format],
      {
        encoding: 'utf8',
        input: readFileSync(MORNING),
        env: { ...process.env, DESKMEDIC_HOME: join(temporaryFolder(), 'home') },
      },
    );
    const own = await runTool(['check', '--format', format], { stdin: readFileSync(MORNING) });
    expect([format, status, stdout]).toEqual([format, own.code, own.stdout]);
  }
});
