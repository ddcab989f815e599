import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordReader, type Word } from '../../../src/match/words/read-word.ts';
import { buildVocabulary, listWords } from '../../../src/match/words/vocabulary.ts';

const vocabulary = buildVocabulary(
  listWords([
    {
      language: 'en',
      fillers: ['the'],
      negations: ["can't"],
      breaks: ['but'],
      synonyms: { 'log-out': ['kicked out', 'logged out of it'], gone: ['kicked'] },
      numbers: { forty: 40 },
      units: { seconds: 1 },
    },
  ]),
);
const correct = (word: string): string => (word === 'kciked' ? 'kicked' : word);
const newReader = (): ((written: string) => Word) => wordReader(vocabulary, correct);

test('a word has its stem, its part in a sentence and its amount, however it is written', () => {
  const read = newReader();
  expect(read('Buzzing')).toMatchObject({ text: 'buzzing', stem: 'buzz', isFiller: false, amount: undefined });
  expect(read('CAN’T')).toMatchObject({ text: 'cant', isNegation: true });
  expect(read('But')).toMatchObject({ isBreak: true });
  expect(read('seconds')).toMatchObject({ unit: 1 });
  expect([read('forty'), read('40')].map(({ amount }) => amount)).toEqual([40, 40]);
});

test('a word begins expressions, of one word and of more', () => {
  const { expression } = newReader()('kciked');
  expect(expression).toMatchObject({ length: 1, signs: ['=gone'] });
  expect(expression?.next?.get('out')).toMatchObject({ length: 2, signs: ['=log-out'], next: undefined });
});

test('a word is read alike, whatever was read before it', () => {
  const read = newReader();
  // More than are remembered.
  for (let nth = 0; nth < 20_000; nth++) read(nth.toString(36).replace(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)]!));
  const words = fc.oneof(
    fc.constantFrom('kciked', 'The', 'forty', '40', 'x'.repeat(50)),
    fc.stringMatching(/^[a-zA-Zé'’]{1,60}$/),
  );
  fc.assert(
    fc.property(words, (word) => {
      const alone = newReader()(word);
      expect(read(word)).toEqual(alone);
      expect(read(word)).toEqual(alone);
    }),
  );
});
