import { join } from 'node:path';
import { checkThread } from '../../src/commands/check-thread.ts';
import type { Io, Thread, Threads } from '../../src/io/io.ts';
import { realThreadIo } from '../../src/io/real.ts';

const PACKAGE_ROOT = join(import.meta.dirname, '../..');

/** What such threads were asked. */
export interface FakeThreads extends Threads {
  readonly started: readonly FakeThread[];
}

/** One of them. */
export interface FakeThread extends Thread {
  /** Pieces that were checked. */
  readonly pieces: number;
  readonly isStopped: boolean;
}

/** What happens to a thread before it answers. */
export interface Hindrance {
  /** Milliseconds that an answer takes, one after the other, over and over. */
  readonly delays?: readonly number[];
  /** Thrown instead of the answer to this piece, from 1; 0 is the opening. */
  readonly fails?: { readonly at: number; readonly error: Error };
}

/** Threads that are none: what they do they do here, after a while, so that answers overtake each other. */
export function threadsInProcess(env: Io['env'], { delays = [0], fails }: Hindrance = {}): FakeThreads {
  const started: FakeThread[] = [];
  let nth = 0;
  const start = (): FakeThread => {
    const answerer = checkThread((screen) => ({
      ...realThreadIo(PACKAGE_ROOT, screen),
      env,
      clock: { now: () => Date.now(), zone: () => 'UTC' },
    }));
    let before: Promise<unknown> = Promise.resolve();
    let asked = 0;
    let isStopped = false;
    const answer = async (question: unknown): Promise<unknown> => {
      await new Promise((resolve) => setTimeout(resolve, delays[nth++ % delays.length]));
      if (asked++ === fails?.at) throw fails.error;
      const { answer: answered, given } = await answerer(question);
      return structuredClone(answered, { transfer: [...given] });
    };
    const thread: FakeThread = {
      get pieces() {
        return asked - 1;
      },
      get isStopped() {
        return isStopped;
      },
      ask(question, given = []) {
        // Copied at once: what is given away is not there any more.
        const copy: unknown = structuredClone(question, { transfer: [...given] });
        const answered = before.then(() => answer(copy));
        before = answered.catch(() => {});
        return answered;
      },
      stop() {
        isStopped = true;
      },
    };
    started.push(thread);
    return thread;
  };
  return { started, start, hear: () => new Promise((resolve) => void setImmediate(resolve)) };
}
