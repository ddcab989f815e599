import { describe, expect, it } from 'vitest';
import { cvc } from '../../../src/redact/kinds/cvc.ts';
import { marked } from './marked.ts';

const C = '{cvc}';
const redact = (text: string): string => marked(text, [cvc]);

describe('verification codes of cards', () => {
  it.each([
    ['by name', 'CVV: 123, cvc=4567 cvv2 123', `CVV: ${C}, cvc=${C} cvv2 ${C}`],
    ['in fields of text', '{"cvv":"123","securityCode":"4567"}', `{"cvv":"${C}","securityCode":"${C}"}`],
    ['in addresses', 'cvv=123&x cvc%3D123%26', `cvv=${C}&x cvc%3D${C}%26`],
    [
      'in sentences',
      'the security code is 123. Card verification number 4567',
      `the security code is ${C}. Card verification number ${C}`,
    ],
    [
      'in other languages',
      'código de seguridad: 123, Prüfnummer 456, cryptogramme 789',
      `código de seguridad: ${C}, Prüfnummer ${C}, cryptogramme ${C}`,
    ],
    ['as CID of a card', 'Amex CID: 1234', `Amex CID: ${C}`],
    ['with their expiry', '4111 1111 1111 1111 exp 12/27 cvv 123', `4111 1111 1111 1111 exp ${C} cvv ${C}`],
    [
      'behind the card',
      '4111111111111111 12/2027 123 and 4111111111111111|1227|123',
      `4111111111111111 ${C} ${C} and 4111111111111111|${C}|${C}`,
    ],
    [
      'behind the card, in words',
      '4111111111111111, caducidad 12/27, código 123',
      `4111111111111111, caducidad ${C}, código ${C}`,
    ],
    [
      'on a card',
      'the CVC on the back is 123, CVV at the front: 4567, CVC auf der Rückseite ist 456',
      `the CVC on the back is ${C}, CVV at the front: ${C}, CVC auf der Rückseite ist ${C}`,
    ],
    ['of somebody', 'security code of my Amex card was 4567', `security code of my Amex card was ${C}`],
    ['as CID in capitals, in four digits', 'CID=5726, "CID": "1234"', `CID=${C}, "CID": "${C}"`],
    ['said digit by digit', 'cvv 1 2 3', `cvv ${C}`],
    ['in XML', '<cvv>123</cvv>', `<cvv>${C}</cvv>`],
    ['expiry by name', 'Visa, valid thru 12/27', `Visa, valid thru ${C}`],
  ])('%s go', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'cid=1234 for call 7, CID 4567: connected, CID=123, CID=12345, ACID=5726, CID=5726-ab, CID: 5726@host',
    'error code 404, status code: 503, exit code 137, area code 415',
    'cvv: missing, the security code is wrong, CVV 12, cvv 12345, cvv 123.45',
    'the certificate expires 12/27, license valid until 11/2026',
    'code 123, version 12/27 123, expired 2026-12-27',
    'the CVC on the back was wrong 3 times, the CVC of the card is missing 100',
    'cvv={cvc-1}',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text);
  });
});
