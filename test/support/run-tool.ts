import { run } from '../../src/cli.ts';
import type { Io, Output } from '../../src/io/io.ts';
import { realIo } from '../../src/io/real.ts';
import { join } from 'node:path';
import { temporaryFolder } from './disk.ts';

/** What a run of the whole tool came to. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test may give a run beside its arguments. */
export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly env?: Io['env'];
  /** The moment at which the clock stands still, ISO 8601; none: it goes on. */
  readonly now?: string;
  /** The zone of the machine. */
  readonly zone?: string;
  readonly network?: Io['network'];
  readonly files?: Io['files'];
  readonly terminal?: Io['terminal'];
  readonly threads?: NonNullable<Io['threads']>;
}

const PACKAGE_ROOT = join(import.meta.dirname, '../..');

/** The whole tool as a function, on the real disk with an empty home, without a terminal; what it printed is caught. */
export async function runTool(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const io = realIo(PACKAGE_ROOT);
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(argv, {
    stdin: pipedInput(options.stdin),
    stdout: caught(out),
    stderr: caught(err),
    terminal: options.terminal ?? null,
    files: options.files ?? io.files,
    network: options.network ?? io.network,
    clock: {
      now: () => (options.now === undefined ? io.clock.now() : Date.parse(options.now)),
      zone: () => options.zone ?? 'UTC',
    },
    env: { DESKMEDIC_HOME: join(temporaryFolder(), 'home'), ...options.env },
    system: io.system,
    interrupted: new AbortController().signal,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
  return { code, stdout: out.join(''), stderr: err.join('') };
}

function caught(into: string[]): Output {
  return {
    isTerminal: false,
    columns: 80,
    isClosed: false,
    write: (text) => {
      if (typeof text === 'string') into.push(text);
      else into.push(text instanceof Uint8Array ? new TextDecoder().decode(text) : text.join(''));
      return Promise.resolve();
    },
  };
}

function pipedInput(content: string | Uint8Array = ''): Io['stdin'] {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const lines = new TextDecoder().decode(bytes).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return {
    isTerminal: false,
    bytes: () => Promise.resolve(bytes),
    async *chunks() {
      yield bytes;
    },
    line: () => Promise.resolve(lines.shift() ?? null),
  };
}
