import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('keys of encrypted media', () => {
  it.each([
    [
      'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32',
      'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{srtp-key}|2^20|1:32',
    ],
    [
      String.raw`a=ice-ufrag:8hhY\r\na=ice-pwd:asd88fgpdd777uzjYhagZg\r\na=x`,
      String.raw`a=ice-ufrag:8hhY\r\na=ice-pwd:{srtp-key}\r\na=x`,
    ],
    ['k=clear:foobar12\r\nm=audio', 'k=clear:{srtp-key}\r\nm=audio'],
    ['offer k=base64:S0VZMTIzNDU2 "k=clear:foobar12"', 'offer k=base64:{srtp-key} "k=clear:{srtp-key}"'],
    ['ice-pwd=asd88fgpdd777uzjYhagZg', 'ice-pwd={srtp-key}'],
    ['"icePwd":"asd88fgpdd777uzjYhagZg"', '"icePwd":"{srtp-key}"'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'a=fingerprint:sha-256 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB',
    'a=ice-ufrag:8hhY',
    'ICE candidate: a=candidate:1 1 UDP 2130706431 10.0.1.1 8998 typ host',
    'a=rtpmap:0 PCMU/8000 s=- k9',
    'task=clear:all k=prompt mask=base64:none',
    'inline: true, display: inline-block',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
