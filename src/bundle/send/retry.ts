/** How often a bundle is tried to be sent, the first time included. */
export const MOST_TRIES = 5;
/** After this long since the first failure no further try begins, in milliseconds. */
export const LONGEST_RETRYING = 10 * 60_000;

/** The first pause is at most this long, each further one at most twice as long as the one before, in milliseconds. */
const BASE = 1000;
const LONGEST_PAUSE = 30_000;
/** What a server may ask for at most; more than that and the person should know now. */
const LONGEST_ASKED = 120_000;

/** Answers that may be another one later: too slow, too early, too many, and four of the server's own. */
const MAY_PASS: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether the same request may have a better answer later. */
export function mayPass(status: number): boolean {
  return MAY_PASS.has(status);
}

/**
 * How long to wait before the next try, in milliseconds: at random between nothing and the longest for this failure ("full
 * jitter", so that many do not come back at once), and not before the server has asked for. `null`: no further try.
 *
 * @param failures how many tries have failed
 * @param since milliseconds since the first of them
 * @param random from 0 to below 1
 * @param asked milliseconds that the server asked for
 */
export function nextPause(failures: number, since: number, random: number, asked: number | undefined): number | null {
  if (failures >= MOST_TRIES) return null;
  const longest = Math.min(LONGEST_PAUSE, BASE * 2 ** (failures - 1));
  const pause = Math.max(Math.round(random * longest), Math.min(asked ?? 0, LONGEST_ASKED));
  return since + pause > LONGEST_RETRYING ? null : pause;
}

/** `Retry-After` (RFC 9110) in milliseconds from `now`: seconds, or a date; `undefined` for anything else. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // Without a letter it is no date of HTTP, whatever Date.parse makes of it.
  const date = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Numbers from 0 to below 1 that follow from the seed (a 32-bit xorshift, which is random enough to spread tries). */
export function randomNumbers(seed: string): () => number {
  let state = Number.parseInt(seed.slice(0, 8), 16) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
