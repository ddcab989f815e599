import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iban } from '../../../src/redact/kinds/iban.ts';
import { marked } from './marked.ts';

const redact = (text: string): string => marked(text, [iban]);

/** The check digits are found the long way round: with whole numbers, by trying. */
function withCheck(country: string, rest: string): string {
  const numberOf = (text: string): bigint => BigInt(Array.from(text, (each) => parseInt(each, 36)).join(''));
  for (let check = 2; ; check += 1) {
    const digits = String(check).padStart(2, '0');
    if (numberOf(rest + country + digits) % 97n === 1n) return country + digits + rest;
  }
}

describe('IBANs', () => {
  it.each([
    ['as banks print them', 'IBAN: GB82 WEST 1234 5698 7654 32, thanks', 'IBAN: {iban}, thanks'],
    [
      'without blanks',
      'AD1200012030200359100100, DE89370400440532013000 to NL91ABNA0417164300',
      '{iban}, {iban} to {iban}',
    ],
    ['in small letters', 'my iban is gb82west12345698765432.', 'my iban is {iban}.'],
    ['with dashes', 'ES91-2100-0418-4502-0005-1332', '{iban}'],
    ['encoded', 'a=FR14%202004%201010%200505%200001%203M02%20606&b', 'a={iban}&b'],
    ['with something invisible', 'GB82\u200bWEST12345698765432', '{iban}'],
    ['right behind their name', 'IBANGB82WEST12345698765432', 'IBAN{iban}'],
    ['before a word', 'GB82 WEST 1234 5698 7654 32 to other bank', '{iban} to other bank'],
  ])('%s go', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'GB83 WEST 1234 5698 7654 32',
    'XX82WEST12345698765432',
    'GB82WEST1234569876543',
    'GB82WEST123456987654321',
    'in 2026, at 12 of us, no 34 and so on and on and on',
    'ab12cd34ef56ab12cd34ef56ab12cd34ef56',
    'Call-ID: ad37654ddbc9e04ee8ea9dad@desktop.example.com',
    '{iban-1}',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('go in any grouping, and not with a digit changed', () => {
    const number = fc.stringMatching(/^[0-9]{18}$/).map((rest) => withCheck('DE', rest));
    const gaps = fc.infiniteStream(fc.constantFrom('', '', ' ', '-', '\u00a0'));
    fc.assert(
      fc.property(number, gaps, fc.nat({ max: 17 }), (digits, between, place) => {
        const tail = Array.from(digits.slice(4), (each) => between.next().value + each).join('');
        const spaced = digits.slice(0, 4) + tail;
        expect(redact(`x: ${spaced}|`)).toBe('x: {iban}|');
        const at = 4 + place;
        const changed = digits.slice(0, at) + ((Number(digits[at]) + 1) % 10) + digits.slice(at + 1);
        expect(redact(`x: ${changed}|`)).toBe(`x: ${changed}|`);
      }),
    );
  });
});
