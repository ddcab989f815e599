import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, tokenize } from '../../../src/match/words/tokenize.ts';

const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.word);

test.each([
  ['capitals, accents and apostrophes make no difference', "Can't  CAN’T Sesión", ['cant', 'cant', 'sesion']],
  [
    'digits and letters that touch are two words',
    'drops after 30s, error 0x1F',
    ['drops', 'after', '30', 's', 'error', '0', 'x', '1', 'f'],
  ],
  ['letters and accents may come one by one', "l'e\u0301cran d'e\u0301te\u0301", ['lecran', 'dete']],
  ['full-width letters are letters', 'ｅｃｈｏ', ['echo']],
  ['hyphens part words', 're-connecting pop-up', ['re', 'connecting', 'pop', 'up']],
  ['other scripts are words too', 'не слышу 声音', ['не', 'слышу', '声音']],
])('%s', (_, text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('punctuation ends a clause, and a hyphen does not', () => {
  const clauses = tokenize('no sound, phone rings (re-connecting)').map((token) => token.clause);
  expect(clauses).toEqual([0, 0, 1, 1, 2, 2]);
});

test('whatever the text is, each word is found where it says that it stands', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      let end = 0;
      for (const token of tokenize(text)) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(fold(text.slice(token.start, token.end))).toBe(token.word);
        end = token.end;
      }
    }),
  );
});
