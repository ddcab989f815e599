import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { sitDownWith } from '../support/sit-down.ts';
import type { Shown, Talk } from '../support/talk.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/evidence');
const LOGIN = join(FOLDER, 'console/station-login-failed.log');
const OFFLINE = join(FOLDER, 'console/offline-night.log');
const IN_USE = join(FOLDER, 'console/extension-in-use.log');

let program: BuiltProgram;
beforeAll(() => {
  program = installProgram();
});
afterAll(() => program.remove());

async function shownBy(talk: Talk): Promise<Shown> {
  const shown = await talk.next();
  if (shown === null) throw new Error(`it ended:\n${talk.transcript()}`);
  return shown;
}

describe('a diagnosis that begins with files', () => {
  test('goes straight to the first step, and says which line shows the row', async () => {
    const desk = sitDownWith(program, { args: ['diagnose', '--evidence', LOGIN] });
    const talk = desk.terminal();
    const step = await shownBy(talk);
    expect(step.text).toMatch(/The files show: Signing in to the station fails/);
    expect(step.text).toMatch(/sign-in\.failure = other: station-login-failed\.log, line \d+,\s+2026-/);
    expect(step.text).toContain('Step 1 of 1');
  });

  test('goes back from there to a question, and concludes nothing again', async () => {
    const desk = sitDownWith(program, { args: ['diagnose', '--evidence', LOGIN] });
    const talk = desk.terminal();
    await shownBy(talk);
    await talk.answer('Back');
    const pick = await shownBy(talk);
    expect(pick.question).toContain('Which of these is it?');
    expect(pick.choices).toEqual([expect.stringContaining('Signing in to the station fails'), 'None of these']);
    await talk.answer('None of these');
    expect((await shownBy(talk)).question).toContain('What do you see?');
  });

  test('asks which it is where the files show several things, the likeliest cause first', async () => {
    const desk = sitDownWith(program, { args: ['diagnose', '--evidence', OFFLINE] });
    const pick = await shownBy(desk.terminal());
    expect(pick.choices.length).toBeGreaterThan(2);
    expect(pick.text).toMatch(/network\/long-interruption.*network\.outage = 4m53s750ms: offline-night\.log, line 92/);
  });

  test('tells at "why" what the file shows, with its line', async () => {
    const desk = sitDownWith(program, { args: ['diagnose', '--evidence', LOGIN] });
    const talk = desk.terminal();
    await shownBy(talk);
    await talk.answer('Why this question?');
    expect((await shownBy(talk)).text).toMatch(/sign-in\.failure = other \(station-login-failed\.log, line \d+/);
  });

  test('does not ask for a time that the file shows, says it, and puts the identifiers into the text to paste', async () => {
    const desk = sitDownWith(program, { args: ['diagnose', '--evidence', LOGIN] });
    const talk = desk.terminal();
    await shownBy(talk);
    await talk.answer('No, not fixed');
    let shown = await shownBy(talk);
    const asked: string[] = [];
    for (let next: Shown | null = shown; next !== null; next = await talk.next()) {
      asked.push(next.question);
      shown = next;
      if (next.question.includes('username')) {
        expect(next.text).toContain('First observed, as the files show: 2026-11-20 09:1');
        await talk.answer('jdoe');
      } else if (next.question.includes('Who is affected')) await talk.answer('One agent');
      else if (next.choices.includes('Yes, make a bundle')) await talk.answer('Yes, make a bundle');
      else await talk.answer('');
    }
    expect(asked.join('\n')).not.toContain('When did you first see it');
    const [bundle] = desk.bundles();
    const { stdout } = desk.run(['bundle', 'inspect', bundle!, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      record: {
        firstObservedAt: { utc: expect.stringMatching(/^2026-11-20T15:1/) as string },
        readings: [
          { file: 'station-login-failed.log', format: 'console-log', ids: { tracking: expect.anything() as string[] } },
        ],
        facts: expect.arrayContaining([
          expect.objectContaining({ id: 'sign-in.failure', by: 'evidence', file: 'station-login-failed.log' }),
        ]) as unknown,
      },
    });
  });
});

describe('a file that is dropped', () => {
  test('on the first question becomes evidence, is read, and answers it', async () => {
    const desk = sitDownWith(program, { args: ['diagnose'] });
    copyFileSync(IN_USE, join(desk.cwd, 'desk top.log'));
    const talk = desk.terminal();
    expect((await shownBy(talk)).question).toContain('What do you see?');
    await talk.answer("'desk top.log'");
    const next = await shownBy(talk);
    expect(next.text).toContain('This extension is already in use');
    expect(desk.journal().map(({ type }) => type)).toEqual(['opened', 'attached', 'read', 'answered']);
  });

  test('instead of words on the command line does the same', async () => {
    const desk = sitDownWith(program, { args: ['diagnose', IN_USE] });
    expect((await shownBy(desk.terminal())).text).toContain('The files show');
  });
});

test('a file that was attached and, for a power cut, not read is read when the case is resumed', async () => {
  const desk = sitDownWith(program, { args: ['diagnose', '--evidence', IN_USE] });
  const first = desk.terminal();
  await shownBy(first);
  first.kill('SIGKILL');
  await first.ended;
  const journal = join(desk.home, 'cases', desk.cases()[0]!, 'journal.jsonl');
  writeFileSync(journal, `${readFileSync(journal, 'utf8').split('\n').slice(0, 2).join('\n')}\n`);
  expect(desk.journal().map(({ type }) => type)).toEqual(['opened', 'attached']);
  const again = desk.terminal({ args: ['diagnose', '--resume'] });
  expect((await shownBy(again)).text).toContain('The files show');
  expect(desk.journal().map(({ type }) => type)).toEqual(['opened', 'attached', 'read', 'answered']);
});

describe('an answer that a file contradicts', () => {
  /** Somebody said 30 s; a log that is attached afterwards shows nearly five minutes; the case is taken up again. */
  function contradict() {
    const desk = sitDownWith(program);
    const script = join(desk.cwd, 'answers.yaml');
    writeFileSync(script, 'schema: deskmedic/answers/v1\nfacts: {network.outage: 30s}\nwaited: later\n');
    expect(desk.run(['diagnose', '--answers', script]).code).toBe(0);
    expect(desk.run(['case', 'attach', desk.cases()[0]!, OFFLINE]).code).toBe(0);
    return { desk, talk: desk.terminal({ args: ['diagnose', '--resume'] }) };
  }

  test('is told beside what the file shows, and the person decides', async () => {
    const { desk, talk } = contradict();
    const decide = await shownBy(talk);
    expect(decide.text).toMatch(/The answer was: 30s\. A file shows: 4m53s750ms\s+\(offline-night\.log, line 92/);
    expect(decide.choices).toHaveLength(2);
    await talk.answer(decide.choices[1]!);
    await shownBy(talk);
    expect(desk.journal()).toContainEqual(expect.objectContaining({ prompt: 'decide:network.outage', value: 'said' }));
    expect(desk.run(['case', 'answers', desk.cases()[0]!]).stdout).toMatch(/^decide:\n {2}network\.outage: said$/m);
  });

  test('is asked until it is decided, and takes nothing else back', async () => {
    const { desk, talk } = contradict();
    const decide = await shownBy(talk);
    const before = desk.journal();
    await talk.answer('Back');
    expect((await shownBy(talk)).question).toBe(decide.question);
    expect(desk.journal()).toEqual(before);
  });

  test('is decided by an answers file where nobody is there, and said', async () => {
    const desk = sitDownWith(program);
    const script = join(desk.cwd, 'answers.yaml');
    const write = (decide: string): void =>
      writeFileSync(
        script,
        `schema: deskmedic/answers/v1\nfacts: {network.outage: 30s}\n${decide}waited: gone\nsteps: {default: fixed}\n`,
      );
    write('decide: {network.outage: said}\n');
    const said = desk.run(['diagnose', '--evidence', OFFLINE, '--answers', script, '--json']);
    expect(said.stderr).toMatch(
      /The answer was: 30s\. A file shows: 4m53s750ms[^]*What was answered: 30s; that counts/,
    );
    expect(said.stdout).not.toContain('network/long-interruption');
    write('');
    const shown = desk.run(['diagnose', '--evidence', OFFLINE, '--answers', script, '--json']);
    expect(shown.stderr).toMatch(/What the file shows: 4m53s750ms; that counts/);
  });
});
