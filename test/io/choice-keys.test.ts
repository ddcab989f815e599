import { describe, expect, test } from 'vitest';
import { createChoiceKeys } from '../../src/io/choice-keys.ts';

const CHOICES = [
  { value: 'yes', name: 'Yes, fixed' },
  { value: 'no', name: 'No' },
  { value: 'unknown', name: "I don't know" },
];
const DOWN = '\u001b[B';

/** What reaches a list of three choices when these keys are pressed, chunk by chunk. */
function reach(...keys: string[]): { text: string; refused: number } {
  const press = createChoiceKeys(CHOICES);
  const all = keys.map(press);
  return { text: all.map(({ text }) => text).join(''), refused: all.filter(({ refused }) => refused).length };
}

describe('keys at a list of choices', () => {
  test.each([
    ['Enter alone', ['\r'], '\r'],
    ['a number and Enter', ['2', '\r'], '2\r'],
    ['an arrow and Enter', [DOWN, '\r'], `${DOWN}\r`],
    ['the words of a choice', ['yes, FIXED', '\r'], '1\r'],
    ['the value of a choice', ['un', 'known', '\r'], '3\r'],
    ['words taken back', ['nope', '\u007f\u007f', '\r'], '2\r'],
    ['words, then an arrow', ['no idea', DOWN, '\r'], `${DOWN}\r`],
  ])('%s answers', (_, keys, text) => {
    expect(reach(...keys)).toEqual({ text, refused: 0 });
  });

  test.each(['no idea', 'not sure', 'stop', 'it did not help', 'zzz', 'y', 'Yes, fix', '0', '4', '22'])(
    '"%s" answers nothing, however often Enter is pressed',
    (words) => {
      const { text, refused } = reach(words, '\r', '\r');
      expect(text).not.toContain('\r');
      expect(refused).toBe(2);
    },
  );

  test('a number after a refused one is a new one', () => {
    expect(reach('9', '\r', '2', '\r')).toEqual({ text: '2\r', refused: 1 });
    expect(reach('no idea', '\r', '3', '\r')).toEqual({ text: '3\r', refused: 1 });
  });
});
