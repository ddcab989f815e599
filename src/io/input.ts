import type { ReadStream } from 'node:tty';
import { EXIT } from '../exit-codes.ts';
import { UserError } from '../errors.ts';
import type { Input } from './io.ts';
import { keepMemoryFlat } from './flat-memory.ts';
import { createLineSplitter } from './lines.ts';
import type { SignalWatch } from './signals.ts';

/** The most that is read from stdin as a whole, in bytes; like a file's. */
const WHOLE_INPUT_LIMIT = 64 * 1024 * 1024;

/**
 * A standard stream for reading, by lines or as a whole. It is not touched before the first use, nor held after the
 * last. An interruption while it waits rejects with the reason of the signal.
 *
 * @param interruption of whoever reads lines or chunks, and looks at it between them
 * @param watch for the time in which the whole is read: what is done with it then, a signal ends as is usual
 */
export function inputFrom(open: () => ReadStream, interruption: () => AbortSignal, watch: () => SignalWatch): Input {
  let stream: ReadStream | null = null;
  const lines = createLineSplitter('stdin');
  const arrived: Uint8Array[] = [];
  let hasEnded = false;
  let failure: UserError | null = null;
  let wake = (): void => {};

  function opened(): ReadStream {
    if (stream !== null) return stream;
    const source = open();
    source.on('data', (chunk: Uint8Array) => {
      rest(source);
      arrived.push(chunk);
      wake();
    });
    source.on('end', () => {
      hasEnded = true;
      wake();
    });
    source.on('error', (error) => {
      failure = cannotRead(error);
      wake();
    });
    stream = source;
    return source;
  }

  /** The next chunk, or `null` at the end. */
  async function nextChunk(interrupted: AbortSignal, enough?: AbortSignal): Promise<Uint8Array | null> {
    const source = opened();
    const isOver = (): boolean => hasEnded || enough?.aborted === true;
    while (arrived.length === 0 && !isOver() && failure === null) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        interrupted.addEventListener('abort', wake, { once: true });
        enough?.addEventListener('abort', wake, { once: true });
        goOn(source);
      });
      interrupted.removeEventListener('abort', wake);
      enough?.removeEventListener('abort', wake);
      if (interrupted.aborted || isOver()) rest(source);
      interrupted.throwIfAborted();
    }
    const next = arrived.shift();
    if (next !== undefined) return next;
    if (failure !== null) throw failure;
    return null;
  }

  async function line(): Promise<string | null> {
    for (;;) {
      const next = lines.next();
      if (next !== null) return next;
      const more = await nextChunk(interruption());
      if (more === null) return lines.rest();
      lines.add(more);
    }
  }

  async function bytes(): Promise<Uint8Array> {
    const chunks = [lines.remaining()];
    let size = chunks[0]?.length ?? 0;
    const { interrupted, stop } = watch();
    try {
      for (let next = await nextChunk(interrupted); next !== null; next = await nextChunk(interrupted)) {
        size += next.length;
        if (size > WHOLE_INPUT_LIMIT) throw tooLarge();
        chunks.push(next);
      }
    } finally {
      stop();
    }
    return Buffer.concat(chunks);
  }

  async function* chunks(enough?: AbortSignal): AsyncGenerator<Uint8Array> {
    const before = lines.remaining();
    if (before.length > 0) yield before;
    for (;;) {
      const next = await nextChunk(interruption(), enough);
      if (next === null) return;
      keepMemoryFlat();
      yield next;
    }
  }

  return {
    get isTerminal() {
      return open().isTTY === true;
    },
    line,
    bytes,
    chunks,
  };
}

/** Until somebody asks again: an idle stream must neither fill the memory nor keep the process alive. */
function rest(source: ReadStream): void {
  source.pause();
  // An open pipe holds the process even when paused; a file has nothing to let go.
  source.unref?.();
}

function goOn(source: ReadStream): void {
  source.ref?.();
  source.resume();
}

function cannotRead(error: Error): UserError {
  return new UserError('cannot-read', `stdin cannot be read: ${error.message}`, {
    exit: EXIT.unreachable,
    cause: error,
  });
}

function tooLarge(): UserError {
  return new UserError('too-large', 'stdin is larger than 64 MiB', {
    hint: 'Split it, and run the command once for each part.',
    exit: EXIT.unreachable,
  });
}
