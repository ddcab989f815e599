import { fstatSync, statSync, writeSync, type Stats } from 'node:fs';
import type { Writable } from 'node:stream';
import { EXIT } from '../exit-codes.ts';
import { UserError } from '../errors.ts';
import type { Output } from './io.ts';

/** Wide enough for prose where nobody tells the width (a pipe, a file). */
const DEFAULT_COLUMNS = 80;

/** How long to wait when a pipe that was made non-blocking is full, in milliseconds. */
const FULL_PIPE_PAUSE = 5;

/** Where the text of an `Output` ends up. */
interface Sink {
  readonly isTerminal: boolean;
  readonly columns: number;
  /** Resolves when the content has left; rejects with what the system says. */
  write(content: readonly string[] | Uint8Array): Promise<void>;
}

/** Node's own stream for a descriptor, which costs 3 ms to make. */
type OwnStream = Writable & { isTTY?: boolean; columns?: number };

/**
 * A standard stream for writing, made on first use. A reader who went away (EPIPE) is no error: what follows is
 * swallowed. Any other failure (a full disk) rejects with a `UserError`, exit 6, each time.
 *
 * @param makeStream gives Node's stream for the descriptor, where it is needed
 */
export function outputTo(name: string, descriptor: number, makeStream: () => OwnStream): Output {
  let made: Sink | null = null;
  let isClosed = false;
  let failure: UserError | null = null;
  let before: Promise<void> = Promise.resolve();

  function sink(): Sink {
    made ??= isPlainDescriptor(descriptor) ? descriptorSink(descriptor) : streamSink(makeStream());
    return made;
  }

  async function writeNow(content: readonly string[] | Uint8Array): Promise<void> {
    if (failure !== null) throw failure;
    if (isClosed) return;
    try {
      await sink().write(content);
    } catch (error) {
      if (isGone(error)) {
        isClosed = true;
        return;
      }
      failure = cannotWrite(name, error);
      throw failure;
    }
  }

  return {
    get isTerminal() {
      return sink().isTerminal;
    },
    get columns() {
      return sink().columns;
    },
    get isClosed() {
      return isClosed;
    },
    write(content) {
      // One after the other, also when the caller does not wait.
      const now = before.then(() => writeNow(typeof content === 'string' ? [content] : content));
      before = now.catch(() => {});
      return now;
    },
  };
}

/** A pipe or a file, to which Node itself would write in the same way; not on Windows, nor for a terminal. */
function isPlainDescriptor(descriptor: number): boolean {
  if (process.platform === 'win32') return false;
  const facts = fstatSync(descriptor);
  return facts.isFIFO() || facts.isFile() || facts.isSocket() || isNull(facts);
}

/** Of devices this one is told without node:tty, which takes 3 ms to load. */
function isNull(facts: Stats): boolean {
  return facts.isCharacterDevice() && facts.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

/** Bytes that are gathered before they are written. */
const SCRATCH = 256 * 1024;
/** Bytes that a UTF-16 unit takes in UTF-8, at most. */
const MOST_BYTES = 3;

/** Twice as quick as a buffer's own `write` with text that is not ASCII alone. */
const encoder = new TextEncoder();

function descriptorSink(descriptor: number): Sink {
  // One for all: room of its own for each block of a long output is more than is collected in time.
  let scratch: Buffer | undefined;
  async function write(content: readonly string[] | Uint8Array): Promise<void> {
    if (content instanceof Uint8Array) return writeBytes(content);
    let filled = 0;
    for (const text of content) {
      const most = text.length * MOST_BYTES;
      if (filled + most > SCRATCH) {
        await writeBytes(scratch?.subarray(0, filled));
        filled = 0;
      }
      if (most > SCRATCH) await writeBytes(Buffer.from(text));
      else filled += encoder.encodeInto(text, (scratch ??= Buffer.allocUnsafeSlow(SCRATCH)).subarray(filled)).written;
    }
    await writeBytes(scratch?.subarray(0, filled));
  }
  async function writeBytes(bytes: Uint8Array | undefined): Promise<void> {
    for (let at = 0; bytes !== undefined && at < bytes.length;) {
      try {
        at += writeSync(descriptor, bytes, at);
      } catch (error) {
        // Whoever shares the pipe has made it non-blocking, and the reader is slow.
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
        await new Promise((resolve) => setTimeout(resolve, FULL_PIPE_PAUSE));
      }
    }
  }
  return { isTerminal: false, columns: DEFAULT_COLUMNS, write };
}

function streamSink(stream: OwnStream): Sink {
  // The callback of a write brings its error first; the event would end the process if nobody listened.
  stream.on('error', () => {});
  return {
    get isTerminal() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns || DEFAULT_COLUMNS;
    },
    write: (content) =>
      new Promise((resolve, reject) => {
        stream.write(content instanceof Uint8Array ? content : content.join(''), (error) =>
          error ? reject(error) : resolve(),
        );
      }),
  };
}

function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
}

function cannotWrite(name: string, error: unknown): UserError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new UserError('cannot-write', `${name} cannot be written: ${message}`, {
    exit: EXIT.unreachable,
    cause: error,
    ...(code === 'ENOSPC' ? { hint: 'Free some space on the disk that it goes to, and run the command again.' } : {}),
  });
}
