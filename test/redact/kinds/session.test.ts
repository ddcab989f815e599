import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('ids of web sessions', () => {
  it.each([
    ['JSESSIONID=0A1B2C3D4E5F', 'JSESSIONID={session}'],
    ['/app;jsessionid=0A1B2C3D4E5F?x=1', '/app;jsessionid={session}'],
    ['PHPSESSID=r2t5uvjq435r4q7ib3vtdjq120', 'PHPSESSID={session}'],
    ['connect.sid=s%3Aabc.def123', 'connect.sid={session}'],
    ['?sid=ab12cd34ef56', '?sid={session}'],
    ['x-session-id: 7f3a2c10-1b2d-4c3e-8f90-123456789012', 'x-session-id: {session}'],
    ['sessionId=abc123def456ghi', 'sessionId={session}'],
    ['cookies: {"JSESSIONID":"abc123def"}', 'cookies: {"JSESSIONID":"{session}"}'],
    ['session_id=9f8e7d6c5b4a39281706', 'session_id={session}'],
    ['"sessionToken": "abc123xyz"', '"sessionToken": "{session}"'],
    ['X-Session-Id=abc-123-xyz', 'X-Session-Id={session}'],
    ['ASP.NET_SessionId=abc123def456ghi789jkl012', 'ASP.NET_SessionId={session}'],
    ['.ASPXAUTH=ABCDEF0123456789ABCDEF', '.ASPXAUTH={session}'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'callSessionId=7f3a2c10-1b2d-4c3e-8f90-123456789012',
    'Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=47755a9de7794ba387653f2099600ef2',
    'SIP Session ID: ab30317f1a784dc48ff824d0d3715d86',
    '2026-11-20T13:41:00.000Z PLUGIN_CC - [info]: module:x.ts - method:login - interactionId:7f3a2c10-1b2d-4c3e-8f90-123456789012 - session:agentdesktop_4711 - done',
    'session expired, session id unknown',
    'design: modern12345, president: smith1234567',
    'ssid: CorpWifi1234, sidebar: left',
    'SID: S-1-5-21-3623811015-3361044348-30300820-1013',
    'sessionId=7f3a2c10-1b2d-4c3e-8f90-123456789012',
    'sessionTimeout=3600 sessionStorage: enabled',
    'sid 12 started; side: left; outside=temperature',
    'GET /v1/agents/7f3a2c10-1b2d-4c3e-8f90-123456789012/sessions?page=2 200',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
