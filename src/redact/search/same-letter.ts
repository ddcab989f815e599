/**
 * The text with the same letter for each that some pattern takes for another one: capitals, the long s and the sign of
 * Kelvin are small letters. As long as it was, in UTF-16 units.
 */
export function sameLetters(text: string): string {
  return Array.from({ length: text.length }, (_, at) => sameLetter(text[at]!)).join('');
}

function sameLetter(unit: string): string {
  const small = unit.toUpperCase().toLowerCase();
  return small.length === 1 ? small : unit;
}
