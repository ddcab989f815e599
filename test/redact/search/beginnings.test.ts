import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningsOf } from '../../../src/redact/search/beginnings.ts';
import { sameLetters } from '../../../src/redact/search/same-letter.ts';

describe('the beginnings of what a pattern matches', () => {
  it.each<[RegExp, readonly string[] | undefined]>([
    [/Password=/, ['password=']],
    [/(?:authorization|x-auth)[ \t]*:/, ['x-auth', 'authorization']],
    [/(?:set-)?cookie2?/, ['cookie', 'set-cookie']],
    [/(?<![\w-])(?=[a-z])tokens?/, ['token']],
    [/(?:tele)?fono?/, ['fon', 'telefon']],
    [/-{4,5}BEGIN/, ['----']],
    [/(?:ab){2}cd/, ['ababcd']],
    [/(?:ab){2,3}cd/, ['abab']],
    [/(?:a|b){2}cd/, undefined],
    [/api[-_ ]?key/, ['api']],
    [/<(?:key|n)>/, ['<n>', '<key>']],
    [/Passwor[dt]/, ['passwor']],
    [/co(?:ñ|n\uFFFF)/, ['coñ', 'con\uFFFF']],
    [/\$\{x/, ['${x']],
    [/\bfoo|(?<name>bar)\k<name>/, ['foo', 'bar']],
    [/(.)\1|foo/, undefined],
    [/(?:foo)?\d/, undefined],
    [/[a-z]oo/, undefined],
    [/[^x]oo/, undefined],
    [/a*bar/, undefined],
    [/|foo/, undefined],
    [/\w+foo/, undefined],
    [/20\d\d/, undefined],
    [/😀x/u, undefined],
    [/\ud83dx/, undefined],
  ])('of %s are %j', (pattern, expected) => {
    expect(beginningsOf(pattern)).toEqual(expected);
  });

  it('leave no match out, whatever the pattern', () => {
    const sign = fc.constantFrom(
      'a',
      'B',
      'c',
      '1',
      '-',
      '\\.',
      '\\d',
      '\\w',
      '\\s',
      '.',
      '[ab]',
      '[^a]',
      '[a-c]',
      '\\n',
      'ſ',
      'é',
    );
    const quantifier = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{2,3}', '{0,2}', '{1,}', '??', '+?');
    const { pattern } = fc.letrec<{ piece: string; sequence: string; pattern: string }>((tie) => ({
      piece: fc.oneof(
        { depthSize: 'small' },
        fc.tuple(sign, quantifier).map(([one, often]) => one + often),
        fc
          .tuple(fc.constantFrom('(', '(?:', '(?='), tie('pattern'), quantifier)
          .map(([open, inside, often]) => `${open}${inside})${open === '(?=' ? '' : often}`),
        fc.constantFrom('(?<!x)', '(?<=\\s|^)', '(?!b)', '\\b', '^'),
      ),
      sequence: fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')),
      pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((all) => all.join('|')),
    }));
    const text = fc.string({ unit: fc.constantFrom(...'aAbBcC12-. \nxſsé'.split('')), maxLength: 30 });
    fc.assert(
      fc.property(pattern, fc.constantFrom('g', 'gi', 'giu'), text, (source, flags, any) => {
        const tried = new RegExp(source, flags);
        const beginnings = beginningsOf(tried);
        if (beginnings === undefined) return;
        for (const { index } of any.matchAll(tried)) {
          const rest = sameLetters(any.slice(index));
          expect([source, rest, beginnings.some((beginning) => rest.startsWith(beginning))]).toEqual([
            source,
            rest,
            true,
          ]);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
