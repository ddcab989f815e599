import { Cancelled } from '../errors.ts';

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * A signal that is aborted, with `Cancelled` as its reason, by the first Ctrl-C, SIGTERM or SIGHUP. A second one ends
 * the process at once. Only from this call on: before it a signal ends the process, as is usual.
 */
export function interruptions(): AbortSignal {
  const controller = new AbortController();
  const abort = (name: NodeJS.Signals): void => {
    for (const each of SIGNALS) process.off(each, abort);
    controller.abort(new Cancelled(`interrupted by ${name}`));
  };
  for (const name of SIGNALS) process.on(name, abort);
  return controller.signal;
}
