import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('credentials of TURN', () => {
  it.each([
    [
      'iceServers: [{urls:"turn:t.x:3478", username:"1732110060:jdoe", credential:"aBcD1234="}]',
      'iceServers: [{urls:"turn:t.x:3478", username:"{turn}", credential:"{turn}"}]',
    ],
    ['"credential": "s3cr3tTurn"', '"credential": "{turn}"'],
    ['turnPassword=s3cr3tTurn', 'turnPassword={turn}'],
    ['stun user=1791234567:desk.seven realm=x', 'stun user={turn} realm=x'],
    [String.raw`{\"username\":\"1791234567:lee@x.org\"}`, String.raw`{\"username\":\"{turn}\"}`],
    ['1791234567:berta', '{turn}'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'turn:turn.x.com:3478?transport=udp',
    'The turn-by-turn: ok',
    'credential: invalid',
    'credential store: windows, credentials: none, credentials: same-origin',
    'turn:12 left, then turn: right',
    'username=1791234567 uid=17912345678:x username: 17912345678:x',
    'username: 1791234567:42 1791234567:42 seen 1791234567:desk of 3',
    '1791234567:3478',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
