import { spawn as spawnChild } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { spawn as spawnInTerminal, type IPty } from '@lydell/node-pty';

/** One question as it was shown. */
export interface Shown {
  /** Counts from 1. */
  readonly number: number;
  readonly question: string;
  /** What was said since the answer before, and the prompt itself, without control sequences. */
  readonly text: string;
  /** Words of the choices, without the two wishes; empty where something is typed. */
  readonly choices: readonly string[];
}

/** A program that asks, in a terminal or behind pipes, seen from the person's side. */
export interface Talk {
  readonly pid: number;
  /** Everything that was written to the screen (the terminal's, or stderr), as it came. */
  readonly raw: () => string;
  /** The same without control sequences. */
  readonly transcript: () => string;
  /** What was written to stdout; in a terminal that is part of the screen. */
  readonly stdout: () => string;
  /** Waits for the next question; null when the program ended instead. */
  next(): Promise<Shown | null>;
  /** Types words, or chooses the line with these words, and presses Enter. */
  answer(words: string): Promise<void>;
  /** Sends bytes as they are. */
  send(keys: string): void;
  /** Changes the size of the terminal; without one nothing happens. */
  resize(columns: number, rows: number): void;
  /** No more input. */
  close(): void;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** How a program ended; `signal` is null when it ended by itself. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | number | null;
}

/** Where and how a program is started. */
export interface TalkOptions {
  readonly bin: string;
  readonly home: string;
  readonly cwd: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  /** Words that start the program, such as `setpriv …`. */
  readonly before?: readonly string[];
}

const PATIENCE = 15_000;
const PROMPT_BEGINS = '\u001b[?2004h';
const PROMPT_ENDS = '\u001b[?2004l';
/** The last thing a prompt shows, whatever the terminal's width has made of its blanks. */
const READY = /arrowkeysoranumber,thenEnter|"back","why"\s*>/;
const READY_IN_LINES = /^.*"why".*\n/m;

const WISHES = ['Why this question?', 'Back'];

/** The environment without what would change colours or homes. */
function environment(options: TalkOptions): Record<string, string> {
  const { NO_COLOR: _no, FORCE_COLOR: _force, CI: _ci, DESKMEDIC_HOME: _home, ...env } = process.env;
  return { ...(env as Record<string, string>), TZ: 'America/Chicago', DESKMEDIC_HOME: options.home, ...options.env };
}

function commandOf(options: TalkOptions, more: readonly string[]): [string, string[]] {
  const [command, ...rest] = [...(options.before ?? []), process.execPath, options.bin, ...more] as [string];
  return [command, [...rest, ...(options.args ?? [])]];
}

/** Text that grows, and waiting for something in it. */
class Stream {
  text = '';
  isOver = false;
  #wake = (): void => {};

  add(more: string): void {
    this.text += more;
    this.#wake();
  }

  finish(): void {
    this.isOver = true;
    this.#wake();
  }

  /** Waits until `look` finds something; undefined when the text has ended without it. */
  async until<T>(look: (text: string) => T | undefined, what: string): Promise<T | undefined> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const found = look(this.text);
      if (found !== undefined || this.isOver) return found;
      if (Date.now() > deadline) throw new Error(`never saw ${what}; the screen is:\n${plain(this.text).slice(-3000)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        setTimeout(resolve, 500);
      });
    }
  }
}

function plain(text: string): string {
  return stripVTControlCharacters(text).replaceAll('\r', '');
}

/** Starts the program in a pseudo-terminal. */
export function talkInTerminal(options: TalkOptions): Talk {
  const [command, args] = commandOf(options, []);
  const pty: IPty = spawnInTerminal(command, args, {
    name: 'xterm-256color',
    cols: options.columns ?? 220,
    rows: options.rows ?? 60,
    cwd: options.cwd,
    env: environment(options),
  });
  const screen = new Stream();
  let asked = 0;
  /** Where the prompt that was shown last begins, and where what was said before it does. */
  let begin = 0;
  let said = 0;
  let shown: Shown | null = null;
  pty.onData((data) => screen.add(data));
  const ended = new Promise<Ended>((resolve) =>
    pty.onExit(({ exitCode, signal }) => {
      screen.finish();
      resolve({ code: exitCode, signal: signal ? signal : null });
    }),
  );

  async function next(): Promise<Shown | null> {
    const from = shown === null ? 0 : begin + 1;
    const found = await screen.until((text) => {
      const start = text.indexOf(PROMPT_BEGINS, from);
      if (start === -1) return undefined;
      return READY.test(plain(text.slice(start)).replace(/\s+/g, '')) ? start : undefined;
    }, 'the next question');
    if (found === undefined) return null;
    said = begin === 0 ? 0 : screen.text.indexOf(PROMPT_ENDS, begin);
    begin = found;
    asked += 1;
    shown = readPrompt(asked, plain(screen.text.slice(said, begin)), plain(screen.text.slice(begin)));
    return shown;
  }

  /** Waits until what was typed is seen: Enter in the same chunk would be part of a paste. */
  async function typed(keys: string, sign: string): Promise<void> {
    const from = screen.text.length;
    pty.write(keys);
    const squeezed = sign.replace(/\s+/g, '');
    await screen.until(
      (text) => (plain(text.slice(from)).replace(/\s+/g, '').includes(squeezed) ? true : undefined),
      sign,
    );
  }

  async function answer(words: string): Promise<void> {
    if (shown === null) throw new Error('nothing was asked yet');
    if (shown.choices.length === 0) {
      if (words !== '') await typed(words, words.slice(-20));
    } else {
      const at = [...shown.choices, ...WISHES].indexOf(words);
      if (at === -1) throw new Error(`"${words}" is not among ${JSON.stringify(shown.choices)}: ${shown.question}`);
      if (at > 0) await typed(String(at + 1), `❯${at + 1}.`);
    }
    pty.write('\r');
  }

  return {
    pid: pty.pid,
    raw: () => screen.text,
    transcript: () => plain(screen.text),
    stdout: () => plain(screen.text),
    next,
    answer,
    send: (keys) => pty.write(keys),
    resize: (columns, rows) => pty.resize(columns, rows),
    close: () => pty.write('\u0004'),
    kill: (signal) => quietly(() => process.kill(pty.pid, signal)),
    ended,
  };
}

/** Takes the question and its choices from what a terminal shows of a prompt. */
function readPrompt(number: number, before: string, text: string): Shown {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith('? '));
  const question = lines[first]!.slice(2).trim();
  const choices: string[] = [];
  for (const line of lines.slice(first + 1)) {
    const choice = /^[❯ ] +?(\d+)\. (.*)$/.exec(line);
    if (choice !== null && Number(choice[1]) === choices.length + 1) choices.push(choice[2]!.trim());
    else if (choices.length > 0) break;
  }
  return { number, question, text: before + text, choices: choices.filter((choice) => !WISHES.includes(choice)) };
}

/** Starts the program with `--plain` behind pipes, as a screen reader or a script does. */
export function talkInLines(options: TalkOptions): Talk {
  const [command, args] = commandOf(options, ['--plain']);
  const child = spawnChild(command, args, { cwd: options.cwd, env: environment(options), stdio: 'pipe' });
  const screen = new Stream();
  let stdout = '';
  let asked = 0;
  let read = 0;
  let shown: Shown | null = null;
  child.stdout.setEncoding('utf8').on('data', (data: string) => (stdout += data));
  child.stderr.setEncoding('utf8').on('data', (data: string) => screen.add(data));
  child.stdin.on('error', () => {}); // killed while somebody types
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      screen.finish();
      resolve({ code, signal });
    });
  });

  async function next(): Promise<Shown | null> {
    const end = await screen.until((text) => {
      const found = READY_IN_LINES.exec(text.slice(read));
      return found === null ? undefined : read + found.index + found[0].length;
    }, 'the next question');
    if (end === undefined) return null;
    asked += 1;
    shown = readLines(asked, screen.text.slice(read, end));
    read = end;
    return shown;
  }

  function answer(words: string): Promise<void> {
    if (shown === null) throw new Error('nothing was asked yet');
    const wish = { 'Why this question?': 'why', Back: 'back' }[words];
    const at = shown.choices.indexOf(words);
    if (shown.choices.length > 0 && at === -1 && wish === undefined)
      throw new Error(`"${words}" is not among ${JSON.stringify(shown.choices)}: ${shown.question}`);
    child.stdin.write(`${wish ?? (at === -1 ? words : String(at + 1))}\n`);
    return Promise.resolve();
  }

  return {
    pid: child.pid ?? 0,
    raw: () => screen.text + stdout,
    transcript: () => screen.text,
    stdout: () => stdout,
    next,
    answer,
    send: (keys) => void child.stdin.write(keys),
    resize: () => {},
    close: () => void child.stdin.end(),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** A prompt in lines: what was said, the question, its hint, the choices, and how to answer. */
function readLines(number: number, text: string): Shown {
  const lines = text.trimEnd().split('\n');
  const last = lines.length - 1;
  const choices: string[] = [];
  let at = last - 1;
  for (; at >= 0 && /^ {2}\d+\. /.test(lines[at]!); at--) choices.unshift(lines[at]!.replace(/^ {2}\d+\. /, ''));
  if (lines[at]?.startsWith('  (') === true) at--;
  return { number, question: lines[at]?.trim() ?? '', text, choices };
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // It has ended by itself meanwhile.
  }
}
