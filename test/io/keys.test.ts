import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyReader } from '../../src/io/keys.ts';

const START = '\u001b[200~';
const END = '\u001b[201~';

function readAll(chunks: readonly string[]): { text: string; cancelled: boolean } {
  const read = createKeyReader();
  const all = chunks.map(read);
  return { text: all.map(({ text }) => text).join(''), cancelled: all.some(({ cancelled }) => cancelled) };
}

describe('what a terminal sends', () => {
  test.each([
    ['keys', ['a', 'b', '\r'], 'ab\r'],
    ['an answer with its Enter in one chunk', ['fixed\r'], 'fixed\r'],
    ['arrow keys', ['\u001b[A', '\u001b', '[B', '\u001bOC'], '\u001b[A\u001b[B\u001bOC'],
    ['a lone Esc', ['\u001b'], '\u001b'],
    ['a marked paste', [`${START}one\r\ntwo\n${END}`, '\r'], 'one two\r'],
    ['a paste in a sentence', [`see ${START}one\ntwo${END} there`], 'see one two there'],
    ['an unmarked paste', ['one\ntwo\n'], 'one two'],
    ['escape sequences in a paste', [`${START}a\u001b[31m\u0007\u009bb${END}`], 'a [31m b'],
    ['Ctrl-C in a paste', [`${START}a\u0003b${END}`], 'a b'],
  ])('%s', (_, chunks, text) => {
    expect(readAll(chunks)).toEqual({ text, cancelled: false });
  });

  test.each([['\u0003'], ['\u0004'], ['ab\u0004'], [`${START}x${END}\u0003`]])('%j cancels', (chunk) => {
    expect(readAll([chunk]).cancelled).toBe(true);
  });

  test('a paste never holds a control character, wherever the chunks are cut', () => {
    const pasted = fc.string({ unit: 'binary' }).filter((text) => !text.includes(END) && !text.includes(START));
    fc.assert(
      fc.property(pasted, fc.array(fc.nat()), (text, cuts) => {
        const sent = `a${START}${text}${END}z`;
        const places = [...new Set([0, sent.length, ...cuts.map((cut) => cut % sent.length)])].sort(
          (one, other) => one - other,
        );
        // Half a marker is told from keys only when its "[" has come; a lone Esc is a key.
        const chunks = places
          .slice(1)
          .map((end, at) => sent.slice(places[at], end))
          // A chunk that is nothing but Ctrl-C is the key.
          .filter((chunk) => !chunk.endsWith('\u001b') && !/^\u0003+$/.test(chunk));
        fc.pre(chunks.join('') === sent);
        const read = readAll(chunks);
        expect(read.text).toMatch(/^a\P{Cc}*z$/u);
        expect(read.text).toBe(readAll([sent]).text);
      }),
    );
  });

  test.each([['\u0003'], ['\u0003\u0003']])('%j by itself cancels also when the end of a paste was lost', (key) => {
    const read = createKeyReader();
    read(`${START}half a paste`);
    expect(read(key)).toEqual({ text: '', cancelled: true });
    expect(read('y\r')).toEqual({ text: 'y\r', cancelled: false });
  });

  test('a paste whose end never comes gives the keyboard back', () => {
    const read = createKeyReader();
    read(START);
    expect(read('x'.repeat(70_000)).text).toHaveLength(70_000);
    expect(read('\r').text).toBe('\r');
  });
});
