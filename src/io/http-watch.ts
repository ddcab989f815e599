import type { HttpLimits } from './io.ts';

/** Watches that a request goes on. */
export interface HttpWatch {
  /** Aborted when nothing has moved for too long, and by an interruption. */
  readonly signal: AbortSignal;
  moved(): void;
  /** From now on the server has its own time to answer. */
  allSent(): void;
  hasStalled(): boolean;
  stop(): void;
}

/** Starts watching one request. */
export function watchHttp(limits: HttpLimits, interrupted: AbortSignal): HttpWatch {
  const stalled = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let hasStopped = false;
  const within = (milliseconds: number): void => {
    clearTimeout(timer);
    // The body may still be asked for a slice when the request is over.
    if (!hasStopped) timer = setTimeout(() => stalled.abort(new Error('nothing moved')), milliseconds);
  };
  within(Math.max(limits.idle, limits.connect));
  return {
    signal: AbortSignal.any([stalled.signal, interrupted]),
    moved: () => within(limits.idle),
    allSent: () => within(limits.answer),
    hasStalled: () => stalled.signal.aborted,
    stop() {
      hasStopped = true;
      clearTimeout(timer);
    },
  };
}
