import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('authorization values', () => {
  it.each([
    [
      '"name": "Authorization", "value": "Bearer abc.def.ghi"',
      '"name": "Authorization", "value": "Bearer {authorization}"',
    ],
    ['Authorization%3A%20Bearer%20abc.def-123%0D%0A', 'Authorization%3A%20Bearer%20{authorization}'],
    ['Proxy-Authorization: NTLM TlRMTVNTUAADAAAAGAAYAHIA', 'Proxy-Authorization: NTLM {authorization}'],
    ['sent Negotiate YIIJvwYGKwYBBQUCoIIJszCCCa+gMDAuBgkq', 'sent Negotiate {authorization}'],
    ['with Basic am86aHVudGVyMg== ok', 'with Basic {authorization} ok'],
    [
      'Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=fe5f80f77d5fa3beca038a248ff027',
      'Authorization: AWS4-HMAC-SHA256 {authorization}',
    ],
    [
      'Authorization: Digest username="jo", realm="x", nonce="n", uri="sip:x", response="6629fae49393a05397450978507c4ef1"',
      'Authorization: Digest {authorization}',
    ],
    [
      String.raw`Proxy-Authorization: Digest username="jo",response="6629fae49393a05397450978507c4ef1"\r\nVia: SIP`,
      'Proxy-Authorization: Digest {authorization}',
    ],
    [String.raw`Authorization: Bearer abc.def\r\nCookie: a=b\r\n`, 'Authorization: Bearer {authorization}'],
    ['Authorization:Bearer abc.def123', 'Authorization:Bearer {authorization}'],
    ['authorization: "Bearer abc.def123"', 'authorization: "Bearer {authorization}"'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'the response: 200 OK; response=ok',
    'Basic functionality works; basic authentication needed',
    'Digest realm="x", nonce="abc123", algorithm=MD5',
    'WWW-Authenticate: Digest realm="x", nonce="abc123def456", qop="auth"',
    'Negotiate failed, negotiating codec',
    'Authorization: failed',
    'authorization code flow, client secret rotated',
    'HTTP/1.1 401 Unauthorized WWW-Authenticate: Bearer realm="x", error="invalid_token"',
    'response=200 rtt=12ms; Response: 180 Ringing',
    'Digest algorithm=MD5 qop=auth',
    'Basic Authentication 12345678',
    'basic dXNl',
    'authorization: pending approval',
    'Negotiate codec G.711, Negotiate: SRTP',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
