import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('tokens', () => {
  it.each([
    ['export NPM_TOKEN=abcDEF123456', 'export NPM_TOKEN={token}'],
    ['<string name="api_token">abc12345</string>', '<string name="api_token">{token}</string>'],
    ['access_token=abc.def', 'access_token={token}'],
    ['refresh_token: "r-12345678"', 'refresh_token: "{token}"'],
    [
      'Webex token ZjE0MzU2NzgtYWJjZC00ZGVmLTg5MDEtMjM0NTY3ODkwYWJjZGVmZ2hpamts_PF84_1eb65fdf-9643-417f-9974-ad72cae0e10f end',
      'Webex token {token} end',
    ],
    ['ticket=ST-1856339-aA5Yuvrxzpv8Tau1cYQ7-cas01', 'ticket={token}'],
    ['--token=abc123def456', '--token={token}'],
    ['token: abc123def456', 'token: {token}'],
    ['idToken -> abc123DEF456ghi789', 'idToken -> {token}'],
    ['the token is abc123def456ghi789jk', 'the token is {token}'],
    ['wss://x/ws?access_token=abc123&y=1', 'wss://x/ws?access_token={token}&y=1'],
    ['https://x/#access_token=abc123xyz&token_type=bearer', 'https://x/#access_token={token}&token_type=bearer'],
    ['X-Auth-Token: xyz12345abc', 'X-Auth-Token: {token}'],
    ['x-access-token: xyz12345abc', 'x-access-token: {token}'],
    ['X-Amzn-Oidc-Accesstoken: xyz12345abc', 'X-Amzn-Oidc-Accesstoken: {token}'],
    ['X-Vault-Token: s.abcDEF123456', 'X-Vault-Token: {token}'],
    ['PRIVATE-TOKEN: glpat-abcdefghij1234567890', 'PRIVATE-TOKEN: {token}'],
    ['POST /webhooks/9aKq2LmPz0XcVb81TyRw HTTP/1.1', 'POST /webhooks/{token} HTTP/1.1'],
    [
      'https://x.example/reset-password/0a1b2c3d4e5f60718293a4b5c6d7e8f9?x',
      'https://x.example/reset-password/{token}?x',
    ],
    ['REFRESH_TOKEN =\n9aKq2LmPz0XcVb81TyRw', 'REFRESH_TOKEN =\n{token}'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'token expired',
    'access_token -> renewed, token->value1234, accessToken -> refreshToken, token -> cache, idToken -> 12',
    'Unexpected token: }',
    'Unexpected token } in JSON at position 12',
    'nextPageToken=abc123def456',
    'max_tokens: 4096',
    'Call-ID: a84b4c76e66710@pc33.atlanta.com',
    'trackingid: WX2_7f3a2c10-1b2d-4c3e-8f90-123456789012',
    'TrackingID: GTWY_7f3a2c10-1b2d-4c3e-8f90-123456789012',
    'correlation-id: 7f3a2c10-1b2d-4c3e-8f90-123456789012 orgId=7f3a2c10-1b2d-4c3e-8f90-123456789012',
    'CSRF token missing, csrf validation: failed',
    'csrfHeaderName: X-CSRF-TOKEN',
    '2026-11-20 13:41:00 INFO token refreshed for agent 4711',
    'Retry-After: 30; x-request-id: 7f3a2c10-1b2d-4c3e-8f90-123456789012',
    'tokenizer: wordpiece123, tokens: 1234567',
    'token bucket rate=12345678',
    'token ring adapter v1.2.3.4',
    'access token expired at 2026-11-20T13:41:00Z, refresh token: expired',
    'x-correlation-id: abc123def456ghi789 x-trace-id=0af7651916cd43dd8448eb211c80319c',
    'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    'ETag: "33a64df551425fcc55e4d42a148795d9f25f89d4"',
    'GET /hooks/deploy-to-production-now, /invite/7f3a2c10-1b2d-4c3e-8f90-123456789012, /share/annual-report-of-this-year',
    'ACCESS_TOKEN=\nnext line, nextToken:\n9aKq2LmPz0XcVb81TyRw',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
