import type { Io, Network, Output, Terminal } from './io.ts';
import { realFiles } from './files.ts';
import { watchSignals } from './signals.ts';
import { inputFrom } from './input.ts';
import { outputTo } from './output.ts';
import { realClock, realSystem } from './system.ts';
import { realThreads } from './threads.ts';

/**
 * The outside world, for `bin/` and `cli.ts` only. `packageRoot` is the folder that holds `rules/` and `dist/`.
 * Nothing is opened or loaded before it is used, so that a verb pays for what it needs.
 */
export function realIo(packageRoot: string): Io {
  const system = realSystem(packageRoot);
  const interrupted = once(() => watchSignals().interrupted);
  return {
    stdin: inputFrom(() => process.stdin, interrupted, watchSignals),
    stdout: outputTo('stdout', 1, () => process.stdout),
    stderr: outputTo('stderr', 2, () => process.stderr),
    get terminal() {
      return hasTerminal() ? promptTerminal : null;
    },
    files: realFiles(system),
    network: networkUntil(interrupted),
    clock: realClock,
    env: process.env,
    system,
    get interrupted() {
      return interrupted();
    },
    threads: realThreads(packageRoot),
  };
}

/**
 * The outside world of a further thread, which reads, but speaks to nobody: results leave by the one that started it,
 * whose terminal they are made for.
 */
export function realThreadIo(packageRoot: string, screen: Pick<Output, 'isTerminal' | 'columns'>): Io {
  const system = realSystem(packageRoot);
  const { signal } = new AbortController();
  const mute = { isClosed: false, write: () => Promise.resolve() };
  return {
    stdin: inputFrom(
      () => process.stdin,
      () => signal,
      watchSignals,
    ),
    stdout: { ...screen, ...mute },
    stderr: { isTerminal: false, columns: screen.columns, ...mute },
    terminal: null,
    files: realFiles(system),
    network: networkUntil(() => signal),
    clock: realClock,
    env: process.env,
    system,
    interrupted: signal,
  };
}

/** Loaded with the first request. */
function networkUntil(interrupted: () => AbortSignal): Network {
  const load = once(async () => (await import('./http-put.ts')).httpNetwork(interrupted()));
  return {
    send: async (request) => (await load()).send(request),
    pause: async (milliseconds) => (await load()).pause(milliseconds),
  };
}

/** Prompts need a cursor to move and keys to read; a `dumb` terminal (an editor's, a log's) has neither. */
function hasTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true && process.env['TERM'] !== 'dumb';
}

/** Comes into being with the first prompt. */
const loadTerminal = once(async () => {
  const { inquirerTerminal } = await import('./terminal.ts');
  return inquirerTerminal({ input: process.stdin, output: process.stderr });
});

const promptTerminal: Terminal = {
  ask: async (prompt) => (await loadTerminal()).ask(prompt),
  progress: async (message, work) => (await loadTerminal()).progress(message, work),
};

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
