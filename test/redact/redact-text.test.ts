import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPlaceholders } from '../../src/redact/placeholders.ts';
import { redactJson } from '../../src/redact/redact-json.ts';
import { redactText, type Tally } from '../../src/redact/redact-text.ts';
import { cpuTime } from '../support/cpu-time.ts';

function redact(text: string, tally: Tally = new Map()): string {
  return redactText(text, newPlaceholders([text]), tally);
}
const redactedJson = (text: string): string => redactJson(text, newPlaceholders([text]), new Map());
const redactValue = (value: unknown): unknown => JSON.parse(redactedJson(JSON.stringify(value)));

/** Digits that pass the Luhn check: the last one is worked out the long way round, by trying. */
const luhn = fc
  .tuple(fc.integer({ min: 11, max: 18 }), fc.infiniteStream(fc.integer({ min: 0, max: 9 })))
  .map(([length, digits]) => {
    const head = [4, ...digits.take(length - 1)];
    for (let check = 0; ; check += 1) {
      const doubled = [...head, check]
        .toReversed()
        .map((digit, place) => (place % 2 === 0 ? digit : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit]!));
      if (doubled.reduce((sum, digit) => sum + digit, 0) % 10 === 0) return [...head, check].join('');
    }
  });

const FULL_WIDTH = '０１２３４５６７８９';
const separator = fc.constantFrom('', '', '', ' ', '-', '\u00a0', '\u2009', '\u2013', '\u200b', ' - ', '\t');

describe('text', () => {
  it('removes any card number, however it is written, from any text', () => {
    const written = fc.tuple(luhn, fc.infiniteStream(separator), fc.infiniteStream(fc.boolean()));
    // Only a digit or a plus right before or behind changes which number it is.
    const around = fc
      .string({ unit: 'binary' })
      .map((text) =>
        text
          .replace(/[\p{N}+\uFFFF]/gu, 'n')
          .replace(/[ \t\-\p{Z}\p{Cf}\p{Mn}\p{Pd}\u2212]+$|^[ \t\-\p{Z}\p{Cf}\p{Mn}\p{Pd}\u2212]+/gu, '|'),
      );
    fc.assert(
      fc.property(written, around, around, ([digits, separators, wide], before, after) => {
        const gaps = [...separators.take(digits.length)];
        const widths = [...wide.take(digits.length)];
        const card = Array.from(digits)
          .map(
            (digit, index) => (index === 0 ? '' : gaps[index]!) + (widths[index] ? FULL_WIDTH[Number(digit)]! : digit),
          )
          .join('');
        const result = redact(`${before}|${card}|${after}`);
        expect(result).toContain('{card-1}');
        expect(result.normalize('NFKC').replace(/\D/g, '')).not.toContain(digits);
      }),
      { numRuns: 2000 },
    );
  });

  it('removes a card in fours from between other numbers', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 ]{0,9}$/), fc.stringMatching(/^[0-9 ]{0,9}$/), (before, after) => {
        expect(redact(`${before} 4111 1111 1111 1111 ${after}`).replace(/{card-\d}/g, '')).not.toMatch(
          /1111 1111 1111/,
        );
      }),
    );
  });

  it('leaves numbers alone that are no cards', () => {
    const kept = [
      'SR 698765432',
      '7f3a2c10-1b2d-4c3e-8f90-123456789012',
      '41111111-1111-4111-8111-111111111111',
      '2026-11-20T13:41:00.000Z',
      '20261120T134100Z',
      'order 4111111111111112',
      'SHA-256 0641111111111111111641111111111111116411111111111111164a11111111',
      'vm 12 45 33 21 90 11 18 27 36 45 54 63 72 81 99 10 20 30',
      '1732110060.1234567',
    ];
    for (const text of kept) expect(redact(text)).toBe(text);
  });

  it('keeps JSON valid, with every name and every other value in its place', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), luhn, (value, card) => {
        const result = redactValue({ value, note: `card ${card}`, number: Number(card) });
        expect(result).toMatchObject({ note: expect.stringMatching(/^card {card-\d+}$/) });
        // A name may be a secret by itself, as `pw:x` is.
        expect(shape(result)).toEqual(shape({ value, note: '', number: '' }, redact));
      }),
    );
  });

  it.each<[string, string, string]>([
    ['a bearer token', 'sent Bearer abcDEF123.x-y_z~+/= to', 'sent Bearer {bearer-1} to'],
    [
      'an authorization header',
      'Authorization: Basic dXNlcjpwYXNz\r\nHost: x',
      'Authorization: Basic {authorization-1}\r\nHost: x',
    ],
    [
      'a digest',
      'proxy-authorization: Digest username="a", response="b"',
      'proxy-authorization: Digest {authorization-1}',
    ],
    [
      'a header on a command line',
      `curl -H 'Authorization: Bearer abcdef123' https://x`,
      `curl -H 'Authorization: Bearer {authorization-1}' https://x`,
    ],
    ['a JSON Web Token', 'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_-1 end', 'token {jwt-1} end'],
    [
      'a token in an address',
      'https://x/cb?access_token=abc.def&state=1',
      'https://x/cb?access_token={token-1}&state=1',
    ],
    ['a cookie header', 'Cookie: a=1; b=2\nnext', 'Cookie: {cookie-1}\nnext'],
    ['a set-cookie header', 'set-cookie: sid=abc; Path=/; HttpOnly', 'set-cookie: {cookie-1}'],
    ['a cookie field', 'cookie=a=1; b=2 next', 'cookie={cookie-1} next'],
    ['a password in a form', 'user=jo&password=hunter2&x=1', 'user=jo&password={password-1}&x=1'],
    ['a password with punctuation', 'pwd=a,b"c;d next', 'pwd={password-1} next'],
    ['a connection string', 'Server=x;Pwd=secret;Db=y', 'Server=x;Pwd={password-1};Db=y'],
    ['a quoted password', 'log {"password": "hun\\"ter2", "x": 1}', 'log {"password": "{password-1}", "x": 1}'],
    [
      'JSON within JSON',
      String.raw`{\"password\":\"hunter2\",\"x\":1}`,
      String.raw`{\"password\":\"{password-1}\",\"x\":1}`,
    ],
    ['a short name', 'pass: hunter2', 'pass: {password-1}'],
    ['a name of several words', 'userPassword = hunter2', 'userPassword = {password-1}'],
    ['an option', 'run --password hunter2 now', 'run --password {password-1} now'],
    ['an element', '<Password>hunter2</Password>', '<Password>{password-1}</Password>'],
    ['an address', 'https://jo:hunter2@host/', 'https://jo:{password-1}@host/'],
    ['a sentence that says it', 'my password is Hunter2 and then', 'my password is {password-1} and then'],
    ['a sentence that says a plain one', 'the password is swordfish.', 'the password is {password-1}.'],
    ['a sentence that quotes it', 'password is "open sesame", she said', 'password is "{password-1}", she said'],
    ['a sentence that says whose', 'the password of jdoe is Hunter', 'the password of jdoe is {password-1}'],
    ['one behind a dash', 'password - hunter2x', 'password - {password-1}'],
    ['one that follows the word', 'typed password Hunter2secret twice', 'typed password {password-1} twice'],
    ['one that follows the short word', 'typed pw Tr0ub4dor twice', 'typed pw {password-1} twice'],
    ['a German name', 'PASSWORT: hunter2, Kennwort=x', 'PASSWORT: {password-1} Kennwort={password-2}'],
    [
      'a block of YAML',
      'db:\n  PASSWORD: |\n    hunter2\n\n    more\n  user: jo\n',
      'db:\n  PASSWORD: |\n    {password-1}\n  user: jo\n',
    ],
    ['credentials of curl', 'curl -s -u jo:hunter2 https://x', 'curl -s -u jo:{password-1} https://x'],
    ['quoted credentials of curl', `curl --user 'jo:hun ter2' https://x`, `curl --user 'jo:{password-1}' https://x`],
    ['cookies of curl', 'curl -b "c=X; d=Y" https://x', 'curl -b "{cookie-1}" https://x'],
    ['bare cookies of curl', 'curl https://x --cookie c=X', 'curl https://x --cookie {cookie-1}'],
    ['a folded bearer token', 'sent Bearer\r\n  abcDEF123 to', 'sent Bearer\r\n  {bearer-1} to'],
    ['an encoded bearer token', 'x?h=bearer%20abcDEF123&s=1', 'x?h=bearer%20{bearer-1}&s=1'],
    [
      'a folded authorization header',
      'Authorization: Bearer\r\n abc\r\nHost: x',
      'Authorization: Bearer\r\n {authorization-1}\r\nHost: x',
    ],
    ['a folded cookie header', '  Cookie: a=1;\n   b=2\n  Host: x', '  Cookie: {cookie-1}\n  Host: x'],
    ['a cookie header that is folded at once', 'Cookie:\r\n a=1\r\nHost: x', 'Cookie:\r\n {cookie-1}\r\nHost: x'],
    ['a header that curl printed', '> Cookie: a=1 b\n> Host: x', '> Cookie: {cookie-1}\n> Host: x'],
    ['a card with slashes', 'card 4111/1111/1111/1111 ok', 'card {card-1} ok'],
    ['a card with underscores', 'card_4111_1111_1111_1111_ok', 'card_{card-1}_ok'],
    [
      'of a header in a sentence the token alone',
      'It sent Authorization: Bearer abc.def for jdoe, SR 698765432 at 08:41',
      'It sent Authorization: Bearer {authorization-1} for jdoe, SR 698765432 at 08:41',
    ],
    [
      'of a header in a sentence the pairs alone',
      'It sent Authorization: Digest username="jo e", response="b" for jdoe, SR 698765432',
      'It sent Authorization: Digest {authorization-1} for jdoe, SR 698765432',
    ],
    [
      'of a header in a sentence what is no word',
      'It sent Authorization: dXNlcjpwYXNz for jdoe',
      'It sent Authorization: {authorization-1} for jdoe',
    ],
    [
      'of a header in a sentence what follows an unknown scheme',
      'It sent Authorization: Signature keyId="a b", sig="c" for jdoe, then Authorization: Odd abc123de for jdoe',
      'It sent Authorization: Signature {authorization-1} for jdoe, then Authorization: Odd {authorization-2} for jdoe',
    ],
    [
      'of an authorization in an address the value alone',
      'https://x/?authorization=Bearer%20abcdef&user=jdoe and more',
      'https://x/?authorization=Bearer%20{authorization-1}&user=jdoe and more',
    ],
    [
      'of cookies in a sentence the pairs alone',
      'It sent Cookie: a=1&2; b="2 3"; HttpOnly for jdoe, SR 698765432 at 08:41',
      'It sent Cookie: {cookie-1} for jdoe, SR 698765432 at 08:41',
    ],
    ['a placeholder with a secret behind it', 'password={card-1}hunter2', 'password={password-1}'],
    ['a full-width name', 'ｐａｓｓｗｏｒｄ＝hunter2', 'ｐａｓｓｗｏｒｄ＝{password-1}'],
  ])('removes %s', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'Clear the cookies: close the browser first',
    'she forgot her password, and passed the test',
    'compass: north, 12 passengers: all well',
    'ISDN bearer capability: speech',
    'authorization failed',
    'It said Authorization: failed for jdoe, SR 698765432',
    'the password is wrong, was rejected, is not accepted or was "" before',
    'her password expired; password reset 2026-11-20T13:41:00Z; new password required; wrong password: ',
    'password 7f3a2c10-1b2d-4c3e-8f90-123456789012',
    'docker run -u 1000:1000, journalctl -u app:x, tar -b 20',
    'the bearer\n  connected',
    'wrong password user=agent_7 at 08:41, reset password {email-1}, password *required*, wrong password INC-71234',
    'her password is on file, the password was 8 characters long, and the password is case sensitive',
    '/logs/2026/11/20/13/41/00 and 20261120_134100_0001 and 2026_11_20_1341',
    'password={password-1}, Cookie: {cookie-1} and Authorization: Bearer {authorization-1}.',
    '{card-1} and password={password-2}',
  ])('leaves "%s" as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('removes whole values under names that say what they are', () => {
    const value = {
      password: 'hun ter2',
      Set_Cookie: ['a=1', 'b=2'],
      headers: [
        { name: 'Cookie', value: 'x y' },
        { name: 'Host', value: 'kept' },
      ],
      Authorization: 'Bearer abc',
      nested: { pwd: 12345, passwordExpired: true, cookies: { a: { b: 'c' } } },
    };
    expect(redactValue(value)).toEqual({
      password: '{password-1}',
      Set_Cookie: ['{cookie-1}', '{cookie-2}'],
      headers: [
        { name: 'Cookie', value: '{cookie-3}' },
        { name: 'Host', value: 'kept' },
      ],
      Authorization: 'Bearer {authorization-1}',
      nested: { pwd: '{password-2}', passwordExpired: true, cookies: { a: { b: '{cookie-4}' } } },
    });
  });

  it('removes names and numbers by the object that they are fields of', () => {
    const value = {
      customer: { id: 7, name: 'Otto Fen' },
      remoteParty: { name: 'lea kern', number: '9185550155' },
      callers: [{ displayName: 'Otto Fen', number: 3 }],
      queue: { name: 'Sales East', number: '9185550155123' },
      client: { name: 'Desktop' },
    };
    expect(redactValue(value)).toEqual({
      ...value,
      customer: { id: 7, name: '{customer-name-1}' },
      remoteParty: { name: '{customer-name-2}', number: '{telephone-1}' },
      callers: [{ displayName: '{customer-name-1}', number: 3 }],
    });
  });

  it('removes a value that stands before the name that says what it is', () => {
    const header = (value: unknown): unknown => ({ value, name: 'Cookie', note: 'kept' });
    expect(
      redactValue([
        header('SESSION=abc'),
        header({ deep: ['x'] }),
        { value: 'y', inner: { name: 'Cookie' }, name: 'Host' },
      ]),
    ).toEqual([
      header('{cookie-1}'),
      header({ deep: ['{cookie-2}'] }),
      { value: 'y', inner: { name: 'Cookie' }, name: 'Host' },
    ]);
    const twice = '{"name":"Host","value":"SESSION=abc","na\\u006de":"Cookie"}';
    expect(redactedJson(twice)).not.toContain('SESSION');
  });

  it('leaves the spelling of JSON alone where there is no secret', () => {
    const text = '{ "id": 12345678901234567890,\r\n  "x": 1.50, "x": "\\u202e\\/", "__proto__": {"a": [ ] } }\n';
    expect(redactedJson(text)).toBe(text);
  });

  it('does the same to its own output: nothing more is found', () => {
    const text = 'password=hunter2 card 4111 1111 1111 1111\nAuthorization: Bearer abc.def\nCookie: a=1';
    const once = redact(text);
    const tally: Tally = new Map();
    expect(redact(once, tally)).toBe(once);
    expect(tally.size).toBe(0);
  });

  it('never gives a placeholder that stands in the text already to another secret', () => {
    expect(redact('{card-1} is not 4111111111111111')).toBe('{card-1} is not {card-2}');
  });

  it('takes time that grows with the length of the text, whatever the text is', { timeout: 60_000 }, () => {
    const hostile = [
      '1 ',
      'eyJ',
      'eyJ.',
      'password',
      'pass:"',
      'authorization:x ',
      'cookie=a; ',
      '\\"',
      '://a',
      '<password ',
      'bearer ',
      'authorization: bearer ',
      ' password is ',
      ' password of ',
      ' pw ',
      'password: |\n ',
      'cookie:\n ',
      'x cookie: a="',
      'curl -u a:',
      'curl -b "',
      '"authorization: \'cookie: ',
      '1-',
      ';a',
      '=ab+',
      'a=""b',
      '"',
    ];
    for (const before of ['password="', "password='\\"]) {
      const started = cpuTime();
      redact(before + '\\'.repeat(200_000));
      expect([before, cpuTime() - started < 1_000]).toEqual([before, true]);
    }
    for (const piece of hostile) {
      const started = cpuTime();
      redact(piece.repeat(200_000 / piece.length));
      expect([piece, cpuTime() - started < 1_000]).toEqual([piece, true]);
    }
    const long = JSON.stringify('a\\'.repeat(5_000_000));
    expect(redactedJson(long)).toBe(long);
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(redactedJson(deep)).toBe(deep);
  });
});

/** A value with its names and nesting, and nothing else. */
function shape(value: unknown, named = (name: string): string => name): unknown {
  if (Array.isArray(value)) return value.map((inner) => shape(inner, named));
  if (typeof value !== 'object' || value === null) return '';
  const unnumbered = (name: string): string => named(name).replace(/-\d+\}/g, '}');
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [unnumbered(key), shape(inner, named)]));
}
