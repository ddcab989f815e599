import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { openBundle } from '../support/open-bundle.ts';
import { sitDownWith } from '../support/sit-down.ts';
import type { Shown, Talk } from '../support/talk.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/evidence');
const IN_USE = join(FOLDER, 'console/extension-in-use.log');
const LOGIN = join(FOLDER, 'console/station-login-failed.log');
const CTRL_C = '\u0003';

let program: BuiltProgram;
beforeAll(() => {
  program = installProgram();
});
afterAll(() => program.remove());

type DeskAt = ReturnType<typeof sitDownWith>;

async function shownBy(talk: Talk): Promise<Shown> {
  const shown = await talk.next();
  if (shown === null) throw new Error(`it ended:\n${talk.transcript()}`);
  return shown;
}

const types = (desk: DeskAt): string[] => desk.journal().map(({ type }) => type);

/** Waits until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 15_000; !isSo();) {
    if (Date.now() > deadline) throw new Error('that never came');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The command that the last lines tell to go on with, as its words. */
function resumeWords(said: string): string[] {
  const command = /Go on with: (.*)/.exec(said)?.[1]?.trim() ?? '';
  const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' }).split('\0');
  return printed.slice(printed.indexOf('diagnose'), -1);
}

/** A case whose run was killed after a file was attached and before it was read. */
async function unreadCase(): Promise<{ desk: DeskAt; id: string; copy: string }> {
  const desk = sitDownWith(program, { args: ['diagnose', '--evidence', IN_USE] });
  const talk = desk.terminal();
  await shownBy(talk);
  talk.kill('SIGKILL');
  await talk.ended;
  const id = desk.cases()[0]!;
  const folder = join(desk.home, 'cases', id);
  const journal = join(folder, 'journal.jsonl');
  writeFileSync(journal, `${readFileSync(journal, 'utf8').split('\n').slice(0, 2).join('\n')}\n`);
  return { desk, id, copy: join(folder, 'evidence', 'extension-in-use.log') };
}

describe('a case that nobody answers', () => {
  test('is removed when this run opened it and nothing but the configuration is in it', () => {
    const desk = sitDownWith(program);
    mkdirSync(desk.home);
    writeFileSync(join(desk.home, 'config.yaml'), 'site: Tulsa\n');
    expect(desk.run(['diagnose', '--plain']).code).toBe(2);
    expect(desk.cases()).toEqual([]);
  });

  test('is kept with what was attached, noted and set in it, however often it is resumed', async () => {
    const desk = sitDownWith(program);
    writeFileSync(join(desk.cwd, 'plain.txt'), 'Dear all,\nthe canteen is closed.\n');
    const talk = desk.terminal({ args: ['diagnose', '--evidence', 'plain.txt'] });
    await shownBy(talk);
    talk.send(CTRL_C);
    expect((await talk.ended).code).toBe(130);
    const id = desk.cases()[0]!;
    expect(desk.run(['case', 'note', id, 'seen by two agents']).code).toBe(0);
    expect(desk.run(['case', 'set', id, '--sr', '600123456']).code).toBe(0);
    const before = desk.journal();
    const resumed = desk.run(['diagnose', '--plain', '--resume', id]);
    expect([resumed.code, desk.cases()]).toEqual([2, [id]]);
    expect(resumed.stderr).toContain(`--resume ${id}`);
    expect(desk.journal()).toEqual(before);
  });

  test('is kept when this run attached a file', () => {
    const desk = sitDownWith(program);
    writeFileSync(join(desk.cwd, 'plain.txt'), 'Dear all,\nthe canteen is closed.\n');
    const ran = desk.run(['diagnose', '--plain', '--evidence', 'plain.txt']);
    expect([ran.code, types(desk)]).toEqual([2, ['opened', 'attached', 'read']]);
    expect(resumeWords(ran.stderr)).toEqual(['diagnose', '--resume', desk.cases()[0], '--home', desk.home, '--plain']);
  });
});

describe.runIf(process.platform !== 'win32')('Ctrl-C', () => {
  test('while evidence is copied prints a command that attaches what is missing', async () => {
    const desk = sitDownWith(program);
    const big = join(desk.cwd, 'big one.log');
    writeFileSync(big, '');
    truncateSync(big, 3_000_000_000);
    const args = ['diagnose', '--evidence', LOGIN, 'big one.log', IN_USE];
    const talk = desk.terminal({ args });
    const evidence = (): string => join(desk.home, 'cases', desk.cases()[0]!, 'evidence');
    await until(
      () =>
        existsSync(join(desk.home, 'cases')) &&
        desk.cases().length > 0 &&
        existsSync(evidence()) &&
        readdirSync(evidence()).some(
          (name) => (statSync(join(evidence(), name), { throwIfNoEntry: false })?.size ?? 0) > 1e6,
        ),
    );
    talk.send(CTRL_C);
    expect((await talk.ended).code).toBe(130);
    expect(types(desk)).toEqual(['opened', 'attached', 'read']);
    const words = resumeWords(talk.transcript());
    expect(words).toEqual(['diagnose', '--resume', desk.cases()[0], '--evidence', big, IN_USE, '--home', desk.home]);
    truncateSync(big, 0);
    expect(desk.run([...words, '--plain']).stderr).toContain('The files show: Signing in to the station fails');
    expect(types(desk).filter((type) => type === 'attached')).toHaveLength(3);
  });

  test('while what is missing is read on resuming shows what goes on, and prints the command', async () => {
    const { desk, id, copy } = await unreadCase();
    writeFileSync(copy, 'nothing in this line, and nothing in the next one\n'.repeat(8_000_000));
    const talk = desk.terminal({ args: ['diagnose', '--resume'] });
    await until(() => talk.transcript().includes('Reading extension-in-use.log'));
    talk.send(CTRL_C);
    expect((await talk.ended).code).toBe(130);
    expect(resumeWords(talk.transcript())).toEqual(['diagnose', '--resume', id, '--home', desk.home]);
    expect(types(desk)).toEqual(['opened', 'attached']);
  });
});

describe.runIf(process.getuid?.() === 0)('a file that may not be read', () => {
  const before = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];

  /** A desk of nobody's, with a file that may be read and one that may not. */
  function sitDownAsNobody(): DeskAt {
    const desk = sitDownWith(program, { before });
    for (const name of ['ok.log', 'ok2.log', 'secret.log']) copyFileSync(LOGIN, join(desk.cwd, name));
    chmodSync(join(desk.cwd, 'secret.log'), 0o000);
    execFileSync('chown', ['-R', '65534:65534', desk.cwd]);
    execFileSync('chown', ['0:0', join(desk.cwd, 'secret.log')]);
    chmodSync(program.folder, 0o755);
    return desk;
  }

  test('ends --evidence before anything is begun', () => {
    const desk = sitDownAsNobody();
    const ran = desk.run(['diagnose', '--plain', '--evidence', 'ok.log', 'secret.log'], { before });
    expect(ran.code).toBe(6);
    expect(ran.stderr).toMatch(/secret\.log: permission denied[^]*nothing was attached/);
    expect(existsSync(join(desk.home, 'cases'))).toBe(false);
  });

  test('ends case attach before the first is attached', () => {
    const desk = sitDownAsNobody();
    desk.run(['diagnose', '--plain', 'Reserved'], { before });
    const id = desk.cases()[0]!;
    const ran = desk.run(['case', 'attach', id, 'ok.log', 'secret.log', 'ok2.log'], { before });
    expect(ran.code).toBe(6);
    expect(ran.stderr).toMatch(/secret\.log: permission denied[^]*nothing was attached/);
    expect(types(desk)).not.toContain('attached');
  });

  test('is told when it is dropped, and the prompt is asked again', async () => {
    const desk = sitDownAsNobody();
    const talk = desk.terminal();
    const first = await shownBy(talk);
    await talk.answer('ok.log secret.log');
    const again = await shownBy(talk);
    expect(again.text.replace(/\s+/g, ' ')).toContain('permission denied');
    expect(again.question).toBe(first.question);
    expect(types(desk)).toEqual(['opened']);
    await talk.answer('ok.log');
    expect((await shownBy(talk)).text).toContain('The files show');
  });
});

describe('a path that is dropped and is no file', () => {
  test('is told with the name that was meant, and is no symptom; nothing is taken of the others', async () => {
    const desk = sitDownWith(program);
    copyFileSync(LOGIN, join(desk.cwd, 'r1.log'));
    const talk = desk.terminal();
    const first = await shownBy(talk);
    for (const [typed, said] of [
      ['/x-no-such/nosuch.log', 'there is no such file'],
      [`r1.log ${join(desk.cwd, 'R1.txt')}`, 'Did you mean'],
      [desk.cwd, 'that is a folder'],
    ] as const) {
      await talk.answer(typed);
      const again = await shownBy(talk);
      expect(again.text.replace(/\s+/g, ' ')).toContain(said);
      expect(again.question).toBe(first.question);
    }
    expect(types(desk)).toEqual(['opened']);
    await talk.answer('N/A');
    await shownBy(talk);
    expect(desk.journal()[1]).toMatchObject({ type: 'answered', prompt: 'text', value: 'N/A' });
  });

  test('on the command line begins no case: exit 6', () => {
    const desk = sitDownWith(program);
    const ran = desk.run(['diagnose', '--plain', '/x-no-such/nosuch.log']);
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining('there is no such file')]);
    expect(existsSync(join(desk.home, 'cases'))).toBe(false);
  });
});

test('logs among the screenshots are attached, and the others are judged by themselves', async () => {
  const desk = sitDownWith(program, { args: ['diagnose', 'Reserved'] });
  copyFileSync(IN_USE, join(desk.cwd, 'r1.log'));
  copyFileSync(join(desk.cwd, 'shot.png'), join(desk.cwd, 'my $hot.png'));
  const talk = desk.terminal();
  let shown = await shownBy(talk);
  for (; !shown.question.startsWith('Screenshots?'); shown = await shownBy(talk))
    await talk.answer(shown.question.includes('username') ? 'jdoe' : (shown.choices[0] ?? 'today 00:00'));
  await talk.answer("r1.log 'my $hot.png' nosuch.png");
  const again = await shownBy(talk);
  expect(again.text).toMatch(/r1\.log/);
  expect(again.text.replace(/\s+/g, ' ')).toContain('nosuch.png: there is no such file');
  expect(again.text).not.toContain('not an image');
  expect(desk.journal().filter(({ type }) => type === 'attached')).toHaveLength(1);
  await talk.answer("'my $hot.png'");
  await until(() => desk.journal().some(({ prompt }) => prompt === 'field:screenshots'));
});

describe('a reading that is missing', () => {
  test('is made up for when a bundle is made', async () => {
    const { desk, id } = await unreadCase();
    const ran = desk.run(['bundle', 'create', '--case', id, '-o', 'made.zip', '--allow-incomplete']);
    expect([ran.code, types(desk)]).toEqual([0, ['opened', 'attached', 'read', 'bundled']]);
    expect(openBundle(join(desk.cwd, 'made.zip'))).toMatchObject({
      readings: [{ file: 'extension-in-use.log' }],
      facts: [{ id: 'station.option' }, { id: 'sign-in.failure', by: 'evidence' }],
    });
  });

  test.each([[['show']], [['show', '--json']], [['answers']]])('is told by case %j', async ([verb = '', ...more]) => {
    const { desk, id } = await unreadCase();
    const ran = desk.run(['case', verb, id, ...more]);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/not read yet[^]*extension-in-use\.log[^]*--resume/);
    expect(types(desk)).toEqual(['opened', 'attached']);
  });

  test('is made up for on resuming whatever became of the case', () => {
    const desk = sitDownWith(program);
    const script = join(desk.cwd, 'answers.yaml');
    writeFileSync(script, 'schema: deskmedic/answers/v1\nwaited: later\nsteps: {default: fixed}\n');
    expect(desk.run(['diagnose', '--evidence', IN_USE, '--answers', script]).code).toBe(0);
    const id = desk.cases()[0]!;
    expect(desk.run(['case', 'attach', id, LOGIN]).code).toBe(0);
    const journal = join(desk.home, 'cases', id, 'journal.jsonl');
    writeFileSync(journal, readFileSync(journal, 'utf8').replace(/[^\n]*\n$/, ''));
    expect(types(desk).at(-1)).toBe('attached');
    desk.run(['diagnose', '--plain', '--resume', id]);
    expect(types(desk)).toContain('read');
    expect(types(desk).filter((type) => type === 'read')).toHaveLength(2);
  });
});

describe.runIf(process.platform === 'linux')('a terminal that does not know its size', () => {
  const before = ['sh', '-c', 'stty cols 0 rows 0; exec "$@"', 'sh'];

  test('sees a reading, and a dialogue that Ctrl-C ends', async () => {
    const desk = sitDownWith(program, { before });
    const read = desk.terminal({ args: ['read', IN_USE] });
    expect((await read.ended).code).toBe(4);
    expect(read.raw().length).toBeLessThan(100_000);
    const talk = desk.terminal({ args: ['diagnose', '--evidence', IN_USE] });
    expect((await shownBy(talk)).text).toContain('The files show');
    talk.send(CTRL_C);
    expect((await talk.ended).code).toBe(130);
    expect(talk.raw().length).toBeLessThan(100_000);
  });
});
