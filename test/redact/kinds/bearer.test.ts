import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('bearer tokens', () => {
  it.each([['Sec-WebSocket-Protocol: bearer, abc123DEF456ghi', 'Sec-WebSocket-Protocol: bearer, {bearer}']])(
    'are removed from %j',
    (text, expected) => {
      expect(marked(text)).toBe(expected);
    },
  );

  it.each(['token_type=Bearer&expires_in=3600', 'bearer capability: speech'])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
