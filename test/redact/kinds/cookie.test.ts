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
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each(['cookies: enabled, cookie policy: strict', 'Cookie consent accepted'])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
