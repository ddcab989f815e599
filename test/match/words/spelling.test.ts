import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance } from '../../../src/facts/edit-distance.ts';
import { spellingOf } from '../../../src/match/words/spelling.ts';

const KNOWN = ['reconnecting', 'ringing', 'customer', 'phone', 'phones', 'screen', 'queue', 'headset', 'call', 'echo'];
const correct = spellingOf(KNOWN);

describe('a word that nobody knows', () => {
  test.each([
    ['one letter too many', 'recconnecting', 'reconnecting'],
    ['one letter missing', 'custmer', 'customer'],
    ['two letters swapped', 'cutsomer', 'customer'],
    ['the first two letters swapped', 'hpone', 'phone'],
    ['a wrong letter', 'scraen', 'screen'],
    ['two letters swapped in a short word', 'ehco', 'echo'],
    ['two mistakes in a long word', 'recconecting', 'reconnecting'],
  ])('is taken for its neighbour: %s', (_, typed, meant) => {
    expect(correct(typed)).toBe(meant);
  });

  test.each([
    ['two mistakes in a short word', 'quewes'],
    ['a short word', 'cal'],
    ['a wrong letter in a short word', 'cell'],
    ['another first letter', 'binging'],
    ['digits in it', 'phon3'],
    ['nothing like it', 'vending'],
  ])('stays as it is: %s', (_, typed) => {
    expect(correct(typed)).toBe(typed);
  });
});

test('the word that is meant is the nearest that begins alike, then the shortest, then the one that is known best', () => {
  const letters = (minLength: number, maxLength: number) =>
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'n', 'ñ'), minLength, maxLength });
  fc.assert(
    fc.property(fc.uniqueArray(letters(4, 11), { minLength: 1, maxLength: 30 }), letters(5, 11), (known, typed) => {
      const most = typed.length >= 9 ? 2 : 1;
      const beginsAlike = (word: string): boolean =>
        word[0] === typed[0] || (word[0] === typed[1] && word[1] === typed[0]);
      const [meant] = known
        .map((word) => ({ word, mistakes: editDistance(typed, word, most) }))
        .filter(({ word, mistakes }) => mistakes <= most && beginsAlike(word))
        .sort((a, b) => a.mistakes - b.mistakes || a.word.length - b.word.length)
        .map(({ word }) => word);
      const found = spellingOf(known)(typed);
      expect(found.length).toBe((meant ?? typed).length);
      expect(editDistance(typed, found, most)).toBe(editDistance(typed, meant ?? typed, most));
    }),
    { numRuns: 2000 },
  );
});

test('a known word is never changed, and a correction is a known word', () => {
  fc.assert(
    fc.property(fc.constantFrom(...KNOWN), fc.string({ minLength: 1, maxLength: 14 }), (known, typed) => {
      expect(correct(known)).toBe(known);
      expect([typed, ...KNOWN]).toContain(correct(typed));
      expect(correct(correct(typed))).toBe(correct(typed));
    }),
  );
});
