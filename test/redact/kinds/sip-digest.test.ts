import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('answers to a digest challenge', () => {
  it.each([
    ['response="6629fae49393a05397450978507c4ef1", algorithm=MD5', 'response="{sip-digest}", algorithm=MD5'],
    ['SIP auth response = 6629fae49393a05397450978507c4ef1', 'SIP auth response = {sip-digest}'],
    ['"response":"6629fae49393a05397450978507c4ef1"', '"response":"{sip-digest}"'],
    ['ha1: 6629fae49393a05397450978507c4ef1', 'ha1: {sip-digest}'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });
});
