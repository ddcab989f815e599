import type { HttpLimits } from './io.ts';

/** Watches that a request goes on. */
export interface HttpWatch {
  /** Aborted when nothing has moved for too long, and by an interruption. */
  readonly signal: AbortSignal;
  moved(): void;
  /** From now on the server has its own time to answer. */
  allSent(): void;
  /** The head of an answer is there: what it says has a moment, however slowly it comes. */
  answered(): void;
  hasStalled(): boolean;
  stop(): void;
}

/** Milliseconds for what an answer says: it helps a person, and nothing depends on it. */
const WORDS = 5000;

/** Starts watching one request. */
export function watchHttp(limits: HttpLimits, interrupted: AbortSignal): HttpWatch {
  const stalled = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isSettled = false;
  const within = (milliseconds: number): void => {
    // The body may still be asked for a slice when the request is over.
    if (isSettled) return;
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(new Error('nothing moved')), milliseconds);
  };
  within(limits.idle);
  return {
    signal: AbortSignal.any([stalled.signal, interrupted]),
    moved: () => within(limits.idle),
    allSent: () => within(limits.answer),
    hasStalled: () => stalled.signal.aborted,
    answered() {
      within(Math.min(WORDS, limits.answer));
      isSettled = true;
    },
    stop() {
      isSettled = true;
      clearTimeout(timer);
    },
  };
}
