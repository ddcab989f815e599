import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bold, colorWanted, dim, red, renderLines } from '../../src/report/text.ts';

describe('renderLines', () => {
  test('ends each line and styles spans', () => {
    expect(renderLines(['one', ['two ', bold('three')]], { color: true })).toBe('one\ntwo \u001b[1mthree\u001b[22m\n');
  });

  test('writes no escape byte without colour', () => {
    expect(renderLines([[bold('a'), dim('b'), red('c')]], { color: false })).toBe('abc\n');
  });

  test('shows styling and newlines that came with the text instead of obeying them', () => {
    expect(renderLines([[red('\u001b[32mfine\n')]], { color: true })).toBe('\u001b[31m\\u001b[32mfine\\n\u001b[39m\n');
  });

  test('wraps under the indent', () => {
    expect(renderLines(['  one two three four'], { color: false, width: 14 })).toBe('  one two\n  three four\n');
  });

  test('wraps a list under its first letter', () => {
    expect(renderLines(['  1. one two three', '- one two three four'], { color: false, width: 15 })).toBe(
      '  1. one two\n     three\n- one two three\n  four\n',
    );
  });

  test('breaks no path or command apart', () => {
    const path = '/home/somebody/a/rather/long/path.png';
    expect(renderLines([`see ${path} now`], { color: false, width: 20 })).toContain(path);
  });

  test('keeps the words, whatever the width', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 8 }), (list, width, indent) => {
        const text = renderLines([' '.repeat(indent) + list.join(' ')], { color: false, width });
        expect(text.trim().split(/\s+/)).toEqual(list);
        for (const line of text.trimEnd().split('\n')) expect(line).toMatch(new RegExp(`^ {${indent}}\\S`));
      }),
    );
  });

  test('carries a colour over a line break', () => {
    const text = renderLines([[red('one two three four')]], { color: true, width: 12 });
    expect(text).toBe('\u001b[31mone two\u001b[39m\n\u001b[31mthree four\u001b[39m\n');
  });
});

describe('colorWanted', () => {
  test.each([
    [{}, {}, true, true],
    [{}, {}, false, false],
    [{}, { TERM: 'dumb' }, true, false],
    [{}, { NO_COLOR: '1' }, true, false],
    [{}, { NO_COLOR: '' }, true, true],
    [{}, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{}, { FORCE_COLOR: '1', TERM: 'dumb' }, false, true],
    [{}, { FORCE_COLOR: '' }, false, true],
    [{}, { FORCE_COLOR: '0' }, true, false],
    [{ color: false }, { FORCE_COLOR: '3' }, true, false],
    [{ plain: true }, { FORCE_COLOR: '3' }, true, false],
    [{ color: true }, {}, false, false],
  ] as const)('flags %j, environment %j, terminal %j: %j', (flags, env, isTerminal, wanted) => {
    expect(colorWanted(flags, env, isTerminal)).toBe(wanted);
  });
});
