import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CISCO_DRIVE, parseDestination, proxyOf, uploadName } from '../../../src/bundle/send/destination.ts';
import { formatDigest, parseDigest } from '../../../src/bundle/send/repr-digest.ts';
import { basicAuthorization, parseToken, withoutToken } from '../../../src/bundle/send/token.ts';

const ID = 'ab'.repeat(32);

describe('uploadName', () => {
  test('names the case, the time and the bundle', () => {
    const bundle = { case: '20261120-k3f9', createdAt: '2026-11-20T13:41:00.123Z', id: ID };
    expect(uploadName(bundle)).toBe('20261120-k3f9-20261120T134100Z-abababababab.zip');
    expect(uploadName(bundle, '2026-11-22T10:00:00.000Z')).toBe(
      '20261120-k3f9-20261120T134100Z-abababababab-again-20261122T100000Z.zip',
    );
  });

  test('is safe and at most 128 characters long, whatever a bundle says of itself', () => {
    const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
    const words = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(words, words, hex, fc.boolean(), (name, createdAt, id, again) => {
        const made = uploadName({ case: name, createdAt, id }, again ? '2026-11-22T10:00:00.000Z' : undefined);
        expect(made).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/);
        expect(made).toContain(id.slice(0, 12));
        expect(made.endsWith('.zip')).toBe(true);
      }),
    );
  });
});

describe('parseDestination', () => {
  test.each([
    [CISCO_DRIVE, 'https://cxd.cisco.com/home/'],
    ['https://drive.example.com', 'https://drive.example.com/'],
    [' https://drive.example.com:8443/a/b// ', 'https://drive.example.com:8443/a/b/'],
    ['HTTPS://DRIVE.example.com/Home', 'https://drive.example.com/Home/'],
  ])('%s is the folder %s', (typed, expected) => {
    expect(parseDestination(typed)).toBe(expected);
  });
});

test('the proxy is the one of the environment, in lower case first; an empty one is none', () => {
  expect(proxyOf({})).toBeUndefined();
  expect(proxyOf({ HTTPS_PROXY: '', NO_PROXY: 'a' })).toBeUndefined();
  expect(proxyOf({ HTTPS_PROXY: 'http://b:1', https_proxy: 'http://a:1', no_proxy: 'x' })).toEqual({
    url: 'http://a:1',
    except: 'x',
  });
  // What is meant for http alone does not carry what is encrypted.
  expect(proxyOf({ http_proxy: 'http://a:1' })).toBeUndefined();
});

describe('digests', () => {
  test('are read as they are written', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), (hex) => {
        expect(parseDigest(formatDigest(hex))).toBe(hex);
        expect(parseDigest(`sha-512=:AAAA:, ${formatDigest(hex)}`)).toBe(hex);
      }),
    );
  });

  test.each([undefined, '', 'sha-512=:AAAA:', 'sha-256=abc', 'sha-256=:AAAA:', 'xsha-256=:AAAA:'])(
    '%j names none',
    (header) => {
      expect(parseDigest(header)).toBeUndefined();
    },
  );
});

describe('a token', () => {
  const token = fc.stringMatching(/^[\x21-\x7e]{4,60}$/);

  test('goes into a header that the other side reads as user and password', () => {
    fc.assert(
      fc.property(token, (word) => {
        const sent = basicAuthorization('694123456', parseToken(` ${word}\n`, 'here'));
        expect(Buffer.from(sent.slice(6), 'base64').toString('utf8')).toBe(`694123456:${word}`);
      }),
    );
  });

  test('is taken out of what the other side repeats, in each form', () => {
    const word = 'a+b/c=d&e<f>';
    const basic = basicAuthorization('694123456', word).slice(6);
    const said = withoutToken(
      `${word} ${basic} ${basic.replace(/=+$/, '')} ${encodeURIComponent(word)}`,
      '694123456',
      word,
    );
    expect(said).toBe('[token] [token] [token] [token]');
  });
});
