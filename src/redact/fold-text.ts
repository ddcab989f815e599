/** Stands where a character was that nobody sees: a zero-width one, or the second half of a wide digit. */
export const FILLER = '\uFFFF';

const INVISIBLE = /[\p{Cf}\p{Mn}]/u;
const folded = new Map<string, string>();

/**
 * The text with every character that looks like an ASCII one replaced by it (full-width digits, dashes, hard
 * spaces), and invisible ones by {@link FILLER}. Of the same length, so that places in it are places in the text.
 */
export function foldText(text: string): string {
  return text.replace(/[^\x00-\x7f]/gu, foldCharacter);
}

function foldCharacter(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const result = asciiLike(character).padEnd(character.length, FILLER);
  folded.set(character, result);
  return result;
}

function asciiLike(character: string): string {
  if (/[\p{Pd}\u2212]/u.test(character)) return '-';
  if (/\p{Zs}/u.test(character)) return ' ';
  if (INVISIBLE.test(character)) return FILLER;
  const plain = character.normalize('NFKC');
  return /^[\x20-\x7e]$/.test(plain) ? plain : character;
}
