import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn, type IPty } from '@lydell/node-pty';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TerminalPrompt } from '../../src/io/io.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const DOWN = '\u001b[B';
const UP = '\u001b[A';
const SHOW_CURSOR = '\u001b[?25h';
/** What may stand for a blank: a line end, with a colour that ends before it and begins anew after it. */
const BLANK = '(?:\\s|\u001b\\[\\d+m)+';
const PASTE_MARKS_OFF = '\u001b[?2004l';

const TEXT: TerminalPrompt = { kind: 'input', message: 'What is wrong?', hint: 'in your own words' };
const CHOICE: TerminalPrompt = {
  kind: 'select',
  message: 'What does the status bar say?',
  choices: [
    { value: 'not-responding', name: 'Not Responding' },
    { value: 'reconnecting', name: 'Re-connecting', description: 'in yellow' },
    { value: 'other', name: 'Something else' },
  ],
};
const LONG: TerminalPrompt = {
  kind: 'select',
  message: 'Which one?',
  choices: Array.from({ length: 60 }, (_, at) => ({ value: `v${at + 1}`, name: `choice number ${at + 1}` })),
};

let folder = '';
let program = '';
let running: Session | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'terminal-'));
  program = join(folder, 'ask-prompts.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'ask-prompts.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: program,
    logLevel: 'error',
  });
});

afterEach(() => running?.pty.kill('SIGKILL'));

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A program in a pseudo-terminal and everything it has shown. */
class Session {
  readonly pty: IPty;
  readonly exit: Promise<number>;
  screen = '';
  #wake = (): void => {};

  constructor(
    prompts: readonly object[],
    options: { cols?: number; env?: Record<string, string>; args?: string[] } = {},
  ) {
    const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, ...env } = process.env as Record<string, string>;
    this.pty = spawn(process.execPath, [program, JSON.stringify(prompts), ...(options.args ?? [])], {
      name: 'xterm-256color',
      cols: options.cols ?? 80,
      rows: 24,
      env: { ...env, ...options.env },
    });
    this.pty.onData((data) => {
      this.screen += data;
      this.#wake();
    });
    this.exit = new Promise((resolve) => this.pty.onExit(({ exitCode }) => resolve(exitCode)));
  }

  /** Waits until the words were shown after everything that was waited for before; a narrow terminal breaks lines at blanks. */
  async sees(text: string): Promise<void> {
    const words = text.split(' ').map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const shown = new RegExp(words.join(BLANK), 'g');
    const deadline = Date.now() + 8_000;
    for (;;) {
      shown.lastIndex = this.#seen;
      if (shown.test(this.screen)) {
        this.#seen = shown.lastIndex;
        return;
      }
      if (Date.now() > deadline)
        throw new Error(`never saw ${JSON.stringify(text)} in ${JSON.stringify(this.screen.slice(this.#seen))}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, 200);
      });
    }
  }
  #seen = 0;

  /** What the program wrote to stdout, in order. */
  get answers(): string[] {
    return [...this.screen.matchAll(/^.*?<(.+)>\r$/gmu)].map(([, answer]) => answer ?? '');
  }
}

/** Starts the program; whatever happens, it ends with the test. */
function start(...args: ConstructorParameters<typeof Session>): Session {
  running = new Session(...args);
  return running;
}

describe('an input prompt', () => {
  test('gives what was typed, and shows its hint until then', async () => {
    const session = start([TEXT]);
    await session.sees('in your own words');
    session.pty.write('phone stays silent\r');
    expect(await session.exit).toBe(0);
    expect(session.answers).toEqual(['"phone stays silent"']);
  });

  test('gives its initial text for Enter alone', async () => {
    const session = start([{ kind: 'input', message: 'Site?', initial: 'TUL' }]);
    await session.sees('(TUL)');
    session.pty.write('\r');
    expect(await session.exit).toBe(0);
    expect(session.answers).toEqual(['"TUL"']);
  });

  test('takes keys sent one by one, corrections and letters of any script included', async () => {
    const session = start([TEXT]);
    await session.sees('in your own words');
    for (const key of ['J', 'ö', 'r', 'x', '\u007f', 'g', ' ', '日', '😀', '\r']) session.pty.write(key);
    expect(await session.exit).toBe(0);
    expect(session.answers).toEqual(['"Jörg 日😀"']);
  });

  test('shows a bidi override that was typed as an escape and still gives it as typed', async () => {
    const session = start([TEXT]);
    await session.sees('in your own words');
    session.pty.write('a\u202eb');
    await session.sees('a\\u202eb');
    session.pty.write('\r');
    expect(await session.exit).toBe(0);
    expect(session.answers).toEqual(['"a\u202eb"']);
  });
});

describe('a paste', () => {
  test.each([
    ['marked by the terminal', '\u001b[200~Error 42\r\n\tline two\u001b[31m\r\n\u001b[201~'],
    ['unmarked', 'Error 42\r\n\tline two'],
  ])('of several lines, %s, is one line and answers nothing', async (_, paste) => {
    const session = start([TEXT, CHOICE]);
    await session.sees('in your own words');
    session.pty.write(paste);
    await session.sees('line two');
    expect(session.answers).toEqual([]);
    session.pty.write('!\r');
    await session.sees('status bar');
    expect(session.answers[0]).toMatch(/^"Error 42 line two(?: \[31m)?!"$/);
    session.pty.write(CTRL_C);
    expect(await session.exit).toBe(130);
  });
});

describe('a selection', () => {
  test.each([
    ['arrow keys', [DOWN, DOWN, UP], 'reconnecting'],
    ['a number', ['3'], 'other'],
    ['an arrow past the first', [UP], 'not-responding'],
    ['arrows past the last', [DOWN, DOWN, DOWN, DOWN], 'other'],
    ['the words of a choice', ['s', 'omething else'], 'other'],
    ['a paste', ['\u001b[200~Re-connecting\r\n\u001b[201~'], 'reconnecting'],
  ])('is made with %s', async (_, keys, value) => {
    const session = start([CHOICE]);
    await session.sees('then Enter');
    for (const key of keys) session.pty.write(key);
    session.pty.write('\r');
    expect(await session.exit).toBe(0);
    expect(session.answers).toEqual([JSON.stringify(value)]);
  });

  test.each([
    ['words that are none of its choices', 'no idea'],
    ['the beginning of a choice', 'So'],
    ['a number that is not there', '9'],
  ])('is not made by %s: Enter rings the bell, until a choice is made', async (_, words) => {
    const session = start([CHOICE]);
    await session.sees('then Enter');
    for (const key of words) session.pty.write(key);
    session.pty.write('\r');
    await session.sees('\u0007');
    session.pty.write('\r');
    await session.sees('\u0007');
    expect(session.answers).toEqual([]);
    session.pty.write('3');
    await session.sees('❯ 3.');
    session.pty.write('\r');
    expect(await session.exit).toBe(0);
    expect(session.answers).toEqual(['"other"']);
  });

  test('begins at its initial choice', async () => {
    const session = start([{ ...CHOICE, initial: 'reconnecting' }]);
    await session.sees('in yellow');
    session.pty.write('\r');
    expect(await session.exit).toBe(0);
    expect(session.answers).toEqual(['"reconnecting"']);
  });

  test('of more choices than the terminal has lines takes a number of two digits', async () => {
    const session = start([LONG]);
    await session.sees('then Enter');
    session.pty.write('4');
    session.pty.write('2');
    await session.sees('42. choice number 42');
    session.pty.write('\r');
    expect(await session.exit).toBe(0);
    expect(session.answers).toEqual(['"v42"']);
  });
});

describe('what ends a prompt', () => {
  const prompts: readonly [string, TerminalPrompt, string][] = [
    ['an input prompt', TEXT, 'in your own words'],
    ['a selection', CHOICE, 'then Enter'],
  ];
  const ends: readonly [string, (pty: IPty) => void][] = [
    ['Ctrl-C', (pty) => pty.write(CTRL_C)],
    ['Ctrl-D', (pty) => pty.write(CTRL_D)],
    ['Ctrl-D behind some text', (pty) => pty.write(`ab${CTRL_D}`)],
    ['SIGTERM', (pty) => process.kill(pty.pid, 'SIGTERM')],
    ['SIGHUP', (pty) => process.kill(pty.pid, 'SIGHUP')],
    ['SIGINT from outside', (pty) => process.kill(pty.pid, 'SIGINT')],
  ];

  test.each(prompts.flatMap(([what, prompt, ready]) => ends.map(([how, end]) => ({ what, how, prompt, ready, end }))))(
    '$how cancels $what and leaves the terminal as it was',
    async ({ prompt, ready, end }) => {
      const session = start([prompt]);
      await session.sees(ready);
      end(session.pty);
      expect(await session.exit).toBe(130);
      expect(session.answers).toEqual(['cancelled']);
      expect(session.screen.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(session.screen.lastIndexOf('\u001b[?25l'));
      expect(session.screen).toContain(PASTE_MARKS_OFF);
    },
  );

  test('a terminal that goes away ends the program by itself', async () => {
    const session = start([CHOICE]);
    await session.sees('then Enter');
    const { pid } = session.pty;
    (session.pty as IPty & { destroy(): void }).destroy();
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
  });

  test('keys typed before a prompt is shown do not answer it', async () => {
    const session = start([{ kind: 'progress', message: 'Working' }, CHOICE]);
    await session.sees('Working');
    session.pty.write('3\r');
    await session.sees('then Enter');
    session.pty.write('\r');
    expect(await session.exit).toBe(0);
    expect(session.answers).toEqual(['"worked"', '"not-responding"']);
  });
});

describe('a terminal that changes its size', () => {
  test('keeps what was typed and goes on', async () => {
    const session = start([TEXT, CHOICE]);
    await session.sees('in your own words');
    const text = 'a text that is longer than the line of a narrow terminal can hold at once';
    session.pty.write(text);
    await session.sees('at once');
    session.pty.resize(30, 10);
    session.pty.write(' ok');
    await session.sees('ok');
    session.pty.resize(120, 40);
    session.pty.write('\r');
    // Enter may come before the news of the new size: this prompt is as wide as either.
    await session.sees('then Enter');
    session.pty.resize(20, 6);
    session.pty.write(DOWN);
    await session.sees('in yellow');
    session.pty.resize(80, 24);
    session.pty.write('\r');
    expect(await session.exit).toBe(0);
    expect(session.answers).toEqual([JSON.stringify(`${text} ok`), '"reconnecting"']);
  });
});

describe('colour', () => {
  const colored = /\u001b\[\d+m/;

  test('is there on a terminal', async () => {
    const session = start([CHOICE]);
    await session.sees('then Enter');
    expect(session.screen).toMatch(colored);
  });

  test.each([
    ['NO_COLOR', { env: { NO_COLOR: '1' } }],
    ['--no-color', { args: ['--no-color'] }],
    ['FORCE_COLOR=0', { env: { FORCE_COLOR: '0' } }],
  ])('%s turns it off in prompts and progress alike', async (_, options) => {
    const session = start([{ kind: 'progress', message: 'Working' }, TEXT, CHOICE], options);
    await session.sees('in your own words');
    session.pty.write('x\r');
    await session.sees('then Enter');
    session.pty.write(`${DOWN}\r`);
    expect(await session.exit).toBe(0);
    expect(session.screen).not.toMatch(colored);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
