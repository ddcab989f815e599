import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evidenceFileName, safeFileName } from '../../src/bundle/file-name.ts';

describe('safeFileName', () => {
  test.each([
    ['shot.png', 'shot.png'],
    ['Screenshot 2026-11-20 (1).png', 'Screenshot-2026-11-20-1-.png'],
    ['Jörg Müller.png', 'Jorg-Muller.png'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\Users\\x.png', 'C-Users-x.png'],
    ['a<b>c:d"e/f\\g|h?i*j', 'a-b-c-d-e-f-g-h-i-j'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['Com1.tar.gz', '_Com1.tar.gz'],
    ['LPT9', '_LPT9'],
    ['COM¹', '_COM1'],
    ['conin$', 'conin'],
    ['nul .txt', 'nul-.txt'],
    ['console.log', 'console.log'],
    ['COM10', 'COM10'],
    ['.htaccess', 'htaccess'],
    ['-rf', 'rf'],
    ['name. . ', 'name'],
    ['a\u0000\u001b[31m\u202eb\n', 'a-31m-b'],
    ['日本', 'file'],
    ['', 'file'],
    ['...', 'file'],
  ])('%j becomes %s', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  test('keeps the ending of a name that is too long', () => {
    const safe = safeFileName(`${'x'.repeat(300)}.png`);
    expect(safe).toHaveLength(128);
    expect(safe).toMatch(/^x+\.png$/);
  });

  test('gives every system a name that it takes, and changes a safe one no more', () => {
    const pieces = fc.constantFrom('con', 'COM1', '.', ' ', '-', '_', '.png', 'é', '\u0000', '/', 'x'.repeat(70));
    const names = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(names, (name) => {
        const safe = safeFileName(name);
        expect(safe).toMatch(/^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,126}[A-Za-z0-9_])?$/);
        expect(safe).not.toMatch(/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?$/i);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });
});

test.each([
  ['password=SECRETK.txt', 'password-password-1.txt'],
  ['pwd=hunter2.abc', 'pwd-password-1'],
  ['card 4111-1111-1111-1111.log', 'card-card-1.log'],
  ['agent.log', 'agent.log'],
])('the name %j is kept as %s: its secret is removed before it is made safe', (name, kept) => {
  expect(evidenceFileName(name)).toBe(kept);
});
