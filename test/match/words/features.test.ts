import { describe, expect, test } from 'vitest';
import { featuresOf, WRITTEN } from '../../../src/match/words/features.ts';
import { wordReader } from '../../../src/match/words/read-word.ts';
import { buildVocabulary, listWords } from '../../../src/match/words/vocabulary.ts';

const vocabulary = buildVocabulary(
  listWords([
    {
      language: 'en',
      fillers: ['the', 'a', 'i', 'me', 'does', 'of', 'after'],
      negations: ['not', 'no', "can't", 'without'],
      breaks: ['but'],
      synonyms: {
        ring: ['ring', 'buzz'],
        'log-out': ['kicked out', 'logged out'],
        customer: ['customer', 'caller', 'other end'],
        hear: ['hear', 'heard'],
      },
      numbers: { a: 1, an: 1, half: 0.5, couple: 2, forty: 40, five: 5 },
      units: { s: 1, seconds: 1, minute: 60, minutes: 60, hour: 3600 },
    },
  ]),
);
const wordOf = wordReader(vocabulary, (word) => word);
const THRESHOLDS = [25_000, 120_000];
const keysOf = (text: string): string[] =>
  featuresOf(text, { wordOf, thresholds: THRESHOLDS }, WRITTEN).map((feature) => feature.key);

describe('what a text says', () => {
  test('is the same in any form of a word, and in any word for a notion', () => {
    expect(keysOf('the phone buzzes')).toContain('=ring');
    expect(keysOf('phones ringing')).toEqual(expect.arrayContaining(['phone', '=ring', 'phone =ring']));
    expect(keysOf('I was kicked out')).toContain('=log-out');
  });

  test.each([
    ['no sound', ['!sound']],
    ['phone does not ring', ['!ring', '!=ring']],
    ["can't hear the caller", ['!hear', '!=hear', '!=customer']],
    ['no sound, phone rings', ['!sound']],
    ['not a sound but phone rings', ['!sound']],
  ])('is turned round by a denial up to the end of the clause: %s', (text, denied) => {
    expect(
      keysOf(text)
        .filter((key) => key.startsWith('!') && !key.includes(' ') && key !== '!')
        .sort(),
    ).toEqual(expect.arrayContaining(denied));
    if (text.includes('rings')) expect(keysOf(text)).not.toContain('!=ring');
  });

  test('has a direction: who hears and who does not', () => {
    expect(keysOf("I can hear them, they can't hear me")).toEqual(expect.arrayContaining(['=hear', '!=hear']));
    expect(keysOf('I can hear them')).not.toContain('!=hear');
  });

  test.each([
    ['drops after 30s', '~1'],
    ['drops after half a minute', '~1'],
    ['gone for a couple of minutes', '~2'],
    ['gone for forty five seconds', '~1'],
    ['out for 5 seconds', '~0'],
    ['down for an hour', '~2'],
    ['down for half an hour', '~2'],
    ['every hour', undefined],
    ['2 minutes 5 seconds', '~2'],
    ['1 minute and 5 seconds', '~1'],
    ['90 seconds', '~1'],
    ['121 seconds', '~2'],
  ])('has lengths of time, by the thresholds of the rules: %s', (text, key) => {
    expect(keysOf(text).find((found) => found.startsWith('~'))).toBe(key);
  });
});
