/** Words that say nothing about which row is meant. Negations and prepositions of direction are not among them. */
const STOP_WORDS = new Set(
  'a an and are as at be been but by for from had has have he her him his i if in is it its me my of on or our she so that the their them there they this to was we were what when which while who will with you your just very really please hi hello'.split(
    ' ',
  ),
);

/** The telling words of a text, stemmed lightly, in order; numbers stay. */
export function tokensOf(text: string): string[] {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).filter((word) => !STOP_WORDS.has(word)).map(stem);
}

/** The words of a text as they are typed, each once, that have one of these stems (see {@link tokensOf}). */
export function wordsInCommon(text: string, stems: readonly string[]): string[] {
  if (stems.length === 0) return [];
  const wanted = new Set(stems);
  const words = text.match(/[\p{L}\p{N}'’]+/gu) ?? [];
  return [...new Set(words.filter((word) => tokensOf(word).some((token) => wanted.has(token))))];
}

/** Cuts the commonest English endings; what matters is that both sides are cut alike. */
function stem(word: string): string {
  if (word.length <= 4 || /\d/.test(word)) return word;
  const cut = word
    .replace(/(?:ies)$/, 'y')
    .replace(/(?:ing|edly|ed|es|s|ly)$/, '')
    .replace(/([^aeiouls])\1$/, '$1');
  return cut.length >= 3 ? cut : word;
}
