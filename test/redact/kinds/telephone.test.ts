import { describe, expect, it } from 'vitest';
import { telephone } from '../../../src/redact/kinds/telephone.ts';
import { marked } from './marked.ts';

const T = '{telephone}';
const redact = (text: string): string => marked(text, [telephone]);

describe('telephone numbers', () => {
  it.each([
    ['behind a plus', '+14155550100 +44 20 7946 0958 +46 (0)8 928 571 38 +34-911-222-333', `${T} ${T} ${T} ${T}`],
    ['behind an encoded plus', 'to=%2B14155550100&x=1 a%20%252B442079460958', `to=${T}&x=1 a%20${T}`],
    ['with prefixes', '001-518-640-0854, 0044 20 7946 0958, 011 44 20 7946 0958', `${T}, ${T}, ${T}`],
    ['of North America', '(415) 555-0100 415-555-0100 415.555.0100 1-415-555-0100', `${T} ${T} ${T} ${T}`],
    ['with an extension', '345-899-3560x4587, +1 415 555 0100 ext. 12 and (898)666-3621x0135', `${T}, ${T} and ${T}`],
    ['of the United Kingdom', 'on 07700 063 966 or 020 7946 0958', `on ${T} or ${T}`],
    ['of France', '03.93.92.16.85, 01 23 45 67 89', `${T}, ${T}`],
    ['of Germany', '030/123 45 67, 0961-7596216, (089) 1234567', `${T}, ${T}, ${T}`],
    ['of Spain behind a name', 'Teléfono: 911 222 333, móvil: 611222333', `Teléfono: ${T}, móvil: ${T}`],
    ['in fields of text', '{"ani":"4155550100","dnis":"8005550199"}', `{"ani":"${T}","dnis":"${T}"}`],
    [
      'in longer names',
      'customerPhone=5550100 caller_id: 5550100 dialedNumber="14155550100"',
      `customerPhone=${T} caller_id: ${T} dialedNumber="${T}"`,
    ],
    ['in the next line', 'Phone:\n467 3395\n', `Phone:\n${T}\n`],
    ['in a list', 'tel: 4155550100, 4155550101 and 4155550102', `tel: ${T}, ${T} and ${T}`],
    [
      'in SIP',
      'From: <sip:+14155550100@pstn.example.com>;tag=1 To: <sip:4155550101@x>',
      `From: <sip:${T}@pstn.example.com>;tag=1 To: <sip:${T}@x>`,
    ],
    ['in tel addresses', 'tel:+1-415-555-0100;ext=12 href="tel:4155550100"', `tel:${T} href="tel:${T}"`],
    [
      'behind the name of a caller',
      'CLID: "DOE JANE" <4155550100>, CALLERID(num)=5550100',
      `CLID: "DOE JANE" <${T}>, CALLERID(num)=${T}`,
    ],
    ['in XML', '<phone>4155550100</phone>', `<phone>${T}</phone>`],
    [
      'in sentences',
      'call me on 9472 7916? They are not answering at 78 651 450',
      `call me on ${T}? They are not answering at ${T}`,
    ],
    [
      'in sentences, plain',
      'she dialed 4155550100 twice and called 5551234567',
      `she dialed ${T} twice and called ${T}`,
    ],
    [
      'in other languages',
      'llámeme al 911 222 333; erreichbar unter 89 1234567',
      `llámeme al 911 222 333; erreichbar unter ${T}`,
    ],
    ['behind words that end as ids do', 'It said 415-555-0100, paid (268) 464-1234', `It said ${T}, paid ${T}`],
    ['that somebody has', 'her number is 9472791, my mobile is 81234567', `her number is ${T}, my mobile is ${T}`],
    ['with a word behind', '416 60 039 office, 085 175 7641-Fax', `${T} office, ${T}-Fax`],
    ['before a time', 'phone: 4155550100 2026-11-20 13:41', `phone: ${T} 2026-11-20 13:41`],
    ['before a status', '415-555-0100 200 OK; +14155550100 486', `${T} 200 OK; ${T} 486`],
    ['escaped before it', String.raw`"a\n+14155550100"`, String.raw`"a\n${T}"`],
    ['after another way', 'reach me by mail at a@x.org or 612 34 56 99', `reach me by mail at a@x.org or ${T}`],
    [
      'behind the digit for a line outside',
      'dialed 9,19185550155 and dialString="9,,4155550100"',
      `dialed 9,${T} and dialString="9,,${T}"`,
    ],
    ['behind an arrow', 'ANI -> 4155550100', `ANI -> ${T}`],
    ['full-width', 'tel: ４１５ ５５５ ０１００', `tel: ${T}`],
  ])('%s go', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    '2026-11-20 13:41:00.123 +0100 2026-11-20T13:41:00+01:00 20261120134100 11/20/2026 10:12',
    'epoch 1732110060 and 1732110060123 and 1732110060.123456',
    'order number 699 956 915, SR 698765432, case #415-555-0100, ticket 4155550100',
    'ip 192.168.100.200, 10.0.19045.3448, 14.2.1.0201, call to 192.168.100.200:5060',
    'ports 5060 5061 5062 16384-32767, took 12.345678 ms, 1234567 bytes, 3,141,592',
    'vm 12 45 33 21 90 11 18 27 and 00 01 02 03 04 05 06 07 08 09',
    '7f3a2c10-1b2d-4c3e-8f90-123456789012 contactId=415-555-0100 callId=1234567890 interactionId: 4155550100123',
    'Call-ID: 3848276298220188511@host, trackingId=NA_0415555010012345',
    'called on 2026-11-20 at 08:41, called 3 times, messages to 12 queues, call 1234567890 ended',
    'microphone: 12345678 headphones=1234567 IP Phone 8861 firmware 14.2.1',
    'phone: registered, phone=true, mobile: yes, fax: none, ani=anonymous, phone: 192.168.1.10',
    'from=12345678 to=12345999, from: 2026-11-20 to: 2026-11-21, source: 10.0.0.1',
    'my order number is 4155550, its number is 12345678',
    'pixel 1920x1080, 200 512 1024, 404 120 1024, +5 -3, 1.5e+10, x+1234567',
    'phone connected in 12345 ms, callback: 30000 ms, desk 4, call 0490',
    'm=audio 16384 RTP/AVP 0 8 101, o=- 20518 0 IN IP4 203.0.113.1',
    'call failed with 503 or 404 100 200, retried 3 or 4 times, 200 or 302',
    'called 9,123 times on 3,1234567 lines, phone: 9,123, dialed 9,2026-11-20 08:41',
    '{telephone-1} tel:{telephone-2}',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('are told by the name of a field, unless it holds something else', () => {
    for (const field of ['phone', 'customerphonenumber', 'ani', 'callerid', 'mobile', 'fromnumber'])
      expect([field, telephone.isField?.(field)]).toEqual([field, true]);
    for (const field of ['microphone', 'headphone', 'softphone', 'company', 'from', 'telemetry', 'customernumber'])
      expect([field, telephone.isField?.(field)]).toEqual([field, false]);
    expect(telephone.isFieldOf?.('number', 'remoteparty')).toBe(true);
    expect(telephone.isFieldOf?.('number', 'order')).toBe(false);
    const partOf = (value: string): string => {
      const { start, end } = telephone.inField?.(value) ?? { start: 0, end: 0 };
      return value.slice(start, end);
    };
    expect(partOf('+1 415 555 0100')).toBe('+1 415 555 0100');
    for (const other of ['registered', 'Cisco 8861', '192.168.1.10', 'true', '3']) expect(partOf(other)).toBe('');
  });

  it('are looked for elsewhere by their digits, when those are too many for chance', () => {
    expect(telephone.elsewhere?.('(415) 555-0100')).toEqual(['4155550100', '14155550100']);
    expect(telephone.elsewhere?.('%2B14155550100')).toEqual(['4155550100', '14155550100']);
    expect(telephone.elsewhere?.('+44 7700 900123')).toEqual(['447700900123']);
    for (const other of ['0152 / 28817386', '5550100', '1732110060', '555 0100 x12'])
      expect([other, telephone.elsewhere?.(other)]).toEqual([other, []]);
  });

  it('gives all spellings of a number one placeholder', () => {
    expect(telephone.canonical?.('415.555.0100')).toBe(telephone.canonical?.('+1 (415) 555-0100'));
    expect(telephone.canonical?.('+1 (415) 555-0100 ext. 7')).toBe(telephone.canonical?.('%2B14155550100'));
  });
});
