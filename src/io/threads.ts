import { join } from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';
import { UserError, type Place } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { keepMemoryFlatAgain, keepThreadFlat } from './flat-memory.ts';
import type { Answerer, Thread, Threads } from './io.ts';

/** What comes back for a question. */
type Reply = { readonly answer: unknown } | { readonly thrown: Thrown };

/** An error as it goes from thread to thread: of its own kind only the fields of Node's errors would arrive. */
interface Thrown {
  readonly message: string;
  readonly stack: string | undefined;
  readonly user?: {
    readonly code: string;
    readonly exit: ExitCode;
    readonly hint: string | undefined;
    readonly where: Place | undefined;
  };
}

/** Threads that run `bin/thread.js`. Nothing of them is loaded before the first is started. */
export function realThreads(packageRoot: string): Threads {
  return {
    start: () => startThread(join(packageRoot, 'bin', 'thread.js')),
    hear: () => new Promise((resolve) => void setImmediate(resolve)),
  };
}

function startThread(file: string): Thread {
  // Without streams of its own it would be given ours, and a pipe that Node opens for that is read and written otherwise.
  keepThreadFlat();
  const worker = new Worker(file, { stdout: true, stderr: true, execArgv: [] });
  const asked: { readonly resolve: (answer: unknown) => void; readonly reject: (error: unknown) => void }[] = [];
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const { reject } of asked.splice(0)) reject(failure);
  };
  worker.once('online', keepMemoryFlatAgain);
  worker.on('message', (reply: Reply) => {
    const { resolve, reject } = asked.shift()!;
    if ('thrown' in reply) reject(toError(reply.thrown));
    else resolve(reply.answer);
  });
  worker.on('error', fail);
  worker.on('messageerror', fail);
  worker.on('exit', (code) => fail(new Error(`a thread has ended with ${code}`)));
  return {
    ask: (question, given = []) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) throw failure;
        worker.postMessage(question, given);
        asked.push({ resolve, reject });
      }),
    stop: () => void worker.terminate(),
  };
}

/** Answers the questions of who has started this thread, one after the other. */
export function answerQuestions(answerer: Answerer): void {
  const door = parentPort;
  if (door === null) throw new Error('this is not a thread that was started');
  const reply = async (question: unknown): Promise<void> => {
    try {
      const { answer, given } = await answerer(question);
      door.postMessage({ answer } satisfies Reply, given);
    } catch (error) {
      door.postMessage({ thrown: fromError(error) } satisfies Reply);
    }
  };
  let before = Promise.resolve();
  door.on('message', (question: unknown) => {
    before = before.then(() => reply(question));
  });
}

function fromError(error: unknown): Thrown {
  if (!(error instanceof Error)) return { message: String(error), stack: undefined };
  const { message, stack } = error;
  if (!(error instanceof UserError)) return { message, stack };
  const { code, exit, hint, where } = error;
  return { message, stack, user: { code, exit, hint, where } };
}

function toError({ message, stack, user }: Thrown): Error {
  if (user === undefined) return withStack(new Error(message), stack);
  const { code, exit, hint, where } = user;
  const options = { exit, ...(hint === undefined ? {} : { hint }), ...(where === undefined ? {} : { where }) };
  return withStack(new UserError(code, message, options), stack);
}

/** Where it was thrown, for `--debug`. */
function withStack(error: Error, stack: string | undefined): Error {
  if (stack !== undefined) error.stack = stack;
  return error;
}
