const COLOUR = String.raw`(?:\x1b\[[\d;]{0,20}m)*`;
const SPACE = String.raw`[ \t]{1,4}`;
/** A time with its seconds, or a source with its line, which people do not put before what they write. */
const WRITTEN_BY_PROGRAM = String.raw`(?=(?:\S{1,200}${SPACE}){0,3}(?:[^\s"']{0,20}\d\d:\d\d:\d\d|[^\s"']{0,200}[a-z]:\d{1,7}(?::\d{1,7})?[ \t]))`;
const LEVEL = ['log', 'info', 'warn', 'warning', 'error', 'debug', 'trace', 'verbose', 'utc', 'gmt']
  .flatMap((level) => [level, level.toUpperCase()])
  .join('|');
/** A word of prose: a logger's name has a sign behind it that parts it from the message. */
const WORD_OF_PROSE = String.raw`(?!(?:${LEVEL}):?[ \t])\p{L}[\p{L}\d_.-]*[:,;.!?]?${SPACE}(?![-|][ \t])`;

/**
 * The source of a pattern (for the flag `u`) of all that a logger writes before a message: times, sources, levels, names, things
 * in brackets, `key:value`. It fits at the start of a line, and never over prose or a quotation mark, so that a message behind it
 * was written by a program, and is not spoken of by somebody.
 */
export const MESSAGE_START = String.raw`^${COLOUR}${WRITTEN_BY_PROGRAM}(?:(?!${WORD_OF_PROSE})[^\s"'\x60\u2018\u201c]{1,200}${SPACE}){1,20}`;

/** The source of a pattern of a line whose whole message is this word, an object behind it aside. */
export function wholeMessage(word: string): string {
  return String.raw`${MESSAGE_START}${word}(?=\s*$|\s?\{)`;
}
