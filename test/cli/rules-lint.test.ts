import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROBLEM_CODES } from '../../src/rules/problem.ts';
import { foundIn, lintPack, writePack, type Found } from '../support/lint.ts';
import { runTool } from '../support/run-tool.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/rules-lint');
const CASES = readdirSync(FIXTURES);
const FACTS = `schema: deskmedic/facts/v1
facts:
  - {id: crm.message, type: text, about: desk, question: What does it say?, seconds: 5}
`;

/** A table of one row with this condition. */
const tableWith = (when: string): string => `schema: deskmedic/table/v1
area: crm
title: CRM
source: {document: Manual}
reviewed: 2026-11-01
symptoms:
  - id: crm/down
    symptom: The CRM is down
    frequency: 2
    when: ${when}
    outcomes: [{otherwise: escalate}]
`;

/** Packs that are too large or too strange to lie about as files: what is found in them, none of it slowly. */
const GENERATED: Readonly<
  Record<string, readonly [files: Record<string, string | Uint8Array>, found: readonly Found[]]>
> = {
  'a map of 60,000 keys': [
    { 'facts.yaml': Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join('\n') },
    [['too-large', 'facts.yaml', 1, 1]],
  ],
  'more entries than a file may have': [
    { 'facts.yaml': `a: [${'1, '.repeat(45_000)}]` },
    [['too-large', 'facts.yaml', 1, 1]],
  ],
  'a file that is no UTF-8': [
    { 'facts.yaml': FACTS, 'tables/crm.yaml': Buffer.from(tableWith('{crm.message: "f\u00fcr"}'), 'latin1') },
    [['not-utf8', 'tables/crm.yaml', 1, 1]],
  ],
  'UTF-16': [{ 'facts.yaml': Buffer.from(FACTS, 'utf16le') }, [['syntax', 'facts.yaml', 1, 2]]],
  'a NUL byte': [
    { 'facts.yaml': FACTS, 'tables/crm.yaml': tableWith('{crm.message: "a\0b"}') },
    [['syntax', 'tables/crm.yaml', 10, 27]],
  ],
  '1,000 levels of brackets': [
    { 'facts.yaml': FACTS, 'tables/crm.yaml': tableWith(`${'{not: '.repeat(1000)}${'}'.repeat(1000)}`) },
    [['too-deep', 'tables/crm.yaml', 1, 1]],
  ],
  '500 levels of indentation': [
    { 'facts.yaml': Array.from({ length: 500 }, (_, index) => `${' '.repeat(index)}a:`).join('\n') },
    [['too-deep', 'facts.yaml', 242, 1]],
  ],
  '1,000 levels of dashes on a line': [{ 'facts.yaml': `${'- '.repeat(1000)}a` }, [['too-deep', 'facts.yaml', 1, 1]]],
  '100,000 keys behind keys': [{ 'facts.yaml': 'a: '.repeat(80_000) }, [['too-deep', 'facts.yaml', 1, 1]]],
  '100 levels of conditions': [
    { 'facts.yaml': FACTS, 'tables/crm.yaml': tableWith(`${'{not: '.repeat(100)}{crm.message: a}${'}'.repeat(100)}`) },
    [['too-deep', 'tables/crm.yaml', 10, 138]],
  ],
  '200,000 syntax errors': [{ 'facts.yaml': `a: [${','.repeat(200_000)}]` }, [['syntax', 'facts.yaml', 1, 6]]],
  '12,000 duplicate keys': [
    { 'facts.yaml': FACTS + 'x: 1\n'.repeat(12_000) },
    [
      ...Array.from({ length: 11_999 }, (_, index): Found => ['duplicate-key', 'facts.yaml', index + 5, 1]),
      ['unknown-key', 'facts.yaml', 12_003, 1],
    ],
  ],
  'a byte order mark': [{ 'facts.yaml': `\uFEFF${FACTS}`, 'tables/crm.yaml': tableWith('{crm.message: a}') }, []],
  'CRLF line ends': [
    {
      'facts.yaml': FACTS.replaceAll('\n', '\r\n'),
      'tables/crm.yaml': tableWith('{crm.message: b}').replaceAll('\n', '\r\n'),
    },
    [],
  ],
  'a pattern that backtracking never ends on': [
    { 'facts.yaml': FACTS, 'tables/crm.yaml': tableWith("{crm.message: {matches: '(a+)+$'}}") },
    [],
  ],
  'a pattern of 513 characters': [
    { 'facts.yaml': FACTS, 'tables/crm.yaml': tableWith(`{crm.message: {matches: ${'a'.repeat(513)}}}`) },
    [['bad-pattern', 'tables/crm.yaml', 10, 35]],
  ],
};

describe('rules lint', () => {
  test.each(CASES)('finds exactly what is wrong in %s', async (name) => {
    const directory = join(FIXTURES, name);
    const linted = await lintPack(directory);
    const expected = JSON.parse(readFileSync(join(directory, 'expect.json'), 'utf8')) as unknown;
    expect(foundIn(directory, linted)).toEqual(expected);
    expect(linted.exitCode).toBe(linted.errors.length > 0 ? 2 : linted.warnings.length > 0 ? 4 : 0);
    for (const finding of [...linted.errors, ...linted.warnings, ...linted.notes]) {
      const onOneLine: unknown = expect.stringMatching(/^[^\n]{3,400}$/);
      expect(finding).toMatchObject({ message: onOneLine, hint: onOneLine });
    }
  });

  test.each(Object.entries(GENERATED))(
    'finds exactly what is wrong in %s, and quickly',
    async (_name, [files, found]) => {
      const directory = writePack(files);
      const linted = await lintPack(directory);
      const grave = foundIn(directory, linted).filter(([code]) => code !== 'single-use-fact');
      expect(grave).toEqual(found);
      expect(linted.exitCode).toBe(found.length > 0 ? 2 : 0);
      expect(linted.milliseconds).toBeLessThan(4000);
    },
  );

  test('has a pack here for every mistake that it knows', () => {
    const inFixtures = CASES.flatMap(
      (name) => JSON.parse(readFileSync(join(FIXTURES, name, 'expect.json'), 'utf8')) as Found[],
    );
    const generated = Object.values(GENERATED).flatMap(([, found]) => found);
    const codes = new Set([...inFixtures, ...generated].map(([code]) => code));
    expect([...codes].sort()).toEqual([...PROBLEM_CODES].sort());
  });

  test('finds nothing wrong in the built-in pack, and names it rules/', async () => {
    const { code, stdout, stderr } = await runTool(['rules', 'lint', '--json'], { now: '2026-11-22T12:00:00Z' });
    const { errors, warnings, notes } = JSON.parse(stdout) as Record<string, { file: string; code: string }[]>;
    expect({ code, stderr, errors, warnings }).toEqual({ code: 0, stderr: '', errors: [], warnings: [] });
    expect(notes!.every((note) => note.file.startsWith('rules/'))).toBe(true);
    expect([...new Set(notes!.map((note) => note.code))]).toEqual(['single-use-fact']);
  });

  test('notes that the reviews of the built-in pack are old when they are, without another exit code', async () => {
    const { code, stdout } = await runTool(['rules', 'lint', '--json'], { now: '2028-01-01T00:00:00Z' });
    const { notes } = JSON.parse(stdout) as { notes: { code: string; file: string; line: number }[] };
    const stale = notes.filter((note) => note.code === 'stale-review').map(({ file, line }) => `${file}:${line}`);
    expect(stale).toContain('rules/tables/network.yaml:7');
    expect(code).toBe(0);
  });

  test('prints file:line:column, the level, the message and the code, the hint beneath, and a closing line', async () => {
    const directory = join(FIXTURES, 'step-mistakes');
    const { code, stdout, stderr } = await runTool(['rules', 'lint', '--rules', directory]);
    expect(stdout.replaceAll(directory, 'DIR')).toMatchInlineSnapshot(`
      "DIR/tables/crm.yaml:18:37 error "verify" must be a question [bad-value]
        end it with "?"
      DIR/tables/crm.yaml:19:14 error the step "a" stands here twice [duplicate-id]
        give each step its own id
      DIR/tables/crm.yaml:19:49 error "who" cannot be "agnt" [unknown-value]
        did you mean "agent"?
      DIR/tables/crm.yaml:19:64 error "minutes" must be > 0 [bad-value]
        here stands 0
      DIR/tables/crm.yaml:17:5 warning "steps" stands after "outcomes" [key-order]
        the order is id, overrides, symptom, screen-text, phrases, frequency, when, steps, outcomes, source, reviewed
      DIR/tables/crm.yaml:20:32 warning "do" stands after "verify" [key-order]
        the order is id, if, do, verify, who, minutes, likelihood, disrupts
      DIR: 4 errors, 2 warnings, 0 notes
      "
    `);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  });

  test('looks at each of several packs against those before it', async () => {
    const first = writePack({ 'facts.yaml': FACTS, 'tables/crm.yaml': tableWith('{crm.message: a}') });
    const pack = (parents: string): string =>
      writePack({
        'pack.yaml': `schema: deskmedic/pack/v1\nname: second\nversion: 1.0.0\nextends: ${parents}\n`,
        'tables/more.yaml': tableWith('{crm.message: b}')
          .replaceAll('crm', 'more')
          .replace('more.message', 'crm.message'),
      });
    const second = pack('[crm]');
    const inOrder = await runTool(['rules', 'lint', '--rules', first, '--rules', second]);
    expect(inOrder.stdout).toContain('0 errors, 0 warnings');
    expect(inOrder.code).toBe(0);
    const reversed = await runTool(['rules', 'lint', '--rules', second, '--rules', first]);
    expect(reversed.stdout).toContain(`${second}/pack.yaml:4:11 error the pack "crm" is not loaded [unknown-pack]`);
    expect(reversed.code).toBe(2);
  });

  test('says what --rules takes when there is no such folder', async () => {
    const { code, stdout, stderr } = await runTool(['rules', 'lint', '--rules', '/no/such/pack']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('there is no pack folder at /no/such/pack');
  });

  test('shows what a pack puts into a message escaped', async () => {
    const directory = writePack({ 'facts.yaml': `${FACTS}"\\e[31m\u202ekey": 1\n` });
    const { stdout } = await runTool(['rules', 'lint', '--rules', directory]);
    expect(stdout).toContain('\\u001b[31m\\u202ekey');
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });
});

describe('a faulty pack', () => {
  test.each([
    ['check', '-'],
    ['rules', 'list'],
    ['rules', 'test'],
    ['rules', 'coverage'],
    ['rules', 'docs'],
  ])('ends %s %s with 2, all of its errors on stderr and nothing on stdout', async (...verb) => {
    const directory = join(FIXTURES, 'unknown-facts');
    const { code, stdout, stderr } = await runTool([...verb, '--rules', directory], { stdin: '{}' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${directory}/tables/crm.yaml:10:12 error the fact "crm.staus" is not in facts.yaml`);
    expect(stderr).toContain(`${directory}/tables/crm.yaml:11:30`);
  });
});
