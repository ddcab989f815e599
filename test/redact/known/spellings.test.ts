import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { stringify } from 'node:querystring';
import { describe, expect, it } from 'vitest';
import { encodingsOf, spellingsOf } from '../../../src/redact/known/spellings.ts';

const secret = fc.string({ unit: 'binary', minLength: 6, maxLength: 40 }).filter((text) => text.length >= 6);
/** Whether a text holds the secret in any of its spellings; the borders of words are left out of account. */
function holds(text: string, value: string): boolean {
  const lower = asciiLower(text);
  return spellingsOf(value).some((spelling) =>
    spelling.anyCase ? lower.includes(asciiLower(spelling.text)) : text.includes(spelling.text),
  );
}

const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

describe('the spellings of a secret', () => {
  it.each<[string, (text: string) => string]>([
    ['encodeURIComponent', (text) => encodeURIComponent(text)],
    ['encodeURIComponent, digits in lower case', (text) => encodeURIComponent(text).toLowerCase()],
    ['encodeURIComponent twice', (text) => encodeURIComponent(encodeURIComponent(text))],
    ['encodeURI', (text) => encodeURI(text)],
    ['URLSearchParams', (text) => new URLSearchParams({ a: text }).toString()],
    ['node:querystring', (text) => stringify({ a: text })],
    ['the query of a URL', (text) => new URL(`https://x/?a=${text.replace(/[\t\n\r#]/g, encodeURIComponent)}#`).search],
    ['JSON', (text) => JSON.stringify(text)],
    ['JSON with slashes escaped', (text) => JSON.stringify(text).replaceAll('/', '\\/')],
    ['JSON in JSON', (text) => JSON.stringify(JSON.stringify(text))],
    ['JSON of ASCII alone', (text) => JSON.stringify(text).replace(/[^\x00-\x7e]/g, unicode)],
    ['JSON as Go writes it', (text) => JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, unicode)],
    ['nothing but \\u escapes', (text) => text.replace(/[\s\S]/g, unicode)],
    [
      'HTML',
      (text) =>
        text
          .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
          .replaceAll('&#38;', '&amp;')
          .replaceAll('&#60;', '&lt;')
          .replaceAll('&#62;', '&gt;'),
    ],
    ['hex', (text) => Buffer.from(text).toString('hex')],
    ['hex in capitals', (text) => Buffer.from(text).toString('hex').toUpperCase()],
    ['every byte in percent', (text) => Buffer.from(text).toString('hex').replace(/../g, '%$&')],
    ['small letters', (text) => text.toLowerCase()],
    ['capitals', (text) => text.toUpperCase()],
    ['decomposed', (text) => text.normalize('NFD')],
  ])('hold what %s makes of it', (_, encode) => {
    fc.assert(
      fc.property(
        secret,
        fc.string({ unit: 'grapheme-ascii' }),
        fc.string({ unit: 'grapheme-ascii' }),
        (value, before, after) => {
          expect(holds(before + encode(value) + after, value)).toBe(true);
        },
      ),
    );
  });

  it.each(['base64', 'base64url'] as const)('hold what is in %s of any text around it', (encoding) => {
    fc.assert(
      fc.property(secret, fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, before, after) => {
        expect(holds(Buffer.from(before + value + after).toString(encoding), value)).toBe(true);
      }),
    );
  });

  it.each(['base64', 'base64url'] as const)('hold what is in %s of UTF-16 around it', (encoding) => {
    fc.assert(
      fc.property(secret, fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (value, before, after) => {
        const bytes = Buffer.from(before + value + after, 'utf16le');
        expect(holds(bytes.toString(encoding), value)).toBe(true);
      }),
    );
  });

  it('are of six characters at least', () => {
    fc.assert(fc.property(secret, (value) => spellingsOf(value).every(({ text }) => text.length >= 6)));
  });

  it('are none of a secret of fewer than six characters', () => {
    expect(spellingsOf('hunte')).toEqual([]);
    expect(encodingsOf('hunte')).toEqual([]);
  });

  it('do not repeat each other', () => {
    const texts = encodingsOf('abcDEF123').map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBe(14);
  });

  it('are in UTF-16, too', () => {
    expect(encodingsOf('hunter').filter(({ encoding }) => encoding.startsWith('utf-16'))).toEqual([
      { encoding: 'utf-16le', bytes: Buffer.from('hunter', 'utf16le'), anyCase: true, borders: true },
      { encoding: 'utf-16be', bytes: Buffer.from('\0h\0u\0n\0t\0e\0r'), anyCase: true, borders: true },
    ]);
  });
});

function unicode(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
