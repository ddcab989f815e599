import { Ajv2020 } from 'ajv/dist/2020.js';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporaryFolder } from '../support/disk.ts';
import { writePack } from '../support/lint.ts';
import { packFiles, row, yesNo, type PackText } from '../support/pack-text.ts';
import { runTool } from '../support/run-tool.ts';

/** Rows of the built-in pack. */
const SYMPTOMS = 82;
const ROOT = join(import.meta.dirname, '../..');
const PACK: PackText = {
  name: 'mine',
  extended: '[webex-cc]',
  facts: `[${yesNo('mine.a')}]`,
  rows: row('mine/a', '{mine.a: true}'),
};
const CASES = `  - {symptom: mine/a, name: it holds, facts: {mine.a: true}, expect: {verdict: "yes", outcome: explain}}
  - {symptom: mine/a, name: it does not, facts: {mine.a: false}, expect: {verdict: "no"}}
  - {symptom: mine/a, name: nobody knows, facts: {}, expect: {verdict: unknown}}
`;
const write = (pack: PackText): string => writePack(Object.fromEntries(packFiles(pack)));
const json = async (...argv: string[]): Promise<{ code: number; document: Record<string, unknown> }> => {
  const { code, stdout, stderr } = await runTool([...argv, '--json']);
  expect(stderr).toBe('');
  return { code, document: JSON.parse(stdout) as Record<string, unknown> };
};

/** A home with this configuration. */
function homeWith(config: string): string {
  const home = temporaryFolder();
  writeFileSync(join(home, 'config.yaml'), `${config}\n`);
  return home;
}

async function schemaOf(name: string): Promise<object> {
  const { code, stdout } = await runTool(['schema', name]);
  expect(code).toBe(0);
  return JSON.parse(stdout) as object;
}

/** What is wrong with a document by the published schema of this name; null for nothing. */
async function violations(name: string, document: unknown): Promise<unknown> {
  const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
    await schemaOf(name),
  );
  return validate(document) ? null : validate.errors;
}

describe('rules list', () => {
  test('shows every symptom of the built-in pack with the class of its escalation', async () => {
    const { code, stdout } = await runTool(['rules', 'list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}audio\/one-way +conditional +Only one side of the call hears the other$/m);
    expect(stdout).toContain(`${SYMPTOMS} symptoms of webex-cc`);
  });

  test('gives JSON as its schema says, further packs included', async () => {
    const { code, document } = await json('rules', 'list', '--rules', write(PACK));
    expect(code).toBe(0);
    expect(await violations('rules', document)).toBeNull();
    expect((document['symptoms'] as { id: string }[]).at(-1)).toEqual({
      id: 'mine/a',
      area: 'mine',
      symptom: 'A',
      outcomes: ['explain'],
      escalate: 'never',
      steps: 0,
      source: { document: 'D' },
      reviewed: '2026-11-01',
      pack: 'mine',
    });
  });
});

describe('rules show', () => {
  test('shows screen text, condition, steps, outcomes and source of a symptom', async () => {
    const { code, stdout } = await runTool(['rules', 'show', 'desktop/stuck-reconnecting']);
    expect(code).toBe(0);
    for (const part of [
      'On the screen',
      'Re-connecting',
      'desktop.status = reconnecting',
      'Steps',
      'escalate to the',
      'Source:',
    ])
      expect(stdout).toContain(part);
  });

  test('gives JSON as its schema says', async () => {
    const { document } = await json('rules', 'show', 'network/short-interruption');
    expect(await violations('rule', document)).toBeNull();
  });

  test.each([
    ['desktop/slw', 'did you mean "desktop/slow"?'],
    ['one-way', 'did you mean "audio/one-way"?'],
    ['nothing-of-the-kind', 'deskmedic rules list names them all'],
    ['__proto__', 'deskmedic rules list names them all'],
  ])('ends with 2 for %s and says: %s', async (id, hint) => {
    const { code, stdout, stderr } = await runTool(['rules', 'show', id]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`there is no symptom "${id}"`);
    expect(stderr).toContain(hint);
  });
});

describe('rules test and rules coverage', () => {
  test('find all cases of the built-in pack passed, and none lacking', async () => {
    const tested = await json('rules', 'test');
    expect(tested.code).toBe(0);
    expect(await violations('rule-tests', tested.document)).toBeNull();
    expect(tested.document).toMatchObject({ failed: 0, untested: [] });
    expect(tested.document['passed']).toBeGreaterThan(SYMPTOMS * 3);
    const covered = await json('rules', 'coverage');
    expect(covered).toMatchObject({ code: 0, document: { symptoms: SYMPTOMS, lacking: [] } });
    expect(await violations('rule-coverage', covered.document)).toBeNull();
  });

  test('look at the named pack alone, laid over what it extends', async () => {
    const directory = write({ ...PACK, tests: CASES });
    const tested = await json('rules', 'test', '--rules', directory);
    expect(tested).toMatchObject({ code: 0, document: { passed: 3, failed: 0 } });
    expect(await json('rules', 'coverage', '--rules', directory)).toMatchObject({
      code: 0,
      document: { symptoms: 1, lacking: [] },
    });
  });

  test('show a failed case with its place, what was expected and what it is, and end with 3', async () => {
    const directory = write({ ...PACK, tests: CASES.replace('{mine.a: false}', '{mine.a: true}') });
    const { code, stdout } = await runTool(['rules', 'test', '--rules', directory]);
    expect(code).toBe(3);
    expect(stdout).toContain(`${directory}/tests/all.yaml:4 failed mine/a: it does not`);
    expect(stdout).toContain('expected no, but it is yes');
    expect(stdout).toContain('3 cases: 2 passed, 1 failed');
  });

  test('end with 5 and 3 for a pack without cases', async () => {
    const directory = write(PACK);
    const tested = await json('rules', 'test', '--rules', directory);
    expect(tested).toMatchObject({ code: 5, document: { passed: 0, failed: 0, untested: ['mine'] } });
    const covered = await json('rules', 'coverage', '--rules', directory);
    expect(covered.code).toBe(3);
    expect((covered.document['lacking'] as { lacks: string }[]).map((gap) => gap.lacks)).toEqual([
      'a case that matches',
      'a near miss that does not match',
      'a case where a fact is missing',
      'a case for its outcome 1 (explain)',
    ]);
  });

  test('run cases on the settings of the pack, whatever the configuration changes', async () => {
    const { code } = await runTool(['rules', 'test'], {
      env: { DESKMEDIC_HOME: homeWith('settings: {long-interruption: 10m}') },
    });
    expect(code).toBe(0);
  });
});

describe('rules docs', () => {
  test('is what stands in rules/README.md, with a heading and an anchor for each symptom', async () => {
    const { code, stdout } = await runTool(['rules', 'docs']);
    expect(code).toBe(0);
    expect(readFileSync(join(ROOT, 'rules/README.md'), 'utf8')).toBe(stdout);
    expect(stdout.match(/^### <a id="[a-z0-9-]+"><\/a>[a-z-]+\/[a-z0-9-]+$/gm)).toHaveLength(SYMPTOMS);
    const targets = [...stdout.matchAll(/\]\(#([^)]+)\)/g)].map((match) => match[1]);
    for (const target of targets) expect(stdout).toContain(`<a id="${target}"></a>`);
  });

  test('lets no markup of a pack through', async () => {
    const rows = row('mine/a', '{mine.a: true}').replace('symptom: A', 'symptom: "<script>x</script> [y](z) `w`"');
    const { stdout } = await runTool(['rules', 'docs', '--rules', write({ ...PACK, rows })]);
    expect(stdout).toContain('\\<script\\>x\\</script\\> \\[y\\](z) \\`w\\`');
  });
});

describe('schema', () => {
  test('prints the names, and for each a schema that is valid and says its own name', async () => {
    const { stdout } = await runTool(['schema']);
    const names = stdout.trimEnd().split('\n');
    const asked =
      'pack facts table policy tests incident result rules lint escalation answers case cases bundle verify redaction config rule-tests rule-coverage';
    expect(names).toEqual(expect.arrayContaining(asked.split(' ')));
    for (const name of names) {
      const schema = await schemaOf(name);
      expect(schema).toMatchObject({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `urn:deskmedic:${name}:v1`,
        title: `deskmedic/${name}/v1`,
      });
      expect(() =>
        new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(schema),
      ).not.toThrow();
      expect(readFileSync(join(ROOT, `schemas/${name}.schema.json`), 'utf8')).toBe(
        `${JSON.stringify(schema, null, 2)}\n`,
      );
    }
    expect(readdirSync(join(ROOT, 'schemas')).sort()).toEqual(names.map((name) => `${name}.schema.json`).sort());
  });

  test('ends with 2 for a name that there is not', async () => {
    const { code, stdout, stderr } = await runTool(['schema', 'tabel']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('did you mean "table"?');
  });

  test('describes every file of the built-in pack', async () => {
    const schemas: Record<string, string> = {
      tables: 'table',
      policies: 'policy',
      tests: 'tests',
      words: 'words',
      phrases: 'phrases',
    };
    const paths = readdirSync(join(ROOT, 'rules'), { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.yaml'),
    );
    for (const path of paths) {
      const document = parse(readFileSync(join(ROOT, 'rules', path), 'utf8')) as { schema: string };
      const name = schemas[path.split(/[\\/]/)[0]!] ?? path.replace('.yaml', '');
      expect(document.schema).toBe(`deskmedic/${name}/v1`);
      expect({ path, violations: await violations(name, document) }).toEqual({ path, violations: null });
    }
  });

  test('describes the result of lint', async () => {
    const { document } = await json('rules', 'lint');
    expect(await violations('lint', document)).toBeNull();
  });

  test('refuses in a table what lint refuses', async () => {
    const table = parse(readFileSync(join(ROOT, 'rules/tables/audio.yaml'), 'utf8')) as { symptoms: object[] };
    for (const wrong of [
      { stepz: [] },
      { frequency: 9 },
      { when: {} },
      { when: { all: [] } },
      { when: { 'audio.fault': { is: 'echo' } } },
    ]) {
      const spoilt = { ...table, symptoms: [{ ...table.symptoms[0], ...wrong }] };
      const isRefused = (await violations('table', spoilt)) !== null;
      expect({ wrong, isRefused }).toEqual({ wrong, isRefused: true });
    }
  });
});

describe('a faulty pack is 2 for whichever verb meets it', () => {
  const WHOLE: PackText = { ...PACK, tests: CASES };
  const check = async (pack: string, home: string): Promise<number> =>
    (await runTool(['check', '-', '--rules', pack], { stdin: '{}', env: { DESKMEDIC_HOME: home } })).code;
  const lint = async (pack: string): Promise<number> => (await runTool(['rules', 'lint', '--rules', pack])).code;

  test('when its cases name symptoms that are gone with their table, though it was cached before', async () => {
    const [pack, home] = [write(WHOLE), temporaryFolder()];
    expect([await check(pack, home), await check(pack, home), await lint(pack)]).toEqual([0, 0, 0]);
    rmSync(join(pack, 'tables'), { recursive: true });
    expect([await check(pack, home), await check(pack, home), await lint(pack)]).toEqual([2, 2, 2]);
  });

  test('when only a case changes, which changes nothing of its hash in the results', async () => {
    const [pack, home] = [write(WHOLE), temporaryFolder()];
    const hash = async (): Promise<string> => {
      const env = { DESKMEDIC_HOME: home };
      const { stdout } = await runTool(['check', '-', '--format', 'ndjson', '--rules', pack], { stdin: '{}', env });
      return (JSON.parse(stdout) as { packs: { hash: string }[] }).packs.at(-1)!.hash;
    };
    const cases = join(pack, 'tests/all.yaml');
    const before = await hash();
    writeFileSync(cases, readFileSync(cases, 'utf8').replace('nobody knows', 'who knows'));
    expect(await hash()).toBe(before);
    writeFileSync(cases, readFileSync(cases, 'utf8').replace('mine/a', 'mine/b'));
    expect([await check(pack, home), await lint(pack)]).toEqual([2, 2]);
  });

  test('when there is nothing in it', async () => {
    const pack = write({ name: 'mine', extended: '[webex-cc]' });
    expect([await check(pack, temporaryFolder()), await lint(pack)]).toEqual([2, 2]);
    const { stdout } = await runTool(['rules', 'lint', '--rules', pack]);
    expect(stdout).toContain('no table, no policy, no facts and no words');
  });

  test('and .yml is read like .yaml', async () => {
    const pack = write(WHOLE);
    for (const path of ['pack', 'facts', 'tables/mine', 'tests/all'])
      renameSync(join(pack, `${path}.yaml`), join(pack, `${path}.yml`));
    expect([await check(pack, temporaryFolder()), await lint(pack)]).toEqual([0, 0]);
    const { stdout } = await runTool(['rules', 'list', '--json', '--rules', pack]);
    expect(stdout).toContain('"mine/a"');
    writeFileSync(join(pack, 'pack.yaml'), readFileSync(join(pack, 'pack.yml')));
    expect((await runTool(['rules', 'lint', '--rules', pack])).stdout).toContain('pack.yml:1:1 warning nothing reads');
  });

  test('and one without any fact is told so once', async () => {
    const { facts: _, ...rest } = WHOLE;
    const pack = write({ ...rest, extended: '[]', name: 'webex-cc' });
    const { code, stdout } = await runTool(['rules', 'lint', '--json', '--rules', pack]);
    const { errors } = JSON.parse(stdout) as { errors: { code: string; file: string; hint: string }[] };
    expect(code).toBe(2);
    expect(errors.map((error) => [error.code, error.file])).toContainEqual(['missing-file', `${pack}/facts.yaml`]);
    expect(errors.filter((error) => error.code === 'unknown-fact')).toEqual([]);
  });
});
