import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli.ts';
import type { Io } from '../../src/io/io.ts';
import { PIXEL } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { wholeIo } from '../support/whole-io.ts';

const CLONE = ['node', '/opt/clone of it/bin/deskmedic.js'];

/** Runs the tool as a clone at a terminal of 80 columns where nobody types; answers what the screen shows. */
async function runOnScreen(argv: readonly string[]): Promise<{ code: number; screen: string }> {
  const real = wholeIo();
  let screen = '';
  const output: Io['stderr'] = {
    isTerminal: true,
    columns: 80,
    isClosed: false,
    write: (text) => {
      screen += text;
      return Promise.resolve();
    },
  };
  const code = await run([...argv, '--no-color'], {
    ...real,
    stdin: {
      isTerminal: false,
      bytes: () => Promise.resolve(new Uint8Array()),
      async *chunks() {},
      line: () => Promise.resolve(null),
    },
    stdout: output,
    stderr: output,
    env: {},
    system: Object.create(real.system, {
      command: { value: CLONE },
      packageRoot: { value: join(import.meta.dirname, '../..') },
    }) as Io['system'],
  });
  return { code, screen };
}

/** The words that a shell makes of the one line that holds `verb`, as a person copies it from the program's name on. */
function wordsPasted(screen: string, verb: string): string[] {
  const line = screen.split('\n').find((text) => text.includes(` ${verb} `)) ?? '';
  const command = line.slice(line.indexOf('node '));
  return execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

/** A home whose path has blanks and is longer than a screen is wide. */
function longHome(): { folder: string; home: string } {
  const folder = temporaryFolder();
  const home = join(folder, `a home with ${'many '.repeat(20)}words`);
  return { folder, home };
}

/** A finished answers file for a case that always goes to the vendor. */
function answersIn(folder: string, output: string): string {
  const path = join(folder, 'answers.yaml');
  writeFileSync(join(folder, 'shot.png'), PIXEL);
  const escalation = {
    username: 'jdoe',
    agentUsername: 'a7',
    firstObservedAt: '2026-01-20T08:41:00Z',
    screenshots: ['shot.png'],
  };
  const answers = { schema: 'deskmedic/answers/v1', symptom: 'desktop/reserved-while-talking', escalation, output };
  writeFileSync(path, JSON.stringify(answers));
  return path;
}

describe('a command to paste stands on one line, whatever the width of the screen', () => {
  test('the one that resumes a case', async () => {
    const { home } = longHome();
    const { code, screen } = await runOnScreen(['diagnose', 'Reserved', '--home', home]);
    expect(code).toBe(2);
    const [id] = readdirSync(join(home, 'cases'));
    expect(wordsPasted(screen, 'diagnose')).toEqual([...CLONE, 'diagnose', '--resume', id, '--home', home]);
  });

  test('the one that makes a bundle later, where it could not be written', async () => {
    const { folder, home } = longHome();
    writeFileSync(join(folder, 'no-folder'), '');
    const answers = answersIn(folder, join(folder, 'no-folder', 'x.zip'));
    const { code, screen } = await runOnScreen(['diagnose', '--answers', answers, '--home', home]);
    expect(code, screen).toBe(6);
    const [id] = readdirSync(join(home, 'cases'));
    const words = [...CLONE, 'bundle', 'create', '--case', id, '-o', 'FOLDER/', '--home', home];
    expect(wordsPasted(screen, 'bundle create')).toEqual(words);
  });

  test('the one that makes a bundle once more', async () => {
    const { folder, home } = longHome();
    mkdirSync(join(folder, 'out'));
    const answers = answersIn(folder, join(folder, 'out/'));
    const first = await runOnScreen(['diagnose', '--answers', answers, '--home', home]);
    expect(first.code, first.screen).toBe(3);
    const [id] = readdirSync(join(home, 'cases'));
    const { screen } = await runOnScreen(['diagnose', '--resume', id!, '--answers', answers, '--home', home]);
    expect(screen).toContain('Its bundle was made already:');
    const words = [...CLONE, 'bundle', 'create', '--case', id, '-o', 'FOLDER/', '--home', home];
    expect(wordsPasted(screen, 'bundle create')).toEqual(words);
  });
});
