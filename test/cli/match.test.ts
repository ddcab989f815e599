import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publishedSchema } from '../../src/commands/schema-names.ts';
import type { Match } from '../../src/report/match.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { temporaryFolder } from '../support/disk.ts';
import { runTool, type RunOptions } from '../support/run-tool.ts';

/** A text that plainly means one row, and one about nothing that is documented. */
const ONE_WAY = 'she cannot hear the customer';
const COFFEE = 'the coffee machine is out of beans';

const validate = new Ajv2020({ strictTypes: false, allErrors: true }).compile(publishedSchema('match') as object);

/** A result, which has to be as the published schema says. */
function matchOf(json: string): Match {
  const match = JSON.parse(json) as Match;
  expect({ wrong: validate(match) ? null : validate.errors, match }).toEqual({ wrong: null, match });
  return match;
}

function matchesOf(stdout: string): Match[] {
  expect(stdout === '' || stdout.endsWith('\n')).toBe(true);
  return stdout.split('\n').slice(0, -1).map(matchOf);
}

async function matchText(text: string, ...options: string[]): Promise<Match> {
  const { code, stdout, stderr } = await runTool(['match', '--json', ...options, '-'], { stdin: text });
  expect([code, stderr]).toEqual([0, '']);
  return matchOf(stdout);
}

/** Records in, results out. */
async function matchRecords(records: readonly unknown[], ...options: string[]): Promise<Match[]> {
  const stdin = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const { stdout, stderr } = await runTool(['match', '--input', '-', ...options], { stdin });
  expect(stderr).toBe('');
  return matchesOf(stdout);
}

/** Ids of the rows, the likeliest first. */
const idsOf = ({ candidates }: Match): string[] => candidates.map(({ id }) => id);

describe('a text', () => {
  test('is told for people: percentage, sentence, id, area and the words that moved it', async () => {
    const { code, stdout, stderr } = await runTool(['match', 'she', 'cannot', 'hear', 'the customer']);
    expect([code, stderr]).toEqual([0, '']);
    const [first, second, third] = stdout.split('\n');
    expect(first).toMatch(/^ *>?\d+ % {2}Only one side of the call hears the other$/);
    expect(second?.trim()).toBe('audio/one-way  Sound of the call');
    expect(third).toMatch(/^ +because .*"[^"]*hear[^"]*"/);
    expect(stdout.match(/^ *[<>]?\d+ %/gm)).toHaveLength(5);
    expect(stdout).toMatch(/^ {2}.*rules show audio\/one-way/m);
    expect(stdout).toMatch(/^ {2}.*diagnose/m);
  });

  test('gives match/v1 as JSON, most probable first', async () => {
    const match = await matchText(ONE_WAY);
    expect(Object.keys(match)).toEqual(['schema', 'text', 'abstained', 'candidates', 'none', 'packs']);
    expect(match).toMatchObject({ schema: 'deskmedic/match/v1', text: ONE_WAY, abstained: false });
    expect(match.candidates[0]).toMatchObject({
      id: 'audio/one-way',
      symptom: 'Only one side of the call hears the other',
      area: 'audio',
    });
    expect(match.candidates).toHaveLength(5);
    const shares = match.candidates.map(({ probability }) => probability);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    for (const share of [...shares, match.none]) expect(String(share)).toMatch(/^[01](?:\.\d{1,4})?$/);
  });

  test('leaves what its words do not explain to none of the rows, so that all add up to one', async () => {
    const match = await matchText('the phone', '--limit', '999');
    const sum = match.candidates.reduce((total, { probability }) => total + probability, match.none);
    expect(Math.abs(sum - 1)).toBeLessThan(0.01);
    expect(new Set(idsOf(match)).size).toBe(82);
  });

  test('that quotes the screen is said to', async () => {
    const [first] = (await matchText('it says "Re-connecting" and nothing else')).candidates;
    expect(first?.id).toBe('desktop/stuck-reconnecting');
    expect(first?.because[0]).toBe('the text quotes "Re-connecting"');
  });

  test('that fits nothing is told so first, then what is nearest, and what to do next', async () => {
    const { code, stdout } = await runTool(['match', COFFEE, '--limit', '3']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^No documented symptom fits .*The nearest:\n/);
    expect(stdout.match(/^ *<?\d+ %/gm)).toHaveLength(3);
    for (const area of ['audio', 'desktop', 'network', 'portal'])
      expect(stdout).toMatch(new RegExp(`^  ${area} `, 'm'));
    expect(stdout).toMatch(/^ {2}\S*deskmedic\S* diagnose/m);
    const match = await matchText(COFFEE);
    expect(match).toMatchObject({ abstained: true });
    expect(match.candidates).toHaveLength(5);
  });

  test('under --quiet has the answer alone', async () => {
    for (const text of [ONE_WAY, COFFEE]) {
      const { stdout } = await runTool(['match', text, '--limit', '1', '--quiet']);
      expect(stdout).not.toContain('diagnose');
      expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(4);
    }
  });

  test.each([['--plain'], ['--no-color']])('under %s has no colour where there is some else', async (flag) => {
    const env = { FORCE_COLOR: '1' };
    const coloured = await runTool(['match', ONE_WAY], { env });
    expect(coloured.stdout).toContain('\u001b[');
    expect((await runTool(['match', ONE_WAY, flag], { env })).stdout).not.toContain('\u001b[');
  });

  test('is taken from a pipe, with or without a dash, less the line end', async () => {
    const typed = await runTool(['match', '--json', ONE_WAY]);
    for (const stdin of [ONE_WAY, `${ONE_WAY}\n`, `${ONE_WAY}\r\n`, `\ufeff${ONE_WAY}\n`]) {
      expect(await runTool(['match', '--json'], { stdin })).toEqual(typed);
      expect(await runTool(['match', '--json', '-'], { stdin })).toEqual(typed);
    }
  });
});

describe('--limit', () => {
  test('lists as many as it says, and at most as many as there are', async () => {
    for (const limit of ['1', '2', '05', '82']) {
      expect((await matchText(COFFEE, '--limit', limit)).candidates).toHaveLength(Number(limit));
    }
    expect((await matchText(COFFEE, '--limit', '99999999999999999999')).candidates).toHaveLength(82);
  });

  test('only cuts the list', async () => {
    const [few, many] = [await matchText(COFFEE, '--limit', '3'), await matchText(COFFEE, '--limit', '82')];
    expect(few).toEqual({ ...many, candidates: many.candidates.slice(0, 3) });
  });

  test.each(['0', '-1', '1.5', '5.0', '1e3', 'many', '', ' 3', '+3', '0x5'])('refuses "%s"', async (limit) => {
    const { code, stdout, stderr } = await runTool(['match', ONE_WAY, `--limit=${limit}`]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('whole number, 1 or more');
  });
});

describe('what cannot be matched', () => {
  test.each<[string, string[], RunOptions, number, string]>([
    ['no text', [], {}, 2, 'no-text'],
    ['a blank text', [' ', '\t'], {}, 2, 'no-text'],
    ['a blank pipe', ['-'], { stdin: ' \n\n' }, 2, 'no-text'],
    ['bytes that are no UTF-8', [], { stdin: new Uint8Array([0x6e, 0xff]) }, 2, 'not-utf8'],
    ['more than a text', [], { stdin: 'a'.repeat(1024 * 1024 + 1) }, 6, 'too-large'],
    ['a text and --input', ['text', '--input', '-'], { stdin: '{}' }, 2, 'text-and-input'],
    ['a file that is not there', ['--input', 'no/such.ndjson'], {}, 6, 'cannot-read'],
    ['a folder', ['--input', '.'], {}, 6, 'cannot-read'],
  ])('%s is an error with a hint', async (_, argv, run, code, name) => {
    const ran = await runTool(['match', ...argv], run);
    expect([ran.code, ran.stdout]).toEqual([code, '']);
    expect(ran.stderr).toMatch(new RegExp(`^error .*\\[${name}\\]\n  \\S`));
  });
});

describe('--input', () => {
  test('gives a result for each record, in order, with its id and line', async () => {
    const matches = await matchRecords([
      { id: 'a', text: ONE_WAY },
      { text: COFFEE },
      { id: 7, text: 'Re-connecting' },
    ]);
    expect(matches.map(({ id, line, text, abstained }) => [id, line, text, abstained])).toEqual([
      ['a', 1, ONE_WAY, false],
      [undefined, 2, COFFEE, true],
      ['7', 3, 'Re-connecting', false],
    ]);
  });

  test('comes to the same as the text by itself', async () => {
    for (const text of [ONE_WAY, COFFEE, 'kicked out']) {
      const [{ line: _, ...match }] = (await matchRecords([{ text }])) as [Match];
      expect(match).toEqual(await matchText(text));
    }
  });

  test('tells of each broken line on a line of its own, goes on, and ends with 5', async () => {
    const lines = ['{bad', '[]', '7', 'null', '{}', '{"text":3}', '{"text":null}', '{"text":"a","facts":3,"id":"x"}'];
    const bytes = Buffer.concat([
      Buffer.from(`\ufeff{"text":"${ONE_WAY}"}\r\n\r\n   \n${lines.join('\r\n')}\n`),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(`{"text":"${'a'.repeat(1024 * 1024)}"}\n${'['.repeat(50)}${']'.repeat(50)}\n{"text":"${ONE_WAY}"}`),
    ]);
    const { code, stdout, stderr } = await runTool(['match', '--input', '-', '--limit', '1'], { stdin: bytes });
    expect([code, stderr]).toEqual([5, '']);
    const matches = matchesOf(stdout);
    const [first, last] = [matches.shift()!, matches.pop()!];
    expect([first, last].map((match) => [match.line, idsOf(match), match.problems])).toEqual([
      [1, ['audio/one-way'], undefined],
      [15, ['audio/one-way'], undefined],
    ]);
    expect(matches.map(({ problems }) => problems?.map(({ code: name, line }) => [name, line]))).toEqual([
      [['bad-json', 4]],
      [['not-an-object', 5]],
      [['not-an-object', 6]],
      [['not-an-object', 7]],
      [['no-text', 8]],
      [['text-not-a-string', 9]],
      [['text-not-a-string', 10]],
      [['facts-not-an-object', 11]],
      [['not-utf8', 12]],
      [['too-large', 13]],
      [['too-deep', 14]],
    ]);
    for (const match of matches) expect(match).toMatchObject({ abstained: true, candidates: [], none: 1 });
    expect(matches[7]).toMatchObject({ id: 'x', text: 'a' });
  });

  test('takes facts and the area into account, and says which facts spoke', async () => {
    const facts = { 'audio.fault': 'cross-talk', 'phone.rings': true };
    const [bare, known, there] = await matchRecords([
      { text: 'cannot log in' },
      { text: 'somebody else is on the line', facts },
      { text: 'cannot log in', area: 'portal' },
    ]);
    expect(idsOf(known!)[0]).toBe('audio/cross-talk');
    expect(known!.candidates[0]!.because).toContain('audio.fault = cross-talk');
    const ofPortal = (match: Match): number =>
      match.candidates.find(({ id }) => id === 'portal/cannot-log-in')!.probability;
    expect(ofPortal(there!)).toBeGreaterThan(ofPortal(bare!));
  });

  test('has no row that a fact excludes', async () => {
    const [match] = await matchRecords([{ text: ONE_WAY, facts: { 'audio.fault': 'none' } }], '--limit', '82');
    expect(idsOf(match!).filter((id) => id.startsWith('audio/'))).toEqual([]);
  });

  test('matches on the rest when a part of a record cannot be used, which is no incomplete run', async () => {
    const record = `{"text":"${ONE_WAY}","area":"kitchen","facts":{"fone":1,"phone.rings":"no","__proto__":1}}`;
    const { code, stdout } = await runTool(['match', '--input', '-'], { stdin: record });
    expect(code).toBe(0);
    const [match] = matchesOf(stdout);
    expect(match).toMatchObject({ abstained: false, candidates: [{ id: 'audio/one-way' }, {}, {}, {}, {}] });
    expect(match!.problems?.map(({ code: name, field, line }) => [name, field, line])).toEqual([
      ['unknown-area', 'area', 1],
      ['unknown-fact', 'facts.fone', 1],
      ['wrong-type', 'facts.phone.rings', 1],
      ['forbidden-key', 'facts.__proto__', 1],
    ]);
  });

  test('of nothing is nothing', async () => {
    for (const stdin of ['', '\n\n', '\ufeff'])
      expect(await runTool(['match', '--input', '-'], { stdin })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('is the same from a file, in chunks, as from a pipe', async () => {
    const file = join(temporaryFolder(), 'texts.ndjson');
    // Lines of all lengths around the size of a chunk, one of them over the limit.
    const sizes = [10, 262_100, 262_144, 300_000, 1_048_560, 1_048_577, 2_000_000, 5];
    const lines = sizes.map((size) => JSON.stringify({ text: `kicked out ${'é'.repeat(size / 2)}`.slice(0, size) }));
    writeFileSync(file, `\ufeff${lines.join('\r\n')}`);
    const fromFile = await runTool(['match', '--input', file, '--limit', '1']);
    const fromPipe = await runTool(['match', '--input', '-', '--limit', '1'], {
      stdin: `\ufeff${lines.join('\r\n')}`,
    });
    expect(fromFile).toEqual(fromPipe);
    expect(matchesOf(fromFile.stdout).map(({ problems }) => problems?.[0]?.code)).toEqual(
      sizes.map((size) => (size >= 1_048_560 ? 'too-large' : undefined)),
    );
  });
});

describe('a hostile text', () => {
  const TEXTS: readonly (readonly [string, string])[] = [
    ['of a megabyte', 'kicked out '.repeat(95_000)],
    ['of one word as long as that', 'k'.repeat(1_000_000)],
    ['of ten thousand words', Array.from({ length: 10_000 }, (_, at) => `word${at}`).join(' ')],
    ['of emoji alone', '😀👩‍💻🔥'.repeat(20)],
    ['of nothing but signs', '¯\\_(ツ)_/¯ !!! ??? … — $1 \\1 ${x} <b> %s'],
    ['with NUL and escapes', 'no\u0000 sound\u001b[31m\u001b]0;owned\u0007 \u009b2J'],
    ['that is turned round', '\u202ekicked\u202c \u2066out\u2069 \u200b\u200f\u2028\u2029'],
    ['of lone surrogates', 'no \ud800 sound \udfff\ud800'],
    ['that is a name of JavaScript', '__proto__ constructor toString hasOwnProperty'],
    ['that repeats', `${'not '.repeat(5000)}ringing`],
  ];

  test.each(TEXTS)('%s is ranked, handed back as it was, and printed escaped', async (_, text) => {
    const stdin = `${JSON.stringify({ text })}\n{"text":"${ONE_WAY}"}\n`;
    const { code, stdout, stderr } = await runTool(['match', '--input', '-'], { stdin });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[\P{C}\n]*$/u);
    const [first, second] = matchesOf(stdout);
    expect(first!.text === text).toBe(true);
    expect(first!.candidates).toHaveLength(5);
    for (const reason of first!.candidates.flatMap(({ because }) => because)) expect(reason.length).toBeLessThan(200);
    expect(idsOf(second!)[0]).toBe('audio/one-way');
  });

  test.each(TEXTS)('%s reaches no terminal raw', async (_, text) => {
    const { code, stdout, stderr } = await runTool(['match', '-'], { stdin: text });
    expect(code).toBe(0);
    expect(stdout + stderr).toMatch(/^[\P{C}\n]*$/u);
  });

  test('whatever it is, never fails and never has a word that was not typed', async () => {
    const word = fc.constantFrom(
      'phone',
      'not',
      'ringing',
      'Re-connecting',
      'kicked',
      'out',
      '119s',
      'no',
      '"',
      'hear',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
        const matches = await matchRecords(texts.map((one) => ({ text: one })));
        expect(matches.map((match) => match.text)).toEqual(texts);
        for (const match of matches) {
          const said = match.candidates.flatMap(({ because }) => because.filter((one) => one.startsWith('"')));
          const typed = match.text.replace(/\s+/g, ' ');
          for (const one of said) expect([typed, typed.includes(one.slice(1, -1))]).toEqual([typed, true]);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the schema', () => {
  test('is published, and refuses what is none', async () => {
    const { code, stdout } = await runTool(['schema', 'match']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(publishedSchema('match'));
    const match = await matchText(ONE_WAY);
    for (const key of ['schema', 'text', 'abstained', 'candidates', 'none'] as const) {
      const { [key]: _, ...rest } = match;
      expect([key, validate(rest)]).toEqual([key, false]);
    }
    expect(validate({ ...match, none: 2 })).toBe(false);
  });
});

describe('the built program', () => {
  let program: BuiltProgram;
  beforeAll(() => {
    program = installProgram();
    mkdirSync(join(program.folder, 'home'));
  });
  afterAll(() => program.remove());

  const deskmedic = (argv: readonly string[], input = '', env: Readonly<Record<string, string>> = {}) =>
    spawnSync(process.execPath, [program.bin, 'match', ...argv], {
      input,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, DESKMEDIC_HOME: join(program.folder, 'home'), ...env },
    });

  /** A thousand texts, each another one. */
  const texts = Array.from(
    { length: 1000 },
    (_, at) => `${[ONE_WAY, COFFEE, 'kicked out'][at % 3]!} for ${at} minutes`,
  );
  const records = texts.map((text, at) => JSON.stringify({ id: `INC-${at}`, text })).join('\n');

  test('answers a thousand lines in order, from a pipe and from a file', () => {
    const piped = deskmedic(['--input', '-', '--limit', '2'], records);
    expect([piped.status, piped.stderr]).toEqual([0, '']);
    const matches = matchesOf(piped.stdout);
    expect(matches.map(({ id, text, line }) => [id, text, line])).toEqual(
      texts.map((text, at) => [`INC-${at}`, text, at + 1]),
    );
    const file = join(program.folder, 'texts.ndjson');
    writeFileSync(file, records);
    expect(deskmedic(['--input', file, '--limit', '2']).stdout).toBe(piped.stdout);
  });

  test('says the same in every locale and zone', () => {
    const args = [['--input', '-'], ['KICKED OUT, ISSIZ İSTANBUL, 1m30s'], ['--json', ONE_WAY]];
    const places = [
      { LC_ALL: 'C', LANG: 'C', TZ: 'UTC' },
      { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' },
      { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8', TZ: 'America/Chicago' },
    ];
    for (const argv of args) {
      const [first, ...others] = places.map((env) =>
        deskmedic(argv, records.slice(0, 2000).replace(/\n[^\n]*$/, ''), env),
      );
      expect([first!.status, first!.stderr]).toEqual([0, '']);
      for (const other of others) expect(other.stdout).toBe(first!.stdout);
    }
  });

  test('ends with 5 for a faulty line, 2 for a misuse, 6 for a file that is not there', () => {
    expect(deskmedic(['--input', '-'], '{"text":"a"}\n{bad\n{"text":"b"}').status).toBe(5);
    expect(deskmedic(['--input', '-', 'text'], '').status).toBe(2);
    expect(deskmedic(['--input', join(program.folder, 'none')]).status).toBe(6);
    expect(deskmedic([COFFEE]).status).toBe(0);
  });

  test('asks for a text on a terminal, where nothing is piped, and wraps its answer there', async () => {
    const typed = async (...argv: string[]): Promise<{ code: number; lines: string[] }> => {
      const terminal = spawnInTerminal(process.execPath, [program.bin, 'match', ...argv], {
        cols: 60,
        env: { ...process.env, NO_COLOR: '1', DESKMEDIC_HOME: join(program.folder, 'home') },
      });
      let shown = '';
      terminal.onData((data) => (shown += data));
      const code = await new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
      return { code, lines: shown.split('\r\n') };
    };
    const nothing = await typed();
    expect(nothing.code).toBe(2);
    expect(nothing.lines[0]).toBe('error there is no text to match [no-text]');
    expect(nothing.lines[1]).toContain('deskmedic match "');
    const answer = await typed('Re-connecting', '--limit', '82', '--quiet');
    expect(answer.code).toBe(0);
    expect(Math.max(...answer.lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    // What follows a percentage is set below its own first letter.
    for (const line of answer.lines.slice(0, -1)) expect(line).toMatch(/^(?:[ <>\d]{3} % {2}| {7})\S/);
  });

  test.skipIf(process.platform === 'win32')('reads what a shell substitutes for a file', () => {
    const script = `"$0" "$1" match --limit 1 --input <(echo '{"text":"kicked out"}')`;
    const ran = spawnSync('bash', ['-c', script, process.execPath, program.bin], {
      encoding: 'utf8',
      env: { ...process.env, DESKMEDIC_HOME: join(program.folder, 'home') },
    });
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    expect(matchesOf(ran.stdout)).toMatchObject([{ text: 'kicked out', line: 1 }]);
  });
});
