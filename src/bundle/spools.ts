import { Cancelled } from '../errors.ts';
import type { Io, Spool } from '../io/io.ts';

/**
 * Lends two spools beside what will be written into `folder`: everything that is made of evidence goes through them, so an
 * interruption is heard there, as a `Cancelled`. They are gone when `use` is done, however it ends.
 */
export async function withSpools<T>(
  folder: string,
  io: Pick<Io, 'files' | 'interrupted'>,
  use: (entries: Spool, whole: Spool) => Promise<T>,
): Promise<T> {
  const entries = await io.files.spool(folder);
  try {
    const whole = await io.files.spool(folder);
    try {
      return await use(interruptible(entries, io), interruptible(whole, io));
    } finally {
      await discard(whole);
    }
  } finally {
    await discard(entries);
  }
}

/** The same chunks; a `Cancelled` when somebody interrupts. */
export async function* untilInterrupted(
  chunks: AsyncIterable<Uint8Array>,
  io: Pick<Io, 'interrupted'>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    throwIfInterrupted(io);
    yield chunk;
  }
}

/** Throws a `Cancelled` when somebody has interrupted. */
function throwIfInterrupted({ interrupted }: Pick<Io, 'interrupted'>): void {
  if (interrupted.aborted) throw new Cancelled('interrupted before anything was written');
}

/** What is thrown away need not be put away well. */
async function discard(spool: Spool): Promise<void> {
  await spool.close().catch(() => undefined);
}

function interruptible(spool: Spool, io: Pick<Io, 'interrupted'>): Spool {
  return {
    get size() {
      return spool.size;
    },
    append(bytes) {
      throwIfInterrupted(io);
      return spool.append(bytes);
    },
    readAt(offset, length) {
      throwIfInterrupted(io);
      return spool.readAt(offset, length);
    },
    stream: (start, end, reuse) => untilInterrupted(spool.stream(start, end, reuse), io),
    close: () => spool.close(),
  };
}
