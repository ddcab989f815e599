import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnownSecret } from '../../../src/redact/known/known-secret.ts';
import { replaceKnown } from '../../../src/redact/known/replace-known.ts';
import { spellingsOf, type Spelling } from '../../../src/redact/known/spellings.ts';

const secretsOf = (values: readonly string[]): readonly KnownSecret[] =>
  values.map((value, index) => ({ kind: 'token', value, placeholder: `{token-${index + 1}}` }));
const replace = (text: string, ...values: string[]): string => replaceKnown(secretsOf(values)).replace(text);

interface Match {
  readonly start: number;
  readonly end: number;
  readonly placeholder: string;
}

/** Every place of every spelling, each looked for by itself. */
function matchesOf(text: string, secrets: readonly KnownSecret[]): readonly Match[] {
  const lower = asciiLower(text);
  return secrets.flatMap(({ value, placeholder }) =>
    spellingsOf(value).flatMap((spelling) => {
      const wanted = spelling.anyCase ? asciiLower(spelling.text) : spelling.text;
      const within = spelling.anyCase ? lower : text;
      const starts: number[] = [];
      for (let at = within.indexOf(wanted); at !== -1; at = within.indexOf(wanted, at + 1)) starts.push(at);
      return starts
        .filter((start) => !spelling.borders || standsAlone(text, start, spelling))
        .map((start) => ({ start, end: start + wanted.length, placeholder }));
    }),
  );
}

function standsAlone(text: string, start: number, { text: { length } }: Spelling): boolean {
  const word = /[\p{L}\p{N}\p{M}]/u;
  const isOpen =
    !word.test(text[start - 1] ?? '') || /(?:%[0-9a-f]{2}|\\[bfnrtv]|\\u[0-9a-f]{4})$/i.test(text.slice(0, start));
  return (
    (!word.test(text[start]!) || isOpen) &&
    (!word.test(text[start + length - 1]!) || !word.test(text[start + length] ?? ''))
  );
}

/** What overlaps is one stretch; it is named for those in it that are longer than any before. */
function replaceSlowly(text: string, secrets: readonly KnownSecret[]): string {
  const matches = matchesOf(text, secrets).toSorted((one, other) => one.start - other.start || other.end - one.end);
  let result = '';
  let end = 0;
  let longest = 0;
  let name = '';
  for (const match of matches) {
    const length = match.end - match.start;
    const follows = match.start >= end;
    if (match.end <= end) continue;
    if (follows) result += text.slice(end, match.start);
    if (follows ? match.start > end || match.placeholder !== name : length > longest) result += match.placeholder;
    if (follows || length > longest) [longest, name] = [length, match.placeholder];
    end = match.end;
  }
  return result + text.slice(end);
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

const few = fc.constantFrom('a', 'b', 'A', 'Z', 'z', '1', '%', '/', ' ', '"', '\\', 'ä', 'š', 'Ä', '.');
const secret = fc.oneof(
  fc.string({ unit: few, minLength: 6, maxLength: 14 }),
  fc.stringMatching(/^[abA]{6,9}$/),
  fc.stringMatching(/^[a-d]{1,3}[A-D0-9=+/%]{20,50}$/),
);
const document = fc.uniqueArray(secret, { minLength: 1, maxLength: 5 }).chain((values) => {
  const spelled = fc.constantFrom(...values.flatMap(spellingsOf)).map(({ text }) => text);
  const part = fc.oneof(
    spelled,
    fc.tuple(spelled, fc.nat(30)).map(([text, length]) => text.slice(0, length)),
    spelled.map((text) => text.toUpperCase()),
    fc.string({ unit: few, maxLength: 12 }),
    fc.constantFrom('\n', ' ', '%20', '\\n', ' -- '),
  );
  return fc.tuple(
    fc.constant(values),
    fc.array(part, { maxLength: 14 }).map((parts) => parts.join('')),
  );
});

describe('the replacement of known secrets', () => {
  it('does what the slow way does', () => {
    fc.assert(
      fc.property(document, ([values, text]) => {
        expect(replaceKnown(secretsOf(values)).replace(text)).toBe(replaceSlowly(text, secretsOf(values)));
      }),
      { numRuns: 500 },
    );
  });

  it('is to split and join where secrets stand apart', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-c1-3]{5,12}[a-c]1$/), { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(3), fc.stringMatching(/^[x-z ]{1,9}$/))),
        (values, parts) => {
          const text = parts.map(([index, gap]) => gap + JSON.stringify(values[index % values.length])).join('');
          const longestFirst = secretsOf(values).toSorted((one, other) => other.value.length - one.value.length);
          const expected = longestFirst.reduce(
            (rest, { value, placeholder }) => rest.split(value).join(placeholder),
            text,
          );
          // One value may begin another; the longer one is the one that stands there.
          expect(replaceKnown(secretsOf(values)).replace(text)).toBe(expected);
        },
      ),
    );
  });

  it('does the same to a text in pieces, however they are cut', () => {
    const filler = 'all is well. '.repeat(9000);
    fc.assert(
      fc.property(document, fc.array(fc.nat(), { maxLength: 6 }), fc.nat(40_000), ([values, text], places, more) => {
        const whole = `${text} ${filler}${filler.slice(0, more)}${text}`;
        const replacer = replaceKnown(secretsOf(values));
        const running = replacer.newReplacement();
        const ends = places.map((place) => place % whole.length).toSorted((one, other) => one - other);
        const pieces = [0, ...ends].map((start, index) => running.write(whole.slice(start, ends[index])));
        expect(pieces.join('') + running.end() === replacer.replace(whole)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('does the same at every place of the edge of its own window', () => {
    const replacer = replaceKnown(secretsOf(['hunter2hunter2', 'hunter2hunter2hunter2', 'swordfish']));
    for (let before = 130_950; before < 131_150; before += 1) {
      const dots = '.'.repeat(before);
      const text = `${dots}%20swordfish Hunter2hunter2hunter2hunter2 swordfishes`;
      const running = replacer.newReplacement();
      // What was written so far is given out up to where a spelling may begin that is not whole yet.
      const pieces = [running.write(text.padEnd(131_220, '-')), running.write('='.repeat(300)), running.end()];
      const expected = `${dots}%20{token-3} {token-2} swordfishes${'-'.repeat(131_220 - text.length)}${'='.repeat(300)}`;
      expect(pieces.join('') === expected).toBe(true);
      expect(pieces[0]).not.toBe('');
      expect(replacer.replace(text)).toBe(`${dots}%20{token-3} {token-2} swordfishes`);
    }
  });

  it('never goes on for ever over what overlaps with itself', () => {
    const running = replaceKnown(secretsOf(['ab1ab1', 'b1ab1a'])).newReplacement();
    const pieces = Array.from({ length: 50 }, () => running.write('ab1'.repeat(10_000)));
    expect(pieces.some((piece) => piece !== '')).toBe(true);
    expect(pieces.join('') + running.end()).toBe('{token-1}');
  });

  it.each<[string, string, string]>([
    ['as it is', 'x=Ab/12+cd;', 'x={token-1};'],
    ['in the other case', 'x=aB/12+CD;', 'x={token-1};'],
    ['in an address', 'x=Ab%2F12%2bcd&', 'x={token-1}&'],
    ['in JSON', '"Ab\\/12+cd"', '"{token-1}"'],
    ['in JSON of .NET', '"Ab/12\\u002Bcd"', '"{token-1}"'],
    ['in HTML', '<p>Ab&#x2F;12+cd</p>', '<p>{token-1}</p>'],
    ['in hex', 'x=41622f31322b6364', 'x={token-1}'],
    ['in base64, with what depends on it alone', `x=${Buffer.from('Ab/12+cd').toString('base64')}`, 'x={token-1}Q='],
    ['twice in a row', 'Ab/12+cdAb/12+cd', '{token-1}'],
    ['with nothing around it', 'zzAb/12+cdzz', 'zz{token-1}zz'],
  ])('replaces a secret %s', (_, text, expected) => {
    expect(replace(text, 'Ab/12+cd')).toBe(expected);
  });

  it('takes a short word for a secret only where it stands by itself', () => {
    const text = 'Welcome welcome, unwelcome welcomes %20welcome \\nwelcome user_welcome 2welcome éwelcome';
    expect(replace(text, 'welcome')).toBe(
      '{token-1} {token-1}, unwelcome welcomes %20{token-1} \\n{token-1} user_{token-1} 2welcome éwelcome',
    );
    expect(replace('mywelcome2now', 'welcome2')).toBe('my{token-1}now');
    expect(replace('unwelcoming-words', 'welcoming-word')).toBe('un{token-1}s');
    expect(replace('at 12345678901 and 123456789', '123456789')).toBe('at 12345678901 and {token-1}');
  });

  it('leaves nothing of secrets that overlap, and names the longer one', () => {
    expect(replace('.abcdef1ghijk.', 'abcdef1', 'def1ghijk')).toBe('.{token-1}{token-2}.');
    expect(replace('.abcdef1ghijk.', 'abcdef1ghi', '1ghijk')).toBe('.{token-1}.');
    expect(replace('.abcdef1ghijk.', 'def1gh', 'abcdef1ghijk')).toBe('.{token-2}.');
  });

  it('takes no sign for another that only has the same lower half', () => {
    expect(replace('x=\u0161bcdef1', 'abcdef1')).toBe('x=\u0161bcdef1');
    expect(replace('x=\u0161bcdef1', '\u0161bcdef1')).toBe('x={token-1}');
  });

  it('tells what it removed, once for each placeholder that it puts', () => {
    const removed: string[] = [];
    const text = replaceKnown(secretsOf(['abcdef1', 'ghijkl2'])).replace('abcdef1 ghijkl2 abcdef1', ({ value }) => {
      removed.push(value);
    });
    expect(text).toBe('{token-1} {token-2} {token-1}');
    expect(removed).toEqual(['abcdef1', 'ghijkl2', 'abcdef1']);
  });

  it('gives the text back where there is nothing to replace', () => {
    expect(replace('nothing here')).toBe('nothing here');
    expect(replace('nothing here', 'abcdef1')).toBe('nothing here');
    expect(replace('', 'abcdef1')).toBe('');
  });
});
