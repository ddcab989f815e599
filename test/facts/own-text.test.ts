import { describe, expect, test } from 'vitest';
import { collectReading } from '../../src/evidence/collect-reading.ts';
import { ownText } from '../../src/facts/own-text.ts';
import { wordReader } from '../../src/match/words/read-word.ts';
import { buildVocabulary, listWords } from '../../src/match/words/vocabulary.ts';
import { newSecretStore } from '../../src/redact/known/secret-store.ts';
import { kindOfField } from '../../src/redact/kind-of-field.ts';
import { kindNamed } from '../../src/redact/kinds.ts';
import { newPlaceholders } from '../../src/redact/placeholders.ts';
import { heapInUse } from '../support/heap.ts';

const FILES = 300;
const FILE = 256 * 1024;

/** A word out of a text of 256 KiB, as one that was read from a file. */
function wordIn(nth: number): string {
  const text = `file ${nth} `.padEnd(FILE / 2, 'x') + `word-${nth}-of-this-file`.padEnd(FILE / 2, ' x');
  return text.slice(FILE / 2, FILE / 2 + `word-${nth}-of-this-file`.length);
}

describe('what is kept of a file does not keep the file', () => {
  const email = kindNamed('email');
  const holders: readonly (readonly [string, () => (word: string) => unknown])[] = [
    [
      'placeholders',
      () =>
        (
          (placeholders) => (word) =>
            placeholders.standFor(email, word)
        )(newPlaceholders()),
    ],
    [
      'secrets that are looked for elsewhere',
      () =>
        (
          (store) => (word) =>
            store.add(kindNamed('password'), word)
        )(newSecretStore(newPlaceholders())),
    ],
    [
      'identifiers of readings',
      () => {
        const readings: unknown[] = [];
        return (word) => {
          const reading = collectReading('console-log');
          reading.id('tracking', word);
          readings.push(reading.end());
        };
      },
    ],
    ['names of fields', () => kindOfField],
    ['words that come again', () => wordReader(buildVocabulary(listWords([])), (word) => word)],
  ];

  test.each(holders)('%s', (_, holder) => {
    const keep = holder();
    const before = heapInUse();
    for (let nth = 0; nth < FILES; nth++) keep(wordIn(nth));
    expect(heapInUse() - before).toBeLessThan((FILES * FILE) / 10);
    keep('something else');
  });
});

test('a text of its own is the same text, whatever is in it', () => {
  for (const text of ['', 'a', 'two words', '\ud800 half a pair', 'longer than thirteen characters \u{1F600}'])
    expect(ownText(text)).toBe(text);
});
