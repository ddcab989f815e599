/** `+05:30`: an offset that holds all the year round. */
const OFFSET = /^[+-](?:[01]\d|2[0-3]):[0-5]\d$/;

/** The names of three letters that the IANA database has; others (BST, IST) mean several zones and are guessed at. */
const ABBREVIATIONS = 'CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' ');

/**
 * Whether the name stands for a time zone that this machine knows (`America/Chicago`, `UTC`, `+05:30`). Works without
 * Temporal, which no start of the program can wait for.
 */
export function isZone(name: string): boolean {
  // Only later versions of Node take offsets for time zones, and in several ways of writing.
  if (/^[+-]/.test(name)) return OFFSET.test(name) && name !== '-00:00';
  if (/^[a-z]{3}$/i.test(name) && !ABBREVIATIONS.includes(name.toUpperCase())) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // a name is the only thing that can be wrong here
  }
}
