/**
 * Whether a value counts only where no letter and no digit touches it: short ones that may be words or numbers, such as
 * "welcome", would be found within others. From twelve characters on, or of letters and digits, it is no word.
 */
export function needsBorders(value: string): boolean {
  return value.length < 12 && !(/\p{L}/u.test(value) && /\d/.test(value));
}

/** The unit (of UTF-16, or a byte) at a place; NaN where there is none. */
export type UnitAt = (at: number) => number;

/** How far back of a match {@link hasBorders} looks, in units: `\u00e4`. */
export const LOOK_BACK = 6;

/** Whether what stands from `start` up to `end` is touched by no letter and no digit. */
export function hasBorders(unitAt: UnitAt, start: number, end: number, isWord: (unit: number) => boolean): boolean {
  const isOpen = !isWord(unitAt(start)) || !isWord(unitAt(start - 1)) || endsEscape(unitAt, start);
  return isOpen && (!isWord(unitAt(end - 1)) || !isWord(unitAt(end)));
}

/** Whether `%20`, `\n` or `\u0020` ends here: the letters of an escape do not belong to the word behind it. */
function endsEscape(unitAt: UnitAt, end: number): boolean {
  const before = String.fromCharCode(...[-6, -5, -4, -3, -2, -1].map((back) => unitAt(end + back) || 0));
  return /(?:%[0-9a-f]{2}|\\[bfnrtv]|\\u[0-9a-f]{4})$/i.test(before);
}

/** Whether a unit of UTF-16 is a letter or a digit. */
export function isWordUnit(unit: number): boolean {
  return unit < 0x80 ? isAsciiWord(unit) : /[\p{L}\p{N}\p{M}]/u.test(String.fromCharCode(unit));
}

/**
 * Whether a byte, or a unit of two, may belong to a word. All that is not ASCII may: the sweep must not find what
 * stands within a word in text, since there it was left on purpose.
 */
export function mayBeWord(unit: number): boolean {
  return unit >= 0x80 || isAsciiWord(unit);
}

function isAsciiWord(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}
