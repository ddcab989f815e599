import { expect, test } from 'vitest';
import { quoteFinder, screenTextOf } from '../../../src/match/words/screen-texts.ts';
import { cpuTime } from '../../support/cpu-time.ts';

const TEXTS = ['Re-connecting', 'Please Refresh the Page', 'Communication Interruption {date} {time}, retry'].flatMap(
  (text, row) => screenTextOf(row, text) ?? [],
);
const quotedIn = quoteFinder(TEXTS);

test.each([
  ['it says "Re-connecting" all day', ['Re-connecting']],
  ['RE CONNECTING', ['Re-connecting']],
  ['please   refresh the\npage!', ['Please Refresh the Page']],
  ['please refresh this page', []],
  ['communication interruption 2026-11-20 08:41, retry', ['Communication Interruption {date} {time}, retry']],
  ['retry: communication interruption', []],
  ['preconnecting', []],
])('a screen text counts as quoted when its words stand in the text, in order: %s', (text, quoted) => {
  expect(quotedIn(text).map((screenText) => screenText.text)).toEqual(quoted);
});

test('a screen text of nothing but what varies is none', () => {
  expect(screenTextOf(0, '{date} {time}')).toBeUndefined();
});

test('a word that comes again and again is looked for once', () => {
  const many = quoteFinder(Array.from({ length: 300 }, (_, row) => screenTextOf(row, `Error number ${row} happened`)!));
  const started = cpuTime();
  expect(many(`${'error '.repeat(2700)} error number 7 happened`).map(({ row }) => row)).toEqual([7]);
  expect(cpuTime() - started).toBeLessThan(1_000);
});
