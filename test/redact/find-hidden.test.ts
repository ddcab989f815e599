import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodedViews } from '../../src/redact/decoded-views.ts';
import { encodedTexts } from '../../src/redact/encoded-texts.ts';
import { newPlaceholders } from '../../src/redact/placeholders.ts';
import { redactText } from '../../src/redact/redact-text.ts';
import { spelledDigits } from '../../src/redact/spelled-digits.ts';
import { cpuTime } from '../support/cpu-time.ts';

const redact = (text: string): string => redactText(text, newPlaceholders(), new Map());
const escaped = (text: string, sign: (code: number) => string): string =>
  Array.from(text, (character) => sign(character.codePointAt(0)!)).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what is encoded', () => {
  it.each<[string, string, string]>([
    [
      'each byte of an address',
      `q=${escaped('5425233430109903', (code) => `%${code.toString(16)}`)}&x`,
      'q={card-1}&x',
    ],
    ['an address in an address', 'u=%252Fr%253Fpwd%253DOtter7lake%2526x', 'u=%252Fr%253Fpwd%253D{password-1}%2526x'],
    ['letters of two bytes', 'customerName=J%C3%B6rg%20K%C3%BChn&x', 'customerName={customer-name-1}&x'],
    ['a number of an address', '?n=%28415%29%20555%2D0142&x', '?n={telephone-1}&x'],
    ['JSON', String.raw`say \u0070\u0061ss\u003dOtter7lake now`, String.raw`say \u0070\u0061ss\u003d{password-1} now`],
    [
      'JSON in JSON in JSON',
      String.raw`to \\\\u0022li.wei\\\\u0040example.net\\\\u0022`,
      String.raw`to \\\\u0022{email-1}\\\\u0022`,
    ],
    [
      'references of HTML',
      'write to li&#46;wei&#x40;example&period;net or li&amp;#64;example.net',
      'write to li&#46;wei&#x40;example&period;net or {email-1}',
    ],
    ['entities', 'pwd&equals;Otter7lake', 'pwd&equals;{password-1}'],
    ['a card over a soft line end', 'it is 5425 2334=\n 3010 9903 today', 'it is {card-1} today'],
    ['quoted-printable', 'see the pwd=3DOtter7=\nlake', 'see the pwd={password-1}'],
    [
      'a line that is broken where it is full',
      'You asked us to send it once more, so here you are; the password: Otter7=\nlake',
      'You asked us to send it once more, so here you are; the password: {password-1}',
    ],
    ['a word of a header', '=?utf-8?q?call_=2B44_7700_900123?=', '=?utf-8?q?call_{telephone-1}?='],
    ['blanks of a form', 'text=your+one-time+code+is+680561&x', 'text=your+one-time+code+is+{one-time-code-1}&x'],
    [
      'blanks and signs of a form',
      'digits=DTMF+digits%3A+816724&t=cvv+222',
      'digits=DTMF+digits%3A+{keypad-1}&t=cvv+{cvc-1}',
    ],
    [
      'a form within words',
      'POST a=Hello%2C+the+pin+is+4821 done',
      'POST a=Hello%2C+the+pin+is+{one-time-code-1} done',
    ],
    [
      'a digest in a cell',
      '7,"username=""1001"", realm=""x"", response=""324d3a86ad86dda2ac6e0ea6b1e4b4c3""",y',
      '7,"username=""1001"", realm=""x"", response=""{sip-digest-1}""",y',
    ],
    [
      'a header in a cell',
      '7,"Authorization: Digest username=""1001"", response=""324d3a86ad86dda2ac6e0ea6b1e4b4c3""",y',
      '7,"Authorization: Digest {authorization-1}",y',
    ],
    ['quotes of a cell', '"{""apiKey"": ""9aKq2LmPz0XcVb81TyRw""}"', '"{""apiKey"": ""{api-key-1}""}"'],
  ])('in %s is removed', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'GET /a%20b%2Fc?x=%7B%22state%22%3A%22Idle%22%7D&t=100%25',
    String.raw`{"text":"a\u00e4b \u0041 \\u0040"}`,
    'a &lt;b&gt; &amp; c &#65; &nbsp;',
    'a=41 b=42=43\nline ends with =\nand goes on =3D 7',
    'row "a ""quoted"" word", "", ""',
    'GET /a?q=queue+of+calls+222&t=08:41:00+01:00 and x=1+2, <a b="" c=""><d e="">',
    'trackingId=a+b+0b7e3c7e-3a6f-4e5b-9a87-1f2e3d4c5b6a&time=2026-11-20T08:41:00+0100',
  ])('and no secret stays: %j', (text) => {
    expect(redact(text)).toBe(text);
  });

  it.each([
    [
      'base64, and the time of the next line',
      '2026-11-20T08:41:07.123Z authorization: Basic amFuZTpzWFRPZktXZkN6N0U=\n2026-11-20T08:41:08.123Z next',
      '2026-11-20T08:41:07.123Z authorization: Basic {authorization-1}\n2026-11-20T08:41:08.123Z next',
    ],
    [
      'base64, and the next header',
      'GET /v1/agents?state=3D HTTP/1.1\nauthorization: Basic amFuZTpzWFRPZktXZkN6N0U=\nHost: api.example.com',
      'GET /v1/agents?state=3D HTTP/1.1\nauthorization: Basic {authorization-1}\nHost: api.example.com',
    ],
    ['no password, and another line', 'user=jo password=\nretry in 8 s', 'user=jo password=\nretry in 8 s'],
    ['no password, and a time', 'password=\n2026-11-20T08:41:08Z x', 'password=\n2026-11-20T08:41:08Z x'],
    ['a name without a value', 'cookie=\r\n2026-11-20T08:41:08Z x', 'cookie=\r\n2026-11-20T08:41:08Z x'],
  ])('is no line of mail that ends with %s', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each<[string, string]>([
    ['\x1b[36mpassword\x1b[39m: "hunter2xyz"', '\x1b[36mpassword\x1b[39m: "{password-1}"'],
    [
      '\x1b[36mpassword\x1b[39m: \x1b[32m"hunter2xyz"\x1b[39m,',
      '\x1b[36mpassword\x1b[39m: \x1b[32m"{password-1}"\x1b[39m,',
    ],
    [
      '\x1b[31mpassword\x1b[0m=\x1b[1;31mhunter2xyz\x1b[0;1m x',
      '\x1b[31mpassword\x1b[0m=\x1b[1;31m{password-1}\x1b[0;1m x',
    ],
    ['password=\x1b[1mhunter2xyz\x1b[0m x', 'password=\x1b[1m{password-1}\x1b[0m x'],
    ['password=\x1b[38;5;9mhunter2xyz\x1b[0m\n', 'password=\x1b[38;5;9m{password-1}\x1b[0m\n'],
    ['\x1b[01;31m\x1b[Kpwd\x1b[m\x1b[K=hunter2xyz', '\x1b[01;31m\x1b[Kpwd\x1b[m\x1b[K={password-1}'],
    [String.raw`\u001b[36mpassword\u001b[39m: hunter2xyz`, String.raw`\u001b[36mpassword\u001b[39m: {password-1}`],
    [String.raw`\x1b[36mpwd\x1b[39m=hunter2xyz \033[0mok`, String.raw`\x1b[36mpwd\x1b[39m={password-1} \033[0mok`],
    ['\x1b[35mcustomerName=\x1b[0mJane Roe\x1b[2m', '\x1b[35mcustomerName=\x1b[0m{customer-name-1}\x1b[2m'],
    ['\x1b[35mani=\x1b[0m+14155550142', '\x1b[35mani=\x1b[0m{telephone-1}'],
    ['\x1b[33mcvv\x1b[0m: 318', '\x1b[33mcvv\x1b[0m: {cvc-1}'],
    ['\x1b[33motp:\x1b[0m 204817', '\x1b[33motp:\x1b[0m {one-time-code-1}'],
    ['\x1b[33m4111\x1b[0m1111\x1b[33m11111111\x1b[0m', '\x1b[33m{card-1}\x1b[0m'],
    ['\x1b[36mCookie\x1b[39m: a=b1c2d3e4f5', '\x1b[36mCookie\x1b[39m: {cookie-1}'],
    ['say \x1b[1mpwd\x1b[0m%3DOtter7lake', 'say \x1b[1mpwd\x1b[0m%3D{password-1}'],
    ['pass\u00adword: hunter2xyz', 'pass\u00adword: {password-1}'],
    ['customer\u200bName=Jane Roe', 'customer\u200bName={customer-name-1}'],
  ])('in colours or behind what nobody sees goes alone: %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
    expect(redactText(expected, newPlaceholders([expected]), new Map())).toBe(expected);
  });

  it.each([
    '\x1b[32m2026-11-20T08:41:07.123Z\x1b[0m \x1b[1mINFO\x1b[0m state \x1b[33mIdle\x1b[39m 12345 ms',
    '\x1b[K\x1b[2J\x1b]0;title\x07 x',
    'soft\u00adhyphen, zero\u200bwidth, \u{1f468}\u200d\u{1f469}',
  ])('in colours or behind what nobody sees stays when it is none: %j', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('is left when it is a placeholder', () => {
    for (const text of ['?token=%7Btoken-1%7D&x', 'token=%7btoken-1%7d&x'])
      expect(redactText(text, newPlaceholders([text]), new Map())).toBe(text);
  });

  it('gets the placeholder of the plain spelling', () => {
    expect(redact('li@example.net li%40example.net li&#64;example.net')).toBe('{email-1} {email-1} {email-1}');
  });

  it('is found whatever stands around it, and how far from it its name is', () => {
    for (const length of [0, 500, 1020, 1500, 9000, 70_000]) {
      const filler = 'x'.repeat(length);
      expect(redact(`${filler} pwd%3D%22Otter7${filler}%22 z`)).toBe(`${filler} pwd%3D%22{password-1}%22 z`);
    }
  });

  it('stands in a view at the places at which it stands in the text', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      ' ',
      '\n',
      '%41',
      '%C3%A4',
      '%F0%9F%98%80',
      '%e4',
      '\\u0040',
      '\\\\u00e4',
      '&amp;#65;',
      '&lt;',
      '=3D',
      '=\n',
      '\x1b[36m',
      '\u200b',
      '%',
      '&',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(40), (pieces, around) => {
        const text = pieces.join('');
        for (const view of decodedViews(text, around)) {
          let last = 0;
          for (let at = 0; at < view.text.length; at += 1) {
            const { start, end } = view.original({ start: at, end: at + 1 });
            expect(start <= end && start >= last && end <= text.length).toBe(true);
            last = start;
            // What is not encoded stands for itself.
            if (end - start === 1) expect(text[start]).toBe(view.text[at]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('digits in words', () => {
  it.each<[string, string]>([
    ['five four two five two three three four three oh one zero nine nine zero three', '{card-1}'],
    ['double five five five, triple five five, five five five five, four four four four', '{card-1}'],
    ['vier eins eins eins eins eins eins eins eins eins eins eins eins eins eins eins', '{card-1}'],
    ['cuatro uno uno uno - uno uno uno uno - uno uno uno uno - uno uno uno uno', '{card-1}'],
    ['my CVV is three one eight', 'my CVV is {cvc-1}'],
    [
      'one two three four, one two three four, one two three four, one two three four',
      'one two three four, one two three four, one two three four, one two three four',
    ],
    [
      'zero, zero, zero; null null null null null null null null null null null null',
      'zero, zero, zero; null null null null null null null null null null null null',
    ],
    ['one or two agents, seven of nine', 'one or two agents, seven of nine'],
  ])('%j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('are words of their own', () => {
    expect(spelledDigits('someone twofold threes', 100)).toEqual([]);
  });
});

describe('base64', () => {
  const secret = 'the password: Otter7lake and more';
  it.each<[string, string, string]>([
    ['of text', `blob ${base64(secret)} end`, 'blob {encoded-1} end'],
    ['of JSON', base64('{"refresh_token":"9aKq2LmPz0XcVb81TyRw"}'), '{encoded-1}'],
    ['for addresses', `x=${base64(`??>>${secret}`).replaceAll('+', '-').replaceAll('/', '_')}&y`, 'x={encoded-1}&y'],
    ['escaped for an address', `?x=${encodeURIComponent(base64(`~~~???>>>${secret}`))}&y`, '?x={encoded-1}&y'],
    ['twice', base64(`data ${base64(secret)}`), '{encoded-1}'],
    ['in a path', `/v1/${base64(secret).replace(/=+$/, '')}`, '/v1/{encoded-1}'],
    ['in lines', base64(secret.repeat(4)).replace(/.{76}/g, '$&\r\n'), '{encoded-1}'],
    ['in lines of a string', base64(secret.repeat(5)).replace(/.{64}/g, '$&\\n'), '{encoded-1}'],
    ['of PowerShell', Buffer.from(secret, 'utf16le').toString('base64'), '{encoded-1}'],
    ['no, hexadecimal digits', Buffer.from(secret).toString('hex'), '{encoded-1}'],
  ])('%s goes when there is a secret in it', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    base64('nothing of interest stands in here, it goes on and on'),
    base64('ciscospark://us/PEOPLE/7f3a2c10-1b2d-4c3e-8f90-123456789012'),
    '7f3a2c10-1b2d-4c3e-8f90-123456789012 7d38cdd689735b008b3c702edd92eea23791c5f6',
    '/usr/local/lib/node_modules/deskmedic/node_modules/something/index',
    'z9hG4bKPjnB4dNqK2l1oYcXbLmQwErTyUiOpAsDfGhJk',
  ])('stays when there is none: %j', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('is taken for text only when all of it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 200 }), (bytes) => {
        for (const { text, start, end } of encodedTexts(Buffer.from(bytes).toString('base64'))) {
          expect(start < end).toBe(true);
          expect(text).not.toMatch(/[\0-\x08]/);
        }
      }),
    );
  });

  it('gives what it holds to be removed elsewhere', () => {
    const given: string[] = [];
    const placeholders = newPlaceholders();
    const listening = {
      ...placeholders,
      standFor: (kind: { name: string }, value: string) => {
        given.push(`${kind.name} ${value}`);
        return placeholders.standFor(kind as never, value);
      },
    };
    redactText(`x ${base64(secret)}`, listening as typeof placeholders, new Map());
    expect(given).toEqual(['password Otter7lake', expect.stringMatching(/^encoded /)]);
  });
});

describe('looking for what is hidden', () => {
  it('takes time that grows with the length of the text', { timeout: 60_000 }, () => {
    const pieces = [
      '\\',
      '%',
      '%25',
      '%41',
      '&amp;',
      '&#65;',
      '=3D',
      '=\n',
      '=?a?q?',
      '""a"":',
      'one ',
      'double ',
      'null,',
      'A',
      'QUJD\n',
      'ab/',
      `${'Q'.repeat(64)}\n`,
      base64('hello world'),
      'cGFzc3dvcmQ6aHVudGVyMg',
      '\\u0041',
      '7b22',
      '<Assertion ',
      '<Assertion><',
      ' ID="aaaaaaaa',
      '1795301000:a',
      '\x1b[36m',
      '\x1b[',
      '\x1b[36mpwd\x1b[0m=\x1b[1mabc12345 ',
      'a\u200b',
      'pwd=\x1b[1;',
      '\\\\',
    ];
    for (const piece of pieces) {
      const started = cpuTime();
      redact(piece.repeat(200_000 / piece.length));
      expect([piece, cpuTime() - started < 1_500]).toEqual([piece, true]);
    }
  });
});
