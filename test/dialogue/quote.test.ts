import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteForShell } from '../../src/dialogue/quote.ts';

const CMD = {
  PROMPT: '$P$G',
  PSModulePath: 'C:\\Program Files\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules',
};
const POWERSHELL = {
  PSModulePath: 'C:\\Users\\J D\\Documents\\WindowsPowerShell\\Modules;C:\\Program Files\\WindowsPowerShell\\Modules',
};
const RESUME = ['deskmedic', 'diagnose', '--resume', 'c-20261120-1', '--home'];

/** Words without NUL, which no argument can hold. */
const words = fc.array(
  fc.string({ unit: 'binary' }).filter((word) => !/\p{Cs}/u.test(word) && !word.includes('\0')),
  { minLength: 1, maxLength: 5 },
);

describe('in a POSIX shell', () => {
  test.each([
    ['/home/jd', '/home/jd'],
    ['/home/J D', "'/home/J D'"],
    ["/home/O'Brien", "'/home/O'\\''Brien'"],
    ['$HOME `id`', "'$HOME `id`'"],
    ['', "''"],
    ['~/x', "'~/x'"],
    ['a;b', "'a;b'"],
  ])('%j is written %s', (word, quoted) => {
    expect(quoteForShell([...RESUME, word], 'linux', {})).toBe(
      `deskmedic diagnose --resume c-20261120-1 --home ${quoted}`,
    );
  });

  test('sh gives back the same words', () => {
    fc.assert(
      fc.property(words, (list) => {
        const command = `printf '%s\\0' ${quoteForShell(list, 'linux', {})}`;
        expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toBe(
          list.map((word) => `${word}\0`).join(''),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('a Git Bash on Windows is one', () => {
    expect(quoteForShell(['deskmedic', 'C:\\J D'], 'win32', { MSYSTEM: 'MINGW64', ...CMD })).toBe(
      "deskmedic 'C:\\J D'",
    );
  });
});

describe('on Windows', () => {
  test.each([
    ['C:\\cases', 'C:\\cases'],
    ['C:\\Users\\J D\\cases', '"C:\\Users\\J D\\cases"'],
    ['C:\\Users\\J D\\', '"C:\\Users\\J D\\\\"'],
    ["C:\\O'Brien", '"C:\\O\'Brien"'],
    ['C:\\a&b', '"C:\\a&b"'],
    ['C:\\a,b', '"C:\\a,b"'],
    ['C:\\a(1)', '"C:\\a(1)"'],
    ['C:\\a;b', '"C:\\a;b"'],
    ['--home=C:\\x', '"--home=C:\\x"'],
    ['@file', '"@file"'],
    ['', '""'],
  ])('%j is written %s, for cmd.exe and PowerShell alike', (word, quoted) => {
    for (const env of [CMD, POWERSHELL, {}]) {
      expect(quoteForShell([...RESUME, word], 'win32', env)).toBe(
        `deskmedic diagnose --resume c-20261120-1 --home ${quoted}`,
      );
    }
  });

  test('PowerShell gets single quotes where it would look into double ones', () => {
    expect(quoteForShell(['deskmedic', "C:\\$data\\it's"], 'win32', POWERSHELL)).toBe("deskmedic 'C:\\$data\\it''s'");
    expect(quoteForShell(['deskmedic', 'C:\\$data'], 'win32', CMD)).toBe('deskmedic "C:\\$data"');
  });

  test('PowerShell calls a program whose path is quoted', () => {
    expect(quoteForShell(['C:\\Program Files\\deskmedic.cmd', 'diagnose'], 'win32', POWERSHELL)).toBe(
      '& "C:\\Program Files\\deskmedic.cmd" diagnose',
    );
    expect(quoteForShell(['C:\\Program Files\\deskmedic.cmd', 'diagnose'], 'win32', CMD)).toBe(
      '"C:\\Program Files\\deskmedic.cmd" diagnose',
    );
  });

  test('a PowerShell opened in a cmd.exe is still taken for cmd.exe, and a path with blanks works in both', () => {
    expect(quoteForShell(['deskmedic', 'C:\\J D'], 'win32', { ...POWERSHELL, PROMPT: '$P$G' })).toBe(
      'deskmedic "C:\\J D"',
    );
  });

  test('a program reads the same words back by the rules of the C runtime', () => {
    fc.assert(
      fc.property(words, (list) => {
        expect(asCRuntime(quoteForShell(['deskmedic', ...list], 'win32', CMD))).toEqual(['deskmedic', ...list]);
      }),
    );
  });
});

/** Microsoft's "Parsing C command-line arguments": 2n backslashes and a quote are n backslashes and a delimiter, 2n+1 a literal quote. */
function asCRuntime(line: string): string[] {
  const list: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (!isQuoted && /[ \t]/.test(char)) {
      if (word !== null) list.push(word);
      word = null;
      continue;
    }
    word ??= '';
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (line.charAt(at + slashes) === '"') {
      word += '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
      at += slashes;
    } else if (slashes > 0) {
      word += '\\'.repeat(slashes);
      at += slashes - 1;
    } else {
      word += char;
    }
  }
  if (word !== null) list.push(word);
  return list;
}
