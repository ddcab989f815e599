import type { ReadStream, WriteStream } from 'node:tty';
import { Cancelled } from '../errors.ts';
import { colorWanted } from '../report/text.ts';
import type { Terminal, TerminalPrompt } from './io.ts';
import { createChoiceKeys } from './choice-keys.ts';
import { openKeyboard } from './keyboard.ts';

const PASTE_MARKS_ON = '\u001b[?2004h';
const PASTE_MARKS_OFF = '\u001b[?2004l';
const BELL = '\u0007';
const SHOW_CURSOR = '\u001b[?25h';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** What a stream says when the terminal behind it has gone. */
const GONE: ReadonlySet<string | undefined> = new Set(['EIO', 'EPIPE', 'ENXIO', 'EBADF', 'ERR_STREAM_DESTROYED']);

/**
 * Prompts and progress on a real terminal; inquirer and ora are loaded when first used. Ctrl-C, Ctrl-D, a signal and a terminal
 * that goes away end a prompt with `Cancelled`, and leave the terminal as it was. One prompt at a time.
 *
 * @param streams.color whether to colour; by default as `--no-color`, the environment and `output` say
 */
export function inquirerTerminal(streams: { input: ReadStream; output: WriteStream; color?: boolean }): Terminal {
  const { input, output } = streams;
  let onFailure: (error: NodeJS.ErrnoException) => void = () => {};
  let isGuarded = false;

  /** A terminal that goes away fails also after the prompt, when the farewell is written: that must not be fatal. */
  function guardStreams(): void {
    if (isGuarded) return;
    isGuarded = true;
    for (const stream of [input, output]) stream.on('error', (error) => onFailure(error));
  }

  function color(): boolean {
    const flags = { color: !process.argv.includes('--no-color'), plain: process.argv.includes('--plain') };
    return streams.color ?? colorWanted(flags, process.env, output.isTTY);
  }

  async function ask(prompt: TerminalPrompt): Promise<string> {
    const { showPrompt } = await import('./prompts.ts');
    guardStreams();
    const ending = new AbortController();
    const cancel = (): void => ending.abort(new Cancelled('the prompt was closed'));
    const restore = (): void => void output.write(PASTE_MARKS_OFF + SHOW_CURSOR);
    onFailure = (error) => (GONE.has(error.code) ? cancel() : ending.abort(error));
    for (const signal of SIGNALS) process.on(signal, cancel);
    process.on('exit', restore);
    const keyboard = openKeyboard(input, cancel, filterFor(prompt, output));
    try {
      output.write(PASTE_MARKS_ON);
      const answer = showPrompt(prompt, { input: keyboard.stream, output, signal: ending.signal, color: color() });
      // Inquirer shows the prompt in the next turn; this runs right after it.
      setImmediate(keyboard.listen);
      return await answer;
    } catch (error) {
      throw ending.signal.aborted ? ending.signal.reason : toCancelled(error);
    } finally {
      keyboard.close();
      restore();
      onFailure = () => {};
      process.off('exit', restore);
      for (const signal of SIGNALS) process.off(signal, cancel);
    }
  }

  async function progress<T>(message: string, work: (tell?: (message: string) => void) => Promise<T>): Promise<T> {
    const { withSpinner } = await import('./spinner.ts');
    guardStreams();
    return withSpinner(message, { output, color: color() }, work);
  }

  return { ask, progress };
}

/** At a list, words that are no answer do not reach it, and an Enter after them rings the bell. */
function filterFor(prompt: TerminalPrompt, output: WriteStream): ((keys: string) => string) | undefined {
  if (prompt.kind !== 'select') return undefined;
  const press = createChoiceKeys(prompt.choices);
  return (keys) => {
    const { text, refused } = press(keys);
    if (refused) output.write(BELL);
    return text;
  };
}

/** Inquirer has its own error for a prompt that is closed from outside; it is known by name. */
function toCancelled(error: unknown): unknown {
  return error instanceof Error && error.name === 'ExitPromptError'
    ? new Cancelled(error.message, { cause: error })
    : error;
}
