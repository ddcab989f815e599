import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '../../src/facts/edit-distance.ts';
import { nearAmong, nearest } from '../../src/rules/did-you-mean.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'C', '.', 'é', '7'), maxLength: 12 });

test('the words that may be meant are those within a third of the length, nearest first, however often they are asked for', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 12 }), fc.array(word, { maxLength: 8 }), (known, asked) => {
      const near = nearAmong(known);
      for (const typed of [...asked, ...asked]) {
        const most = Math.max(1, Math.floor(typed.length / 3));
        const mistakes = (other: string): number => editDistance(typed.toLowerCase(), other.toLowerCase(), most);
        const expected = known.filter((other) => mistakes(other) <= most).sort((a, b) => mistakes(a) - mistakes(b));
        expect(near(typed)).toEqual(expected);
        expect(nearest(typed, known)).toBe(expected[0]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a word is told the same neighbours after thousands of others', () => {
  const near = nearAmong(['desktop.status', 'desktop.browser', 'site.seats']);
  const before = near('desktop.statsu');
  for (let nth = 0; nth < 3000; nth++) near(`column ${nth}`);
  expect([before, near('desktop.statsu')]).toEqual([['desktop.status'], ['desktop.status']]);
});
