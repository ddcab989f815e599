import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('private keys', () => {
  it.each([
    [String.raw`-----BEGIN RSA PRIVATE KEY-----\nMIIEabc\nxyz=\n-----END RSA PRIVATE KEY-----`, '{private-key}'],
    [
      'CLIENT_RANDOM 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcd',
      'CLIENT_RANDOM 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef {private-key}',
    ],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\nbnNz\n-----END OPENSSH PRIVATE KEY-----\nkept', '{private-key}\nkept'],
    ['-----BEGIN PRIVATE KEY-----\nb3BlbnNz\nZZZ', '{private-key}'],
    ['{"d":"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk","kty":"RSA"}', '{"d":"{private-key}","kty":"RSA"}'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    '-----BEGIN CERTIFICATE-----',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC host',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
