import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('OAuth secrets', () => {
  it.each([
    ['https://x/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyzABC123def', 'https://x/cb?code={oauth}&state={oauth}'],
    ['https://x/cb?code=4%2F0AX4XfWhabc_DEF12345', 'https://x/cb?code={oauth}'],
    [
      'grant_type=authorization_code&code=abc123DEF456&client_id=x',
      'grant_type=authorization_code&code={oauth}&client_id=x',
    ],
    ['client_secret=abcdef&x=1', 'client_secret={oauth}&x=1'],
    ['code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', 'code_verifier={oauth}'],
    ['"client_secret": "abcdef"', '"client_secret": "{oauth}"'],
    ['client_assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln', 'client_assertion={oauth}'],
    ['code%3DSplxlOBeZQQYbYS6WxSbIA%26state%3Dxyz', 'code%3D{oauth}%26state%3Dxyz'],
    [
      'https%3A%2F%2Fx%2Fcb%3Fcode%3DSplxlOB1ZQQYbYS6WxSbIA%26state%3Dxyzabc123',
      'https%3A%2F%2Fx%2Fcb%3Fcode%3D{oauth}%26state%3D{oauth}',
    ],
    ['/oauth/callback?code=abc123DEF456&session_state=1', '/oauth/callback?code={oauth}&session_state=1'],
    ['"authorization_code":"abc123DEF456"', '"authorization_code":"{oauth}"'],
    ['user_code=WDJB-MJHT', 'user_code={oauth}'],
    ['/cb?session_state=9aKq2LmPz0XcVb81TyRw&x', '/cb?session_state={oauth}&x'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'error code: 1006, status code 503, code=DUPLICATE_LOCATION&x=1',
    'https://x/e?code=ERR_CONNECTION_REFUSED_LONG_NAME_1',
    '/e?code=Service.aqm.agent.stationLoginFailed',
    'state=Available&agent=1',
    'x?state=RONA_1234567&y',
    'assertion failed: x == y',
    'assertion: expected12345',
    'state: RONA, auxCode: 4711, wrapUpCode=Sale-1234567',
    'assertion failed: expected abc123def456 got 4',
    'session_state=active session_state=7f3a2c10-1b2d-4c3e-8f90-123456789012 sessionState: started',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
