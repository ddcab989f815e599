import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../src/redact/fold-text.ts';
import { SECRET_KINDS } from '../../src/redact/kinds.ts';
import { newPlaceholders } from '../../src/redact/placeholders.ts';
import { redactText } from '../../src/redact/redact-text.ts';
import { CREDENTIALS } from './kinds/marked.ts';
import { cpuTime } from '../support/cpu-time.ts';

/** What secrets are written with: put together at random, it gives each kind something to find now and then. */
const PIECES = [
  ['password', 'pwd', 'contraseña', 'Kennwort', 'pass', 'pw', 'clave', 'login', 'token', 'access_token', 'jwt'],
  ['api key', 'x-api-key', 'SECRET', 'FOO_KEY', 'psk', 'private_key', 'client_secret', 'code', 'otp', 'PIN', 'TAN'],
  ['verification code', 'código de seguridad', 'csrf-token', 'xsrf', 'sid', 'JSESSIONID', 'x-session-id', 'SAMLart'],
  ['SAMLResponse', 'credential', 'iceServers', 'username', 'ice-pwd', 'inline', 'srtp_key', 'response', 'sig'],
  ['X-Amz-Signature', 'Authorization', 'Cookie', 'Bearer', 'Basic', 'Digest', 'Negotiate', 'x-auth', 'curl -u'],
  ['mysql -p', 'net use \\\\a\\b', 'sshpass -p', 'redis-cli -a', 'echo', '| sudo -S', 'sqlplus', 'jdbc:oracle:thin:'],
  ['=', ':', ': ', ' = ', '%3D', '%3A', '": "', '","value":"', "', '", ' is ', ' is: ', ' ist ', ' es ', '=>', '--'],
  [
    '"',
    "'",
    '\\"',
    '%22',
    '&quot;',
    '<',
    '>',
    '</',
    '/>',
    '&',
    ';',
    ',',
    ' ',
    '\n',
    '\n  ',
    '\t',
    '?',
    '@',
    '/',
    '|\n',
  ],
  ['://', '%2F%2F', 'turn:', 'a:b@', 'value=', 'name=', 'TRUE', '\tFALSE\t', '@tcp(', '<key>', '<saml:Assertion>'],
  ['hunter2', 'Hunter2x', '123456', 'abc123def456', 'SplxlOBeZQQYbYS6WxSbIA', '6629fae49393a05397450978507c4ef1'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_-1', 'AKIAIOSFODNN7EXAMPLE', 'AIzaSyA1234567890abcdefghijklmnopqrstuv'],
  [
    '-----BEGIN PRIVATE KEY-----',
    '-----END PRIVATE KEY-----',
    'am86aHVudGVyMg==',
    'TlRMTVNTUAADAAAAGAAYAHIA',
    '\uFF1D',
  ],
  ['is your code', 'WX2_7f3a2c10-1b2d-4c3e-8f90-123456789012', 'state', 'a=b', 'k=clear:', 'ST-1-', 'ya29.', 'sk-'],
].flat();
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join(''));

/** Statements of secrets as they stand in logs; one to a line. */
const statement = fc
  .tuple(
    fc.constantFrom(
      ...'password pwd x-api-key access_token JSESSIONID Cookie Authorization client_secret otp SAMLResponse'.split(
        ' ',
      ),
    ),
    fc.constantFrom('=', ': ', ' = ', '":"', '%3D', ' is ', ':\n  ', '\\":\\"', ' '),
    fc.constantFrom(
      'hunter2',
      'Hunter2x',
      '123456',
      'abc123DEF456ghi789',
      'Bearer abc.def-123',
      'a=b; c=d',
      '"hun ter2"',
    ),
    fc.constantFrom(' done', ' &', '"', ',', ';', '<br>', ''),
  )
  .map((parts) => parts.join(''));
const statements = fc.array(statement, { maxLength: 6 }).map((parts) => parts.join('\n'));

describe('every kind', () => {
  it('finds nothing in a text without its hint', () => {
    fc.assert(
      fc.property(text, (any) => {
        const folded = foldText(any);
        for (const { name, hint, find } of SECRET_KINDS) {
          if (hint?.test(folded) === false) expect([name, find(folded)]).toEqual([name, []]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('has a hint that remembers nothing from one text to the next', () => {
    for (const { hint } of SECRET_KINDS) expect(hint?.flags ?? '').not.toMatch(/[gy]/);
  });

  it('finds stretches of the text that hold something', () => {
    fc.assert(
      fc.property(text, (any) => {
        for (const { name, find } of SECRET_KINDS) {
          for (const { start, end } of find(foldText(any))) {
            expect([name, start >= 0 && start < end && end <= any.length]).toEqual([name, true]);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('finds nothing more in a text from which it was removed', () => {
    fc.assert(
      fc.property(statements, (any) => {
        const placeholders = newPlaceholders();
        const once = redactText(any, placeholders, new Map());
        expect(redactText(once, placeholders, new Map())).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('of credentials takes time that grows with the length of the text', { timeout: 120_000 }, () => {
    for (const piece of [
      ...PIECES,
      'token="',
      'pin=',
      '%22token%22%3A%22',
      '<input name="token" ',
      '?code=',
      'session=',
      'token -> ',
      '<cookie>a1',
    ]) {
      const long = foldText(piece.repeat(300_000 / piece.length));
      for (const { name, hint, find } of CREDENTIALS) {
        const started = cpuTime();
        if (hint?.test(long) !== false) find(long);
        expect([name, piece, cpuTime() - started < 1_000]).toEqual([name, piece, true]);
      }
    }
  });
});

describe('the names of fields', () => {
  const kindOf = (field: string): string | undefined =>
    SECRET_KINDS.find((kind) => kind.isField?.(field) === true)?.name;

  it.each([
    ['password', 'password userpassword dbpass pwd contrasea kennwort passphrase clave motdepasse'],
    ['authorization', 'authorization proxyauthorization httpauthorization'],
    ['cookie', 'cookie setcookie cookies'],
    ['token', 'accesstoken refreshtoken idtoken token xauthtoken npmtoken tokenid'],
    ['session', 'jsessionid phpsessid xsessionid websessionid connectsid sessiontoken sid sessionid'],
    ['api-key', 'apikey xapikey secret secretkey awssecretaccesskey sharedaccesskey accountkey psk'],
    ['private-key', 'privatekey sshkey d'],
    ['oauth', 'clientsecret codeverifier authorizationcode devicecode code'],
    ['saml', 'samlresponse samlrequest samlart'],
    ['csrf', 'csrftoken xcsrftoken xsrftoken csrfmiddlewaretoken requestverificationtoken'],
    ['one-time-code', 'otp pin verificationcode mfacode onetimepassword tan'],
    ['turn', 'credential iceservers turnpassword staticauthsecret'],
    ['srtp-key', 'icepwd srtpkey'],
    ['presigned-url', 'xamzsignature xamzcredential xamzsecuritytoken googleaccessid sig'],
    ['sip-digest', 'digestresponse'],
  ])('of kind %s', (kind, fields) => {
    for (const field of fields.split(' ')) expect([field, kindOf(field)]).toEqual([field, kind]);
  });

  it('that support searches by, and those that only speak of secrets, announce none', () => {
    const fields = `callid callsessionid trackingid xtrackingid interactionid correlationid orgid organizationid agentid
      xrequestid statuscode errorcode reasoncode state nexttoken nextpagetoken tokentype expiresin passwordexpired
      passwordpolicy haspassword primarykey publickey sortkey key keyid kid session username author cookieenabled
      csrfheadername signaturealgorithm response usage zipcode side`;
    for (const field of fields.split(/\s+/)) expect([field, kindOf(field)]).toEqual([field, undefined]);
  });

  it('decide by the value where the name alone does not', () => {
    const secretIn = (field: string, value: string): string => {
      const span = SECRET_KINDS.find((kind) => kind.isField?.(field) === true)?.inField?.(value);
      return value.slice(span?.start, span?.end);
    };
    expect(secretIn('code', '1006')).toBe('');
    expect(secretIn('code', 'DUPLICATE_LOCATION')).toBe('');
    expect(secretIn('code', 'Spl1xlOBeZQQYbYS6WxSbIA')).toBe('Spl1xlOBeZQQYbYS6WxSbIA');
    expect(secretIn('sessionid', '7f3a2c10-1b2d-4c3e-8f90-123456789012')).toBe('');
    expect(secretIn('sessionid', 'r2t5uvjq435r4q7ib3vtdjq120')).toBe('r2t5uvjq435r4q7ib3vtdjq120');
    expect(secretIn('iceservers', 'turn:t.example.com:3478')).toBe('');
    expect(secretIn('iceservers', 'aBcD1234=')).toBe('aBcD1234=');
    expect(secretIn('d', 'north')).toBe('');
    expect(secretIn('signature', 'void f(int a)')).toBe('');
  });
});
