import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spellingOf } from '../../../src/match/words/spelling.ts';

const KNOWN = ['reconnecting', 'ringing', 'customer', 'phone', 'phones', 'screen', 'queue', 'headset', 'call'];
const correct = spellingOf(KNOWN);

describe('a word that nobody knows', () => {
  test.each([
    ['one letter too many', 'recconnecting', 'reconnecting'],
    ['one letter missing', 'custmer', 'customer'],
    ['two letters swapped', 'cutsomer', 'customer'],
    ['the first two letters swapped', 'hpone', 'phone'],
    ['a wrong letter', 'scraen', 'screen'],
    ['two mistakes in a long word', 'recconecting', 'reconnecting'],
  ])('is taken for its neighbour: %s', (_, typed, meant) => {
    expect(correct(typed)).toBe(meant);
  });

  test.each([
    ['two mistakes in a short word', 'quewes'],
    ['a short word', 'cal'],
    ['another first letter', 'binging'],
    ['digits in it', 'phon3'],
    ['nothing like it', 'vending'],
  ])('stays as it is: %s', (_, typed) => {
    expect(correct(typed)).toBe(typed);
  });
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
