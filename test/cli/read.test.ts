import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { publishedSchema } from '../../src/commands/schema-names.ts';
import { temporaryFolder } from '../support/disk.ts';
import { runTool } from '../support/run-tool.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/evidence');

/** File → ids of the rows that it shows, as a person who knows the rows reads it. */
const ROWS = parse(readFileSync(join(FOLDER, 'rows.yaml'), 'utf8')) as Readonly<Record<string, readonly string[]>>;

interface Evidence {
  readonly files: readonly { readonly file: string; readonly format: string; readonly problems: readonly unknown[] }[];
  readonly facts: readonly {
    readonly id: string;
    readonly value: unknown;
    readonly line?: number;
    readonly at?: string;
  }[];
  readonly gaps: readonly unknown[];
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly symptoms: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly evidence: readonly unknown[];
  }[];
  readonly action: string;
}

const validate = new Ajv2020({ strictTypes: false, allErrors: true }).compile(publishedSchema('evidence') as object);

async function readFiles(...args: string[]): Promise<{ code: number; stderr: string; evidence: Evidence }> {
  const { code, stdout, stderr } = await runTool(['read', '--json', ...args]);
  const evidence = JSON.parse(stdout) as Evidence;
  expect({ wrong: validate(evidence) ? null : validate.errors }).toEqual({ wrong: null });
  return { code, stderr, evidence };
}

const shown = ({ symptoms }: Evidence): string[] =>
  symptoms.filter(({ verdict }) => verdict === 'yes').map(({ id }) => id);

function write(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

interface Entry {
  readonly type: string;
  readonly prompt?: string;
  readonly value?: unknown;
  readonly by?: string;
}

/** The journals of all cases in a home. */
function journals(home: string): Entry[][] {
  const folder = join(home, 'cases');
  return readdirSync(folder).map((id) =>
    readFileSync(join(folder, id, 'journal.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry),
  );
}

describe('each file', () => {
  test.each(Object.entries(ROWS))('%s shows its rows, and nothing else for sure', async (file, rows) => {
    const { evidence, code } = await readFiles(join(FOLDER, file));
    expect(shown(evidence).toSorted()).toEqual([...rows].toSorted());
    for (const symptom of evidence.symptoms) expect(symptom.evidence).not.toEqual([]);
    if (rows.length > 0) expect([3, 4, 5]).toContain(code);
  });
});

describe('a diagnosis out of files', () => {
  const answers = 'schema: deskmedic/answers/v1\nsteps: {default: fixed}\nexplained: true\nwaited: gone\n';

  test('comes to at least twenty different rows, with no question asked before the row is known', async () => {
    const found = new Set<string>();
    for (const [file, rows] of Object.entries(ROWS)) {
      if (rows.length === 0) continue;
      const home = temporaryFolder();
      const script = write('answers.yaml', answers);
      const out = temporaryFolder();
      const args = ['diagnose', '--evidence', join(FOLDER, file), '--answers', script, '--home', home, '--json'];
      const { stdout, stderr } = await runTool(args, { env: { PWD: out } });
      if (stdout === '') {
        // A row that always escalates asks for what the vendor requires, which nobody gave; the row was known before.
        expect(stderr).toContain('missing-answer');
      }
      const [journal] = journals(home);
      const before = journal!.findIndex(({ type, prompt }) => type === 'answered' && prompt === 'shown');
      expect(before, `${file}\n${stderr}`).toBeGreaterThan(0);
      expect(journal!.slice(0, before).filter(({ type }) => type === 'answered')).toEqual([]);
      expect(journal![before]).toMatchObject({ by: 'evidence' });
      expect(rows).toContain(journal![before]!.value);
      found.add(journal![before]!.value as string);
    }
    expect(found.size).toBeGreaterThanOrEqual(20);
  });
});

describe('a file that cannot be read', () => {
  const good = join(FOLDER, 'console/extension-in-use.log');

  test('is told with exit 6, and the others are read all the same', async () => {
    const { code, stderr, evidence } = await readFiles(join(temporaryFolder(), 'gone.log'), good);
    expect(code).toBe(6);
    expect(stderr).toContain('gone.log');
    expect(shown(evidence)).toEqual(['sign-in/extension-in-use']);
  });

  test.runIf(process.platform === 'linux')(
    'because it is none ends with 6 too, also beside one that shows something',
    async () => {
      const pipe = join(temporaryFolder(), 'pipe.log');
      execFileSync('mkfifo', [pipe]);
      for (const path of [temporaryFolder(), pipe, '/dev/zero']) {
        const { code, stderr, evidence } = await readFiles(path, good);
        expect([code, stderr]).toEqual([6, expect.stringContaining(`${path} is no file`)]);
        expect(shown(evidence)).toEqual(['sign-in/extension-in-use']);
        expect((await runTool(['read', path])).code).toBe(6);
      }
    },
  );

  test.each([
    ['is binary', Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0, 0]), 'not-text'],
    ['is UTF-16 that does not say so', Buffer.from('event=agentMultiLogin', 'utf16le'), 'not-text'],
    ['is about something else', Buffer.from('Dear all,\nthe canteen is closed.\n'), 'not-readable'],
    ['is empty', Buffer.alloc(0), 'not-readable'],
  ])('because it %s leaves its facts unknown: exit 5, and it says why', async (_, content, problem) => {
    const { code, evidence } = await readFiles(write('evidence.log', content));
    expect(evidence.files[0]!.problems).toMatchObject([{ code: problem }]);
    expect([code, evidence.facts, evidence.symptoms]).toEqual([5, [], []]);
  });

  test('to its end shows what stands before the damage', async () => {
    const rest = Buffer.alloc(2_000_000, 'nothing in this line\n');
    const cut = Buffer.concat([readFileSync(good), rest, Buffer.from([0, 1, 2])]);
    const { code, evidence } = await readFiles(write('cut.log', cut));
    expect(shown(evidence)).toEqual(['sign-in/extension-in-use']);
    expect(evidence.files[0]!.problems).toMatchObject([{ code: 'not-text' }]);
    expect(code).toBe(5);
  });
});

test('a log in an old encoding is read, and what is wrong with it is said', async () => {
  const log = readFileSync(join(FOLDER, 'console/extension-in-use.log'), 'utf8');
  const { evidence } = await readFiles(write('old.log', Buffer.from(`Ren\xe9's desk\n${log}`, 'latin1')));
  expect(shown(evidence)).toEqual(['sign-in/extension-in-use']);
  expect(evidence.files[0]!.problems).toMatchObject([{ code: 'wrong-encoding', line: 1 }]);
});

describe('a file and an answer that disagree', () => {
  const log = join(FOLDER, 'console/offline-night.log');
  const answers = (more: string): string =>
    write('answers.yaml', `schema: deskmedic/answers/v1\nfacts: {network.outage: 30s}\n${more}`);

  test('are both told, and without a person what the file shows counts', async () => {
    const home = temporaryFolder();
    const script = answers('steps: {default: fixed}\nwaited: gone\n');
    const { stdout } = await runTool(['diagnose', '--evidence', log, '--answers', script, '--home', home, '--json']);
    const [journal] = journals(home);
    expect(journal).toContainEqual(expect.objectContaining({ prompt: 'decide:network.outage', value: 'shown' }));
    expect(JSON.parse(stdout)).toMatchObject({ symptoms: [{ verdict: 'yes' }] });
  });
});

describe('for people', () => {
  test('a reading names file, line, time, length of the gap, identifiers and rows', async () => {
    const { stdout, code } = await runTool(['read', join(FOLDER, 'console/offline-night.log')], {
      zone: 'America/Chicago',
    });
    expect(code).toBe(4);
    expect(stdout).toMatch(/offline-night\.log: console log of the client, \d facts, 1 gap/);
    expect(stdout).toMatch(/a gap of 4m\d\ds\d+ms from 2026-11-19 20:41 \(America\/Chicago/);
    expect(stdout).toMatch(/network\.outage = .*line 92/);
    expect(stdout).toContain('Identifiers to quote');
    expect(stdout).toMatch(/^ {2}network\/long-interruption/m);
  });

  test('nothing that a file holds reaches the terminal as a control sequence', async () => {
    const { stdout, stderr } = await runTool(['read', join(FOLDER, 'console/hostile.log')]);
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });
});
