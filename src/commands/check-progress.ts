import type { Session } from './session.ts';

/** How far a long check has come, on a terminal. */
export interface CheckProgress {
  /** To be called often; shown at most twice a second, and not in the first one. */
  tick(records: number, findings: number): Promise<void>;
  /** Takes away what is shown, for other lines to be written or for good. */
  clear(): Promise<void>;
}

const FIRST_AFTER = 1000;
const EVERY = 500;

/**
 * A line on stderr that is written over. Only for a terminal with a cursor, where results go elsewhere: between results
 * on the same screen it would be torn apart, and they show well enough how far it is.
 */
export function checkProgress({ io, flags }: Session): CheckProgress {
  const { stderr, stdout, clock, env } = io;
  const isWanted = !flags.quiet && !flags.plain && env['TERM'] !== 'dumb' && stderr.isTerminal && !stdout.isTerminal;
  const started = clock.now();
  let next = started + FIRST_AFTER;
  let isShown = false;
  return {
    async tick(records, findings) {
      const now = isWanted ? clock.now() : 0;
      if (!isWanted || now < next) return;
      next = now + EVERY;
      isShown = true;
      const rate = Math.round((records * 1000) / (now - started));
      const line = `${grouped(records)} records, ${grouped(rate)} a second, ${grouped(findings)} with a finding`;
      await stderr.write(`\r${line.slice(0, stderr.columns - 1)}\u001b[K`);
    },
    async clear() {
      if (!isShown) return;
      isShown = false;
      await stderr.write('\r\u001b[K');
    },
  };
}

/** `1,234,567`. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
