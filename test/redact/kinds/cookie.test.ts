import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('cookies', () => {
  it.each([
    ['"name":"Cookie","value":"a=b; c=d"', '"name":"Cookie","value":"{cookie}"'],
    ['Cookie%3A%20sid%3Dabc123', 'Cookie%3A%20{cookie}'],
    ['Set-Cookie: a=hunter2x; Path=/', 'Set-Cookie: {cookie}'],
    ['document.cookie = "a=hunter2x"', 'document.cookie = "{cookie}"'],
    ['.x.com\tTRUE\t/\tFALSE\t0\tSID\tabc', '.x.com\tTRUE\t/\tFALSE\t0\tSID\t{cookie}'],
    ['{\n "name": "Cookie",\n "value": "a=hunter2"', '{\n "name": "Cookie",\n "value": "{cookie}"'],
    ['set-cookie: JSESSIONID=abc123; Secure', 'set-cookie: {cookie}'],
    ['[Cookie: a=b123456]', '[Cookie: {cookie}'],
    ['Cookie=JSESSIONID=abc123def456', 'Cookie={cookie}'],
    ['2026-11-20 08:41:00 cookie: xwn9apqKEicbRW9RhdfIV0r0', '2026-11-20 08:41:00 cookie: {cookie}'],
    ['it said cookie: document.cookie: a=hunter2x', 'it said cookie: document.cookie: {cookie}'],
    ['Cookie: a4b5c6d7e8f9', 'Cookie: {cookie}'],
    ['{"cookie": "9v3hPt8Voz1yUvkypN1ESDFe"}', '{"cookie": "{cookie}"}'],
    [String.raw`{\"cookie\":\"9v3hPt8Voz1yUvkypN1ESDFe\"}`, String.raw`{\"cookie\":\"{cookie}\"}`],
    ['<cookie>VtLoVDv0B7NhFBWItoKI2890</cookie>', '<cookie>{cookie}</cookie>'],
    ['<x:Set-Cookie>a=hunter2x; Path=/</x:Set-Cookie>', '<x:Set-Cookie>{cookie}</x:Set-Cookie>'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'cookies: enabled, cookie policy: strict',
    'Cookie consent accepted',
    'cookie: 2026-11-20T08:41:00Z, cookie: rejected-by-the-policy-of-the-browser, "cookie": "blocked"',
    '<cookie>enabled</cookie><cookies>third-party cookies are blocked</cookies>, cookies: 12345678',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
