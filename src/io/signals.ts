import { Cancelled } from '../errors.ts';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A watch for Ctrl-C, SIGTERM and SIGHUP. */
export interface SignalWatch {
  /** Aborted, with `Cancelled` as its reason, by the first of them; a second one ends the process at once. */
  readonly interrupted: AbortSignal;
  /** From now on a signal ends the process again, as is usual. */
  stop(): void;
}

/** Only from this call on: before it a signal ends the process. */
export function watchSignals(): SignalWatch {
  const controller = new AbortController();
  const stop = (): void => {
    for (const name of SIGNALS) process.off(name, abort);
  };
  const abort = (name: NodeJS.Signals): void => {
    // Not at once: whoever listens after this one (ora, which shows the cursor again) takes a signal that nobody else heeds
    // for one that ends the process, and ends it.
    setImmediate(stop);
    controller.abort(new Cancelled(`interrupted by ${name}`));
  };
  for (const name of SIGNALS) process.on(name, abort);
  return { interrupted: controller.signal, stop };
}
