import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConsoleLogReader } from '../../../src/evidence/console-log/console-log-reader.ts';
import { READING_LIMITS } from '../../../src/evidence/reading.ts';
import { textLines } from '../../../src/evidence/text-lines.ts';
import { readText } from '../reading-words.ts';

const CLOSED = '[WebSocketStatus] | event=webSocketClose | WebSocket connection closed REASON: network issue';
const KEEPALIVE = `[WebSocketStatus] | event=webSocketClose | closed REASON: missing keepalive from either desktop or notif service`;
const CONNECTING = '[WebSocketStatus] | event=webSocketConnecting | Connecting to WebSocket: wss://api.example.com';
const NOT_OPENED = '[WebSocketStatus] | event=socketConnectionFailed | WebSocket connection failed';
const RETRY = 'event=socketConnectionRetry | Trying to reconnect to websocket';
const WELCOME = 'Welcome event received from the notification service';

function read(zone: string, ...lines: readonly string[]): ReturnType<typeof readText> {
  return readText(lines.join('\n'), createConsoleLogReader({ zone }));
}

function factsOf(...lines: readonly string[]): readonly string[] | undefined {
  return read('UTC', ...lines)?.facts.map((fact) => fact.replace(/ \(.*/, ''));
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heldBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('the time of a line', () => {
  it.each([
    '2026-11-20T14:41:07.123Z ',
    '[2026-11-20T14:41:07.123Z] ',
    '2026-11-20T08:41:07.123-06:00 ',
    '2026-11-20 14:41:07,123 UTC ',
    'index.js:1 2026-11-20T14:41:07.123Z ',
    '08:41:07.130 index.js:1 2026-11-20T14:41:07.123Z ',
    'https://desktop.example.com/static/js/main.js:14 2026-11-20T14:41:07.123Z ',
    '\u001b[31m2026-11-20T14:41:07.123Z \u001b[0m',
    '⚠ 2026-11-20T14:41:07.123Z ',
    '2026-11-20 08:41:07.123 ',
  ])('is found in “%s”, wherever a browser puts it', (prefix) => {
    expect(read('America/Chicago', `${prefix}PLUGIN_CC - [error]: module:x - ${CLOSED}`)?.facts).toEqual([
      'socket.network-issue = true (line 1, 2026-11-20T14:41:07.123Z)',
    ]);
  });

  it.each(['', 'main.js:3 ', '14:41:07.123 ', '2026-13-45T99:99:99Z ', 'created 2026-11-20T14:41:07.123Z '])(
    'is not made up where “%s” stands before the message',
    (prefix) => {
      expect(read('UTC', `${prefix}${CLOSED}`)?.facts).toEqual(['socket.network-issue = true (line 1)']);
    },
  );

  it('is that of the entry for a line of an object that was printed over several', () => {
    const lines = ['2026-11-20T14:41:07.123Z PLUGIN_CC - failed {', '  "reason": "DUPLICATE_LOCATION"', '}'];
    expect(read('UTC', ...lines)?.facts).toEqual([
      'sign-in.failure = number-in-use (line 2, 2026-11-20T14:41:07.123Z)',
    ]);
  });

  it('gives the right lengths over midnight where there is no date', () => {
    const words = read('UTC', `23:59:58.500 ${CLOSED}`, `00:01:00.250 ${WELCOME}`, '00:02:00.000 render');
    expect(words).toMatchObject({ gaps: ['network, 61750 ms, line 1'] });
    expect(words).not.toHaveProperty('from');
  });

  it('dates the clock of a console by a line that has both', () => {
    const words = read(
      'UTC',
      `08:40:00.000 x.js:1 ${CLOSED}`,
      '08:41:00.000 x.js:1 2026-11-20T14:41:00.000Z PLUGIN_CC - [info]: rendered',
      `08:42:00.500 x.js:1 ${WELCOME}`,
    );
    expect(words?.gaps).toEqual(['network, 120500 ms, line 1, 2026-11-20T14:40:00.000Z to 2026-11-20T14:42:00.500Z']);
  });

  it('goes on through the hour that a wall clock shows twice', () => {
    const words = read('America/Chicago', `2026-11-01 01:59:00 ${CLOSED}`, `2026-11-01 01:01:00 ${WELCOME}`);
    expect(words?.gaps).toEqual(['network, 120000 ms, line 1, 2026-11-01T06:59:00.000Z to 2026-11-01T07:01:00.000Z']);
    expect(words?.problems).toEqual(['no-zone']);
  });
});

describe('a gap', () => {
  const at = (second: number, message: string): string =>
    `2026-11-20T14:41:${String(second).padStart(2, '0')}.000Z PLUGIN_CC - ${message}`;

  it.each([
    WELCOME,
    'WebSocket connected',
    'Connection to the notification service was re-established',
    '{"keepalive":"true"}',
    'message received {"type":"RoutingMessage","data":{"error":null,"held":false}}',
    'Agent state changed successfully',
  ])('ends with “%s”', (message) => {
    expect(read('UTC', at(1, CLOSED), at(9, message))?.gaps?.[0]).toContain('8000 ms');
  });

  it.each([
    CONNECTING,
    NOT_OPENED,
    'event=socketConnectionRetry | Trying to reconnect to notifs socket in 5 secs',
    'No keepalive was received',
    'Waiting for the Welcome event',
    'WebSocket could not be opened',
    'Restoring the connection failed',
    'Agent state changed',
  ])('does not end with “%s”', (message) => {
    expect(read('UTC', at(1, CLOSED), at(9, message))?.gaps?.[0]).toContain('open');
  });

  it('ends where the web-socket was opened when the log says so by closing it again only', () => {
    const lines = [at(1, KEEPALIVE), at(5, CONNECTING), at(40, KEEPALIVE), at(45, CONNECTING), at(46, WELCOME)];
    expect(read('UTC', ...lines)?.gaps).toEqual([
      'keepalive, 4000 ms, line 1, 2026-11-20T14:41:01.000Z to 2026-11-20T14:41:05.000Z',
      'keepalive, 6000 ms, line 3, 2026-11-20T14:41:40.000Z to 2026-11-20T14:41:46.000Z',
    ]);
  });

  it('is none where a web-socket that was never opened is closed', () => {
    const words = read('UTC', at(1, CONNECTING), at(2, NOT_OPENED), at(2, KEEPALIVE));
    expect(words?.facts).toEqual(['socket.not-opened = true (line 2, 2026-11-20T14:41:02.000Z)']);
    expect(words).not.toHaveProperty('gaps');
  });

  it('is an outage only as long as the browser is offline', () => {
    const offline = 'event=socketConnectionRetry | browser network not available';
    const lines = [at(1, KEEPALIVE), at(6, offline), at(11, offline), at(16, 'The browser is online'), at(20, WELCOME)];
    expect(factsOf(...lines)).toEqual([
      'socket.keepalive-missing = true',
      'socket.retries-offline = true',
      'network.outage = 10000',
      'socket.gap = 19000',
    ]);
  });

  it('is not said to have been overcome where somebody signed in again', () => {
    const lines = [at(1, CLOSED), at(9, WELCOME), at(12, 'rendered')];
    expect(factsOf(...lines)).toContain('network.reconnected = true');
    expect(factsOf(...lines.slice(0, 2))).not.toContain('network.reconnected = true');
    expect(factsOf(...lines, at(20, 'stationLogin requested'))).not.toContain('network.reconnected = true');
    expect(factsOf(...lines, at(20, CLOSED))).not.toContain('network.reconnected = true');
  });

  it('is not said to have been overcome by itself where somebody signed in while it lasted', () => {
    const lines = [at(1, CLOSED), at(5, 'stationLogin requested'), at(9, WELCOME), at(12, 'rendered')];
    expect(factsOf(...lines)).not.toContain('network.reconnected = true');
  });

  it('ends at the next line with a time where the sign of life has none', () => {
    expect(read('UTC', at(1, CLOSED), WELCOME, 'rendered', at(9, 'rendered'))?.gaps?.[0]).toContain('8000 ms');
    expect(read('UTC', at(1, CLOSED), WELCOME, 'rendered')?.gaps).toBeUndefined();
    expect(read('UTC', at(1, CLOSED), WELCOME, at(6, CLOSED))?.gaps).toHaveLength(2);
  });

  it('ends where the web-socket was tried last, as long as nothing says that this failed', () => {
    const later = (clock: string, message: string): string => `2026-11-20T${clock}.000Z PLUGIN_CC - ${message}`;
    const change = later('15:20:00', 'Agent state changed successfully');
    expect(read('UTC', at(1, CLOSED), at(6, CONNECTING), change)?.gaps?.[0]).toContain('5000 ms');
    expect(read('UTC', at(1, CLOSED), at(6, CONNECTING), later('14:43:00', 'rendered'))?.gaps?.[0]).toContain(
      '5000 ms',
    );
    expect(read('UTC', at(1, CLOSED), at(6, CONNECTING), at(9, 'rendered'))?.gaps?.[0]).toContain('open');
    expect(read('UTC', at(1, CLOSED), at(6, CONNECTING), at(7, NOT_OPENED), change)?.gaps).toBeUndefined();
    expect(
      read('UTC', at(1, CLOSED), at(6, CONNECTING), at(11, RETRY), at(12, CONNECTING), change)?.gaps?.[0],
    ).toContain('11000 ms');
  });

  it('is an outage until the try of which more comes than the next one', () => {
    const tried = 'Register API Failed, registration API failed TypeError: Failed to fetch';
    const lines = [at(1, CLOSED), at(6, RETRY), at(11, RETRY)];
    expect(factsOf(...lines, at(12, CONNECTING), at(13, WELCOME))).toContain('network.outage = 10000');
    expect(factsOf(...lines, at(11, tried), at(16, RETRY), at(17, CONNECTING), at(18, WELCOME))).toContain(
      'network.outage = 10000',
    );
    expect(factsOf(...lines, at(30, 'rendered'))).toEqual(['socket.network-issue = true']);
  });

  it('is of unknown length where its end is only known to lie somewhere in a long time', () => {
    const lines = [at(1, CLOSED), `2026-11-20T15:20:00Z PLUGIN_CC - Agent state changed successfully`];
    expect(factsOf(...lines)).toEqual(['socket.network-issue = true']);
    expect(factsOf(lines[0]!, lines[1]!.replace('Agent state changed successfully', CLOSED))).not.toContain(
      expect.stringContaining('socket.gap'),
    );
  });

  it('is none where somebody closed the web-socket, unless it had to be forced', () => {
    const manually = 'event=webSocketClose | WebSocket connection closed manually REASON: ';
    const welcome = `2026-11-20T18:41:00.000Z PLUGIN_CC - ${WELCOME}`;
    expect(read('UTC', at(1, `${manually}Unregistering the SDK`), welcome)).not.toHaveProperty('gaps');
    expect(read('UTC', at(1, CLOSED), at(2, `${manually}Unregistering the SDK`), welcome)).not.toHaveProperty('gaps');
    expect(factsOf(at(1, `${manually}WebSocket did not auto close within 16 secs`), at(7, WELCOME))).toContain(
      'socket.gap = 6000',
    );
  });

  it('is none of the web-socket where a request of any page found no network', () => {
    const lines = [at(1, 'GET https://x.example.com/ net::ERR_INTERNET_DISCONNECTED'), at(4, 'The browser is online')];
    expect(factsOf(...lines)).toEqual(['network.outage = 3000']);
    expect(factsOf(lines[0]!, '2026-11-20T15:20:00Z PLUGIN_CC - Agent state changed successfully')).toEqual([]);
  });

  it('is unknown where the newest line stands first, or the clock was put back', () => {
    const lines = [at(1, 'rendered'), at(2, CLOSED), at(42, WELCOME), at(50, 'rendered')];
    expect(factsOf(...lines)).toContain('network.outage = 40000');
    expect(read('UTC', ...lines.toReversed())).not.toHaveProperty('gaps');
    expect(factsOf(...lines.toReversed())).toEqual(['socket.network-issue = true']);
    expect(read('UTC', ...lines.slice(1, 3).toReversed())).not.toHaveProperty('gaps');
    expect(factsOf(`14:00:00.000 ${CLOSED}`, `12:00:10.000 ${WELCOME}`, '12:05:30.000 rendered')).toEqual([
      'socket.network-issue = true',
    ]);
    expect(factsOf(at(2, CLOSED), `2026-11-20T12:41:00.000Z ${WELCOME}`)).toEqual(['socket.network-issue = true']);
  });

  it('of a log without times is none unless it lasts to the end', () => {
    expect(read('UTC', CLOSED, WELCOME)?.gaps).toBeUndefined();
    expect(read('UTC', CLOSED, 'rendered')?.gaps).toEqual(['network, open, line 1']);
  });

  it('is expected where somebody signed out', () => {
    expect(read('UTC', at(1, 'stationLogout was a success'), at(2, 'event=webSocketClose | closed'))).toEqual({
      facts: [],
      from: '2026-11-20T14:41:01.000Z',
      to: '2026-11-20T14:41:02.000Z',
    });
  });

  it('keeps its length, whatever its length is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 8 }), fc.integer({ min: 0, max: 10 ** 12 }), (length, start) => {
        const stamp = (ms: number): string => new Date(ms).toISOString();
        const words = read('UTC', `${stamp(start)} ${CLOSED}`, `${stamp(start + length)} ${WELCOME}`);
        expect(words?.gaps).toEqual([`network, ${length} ms, line 1, ${stamp(start)} to ${stamp(start + length)}`]);
      }),
    );
  });
});

describe('what a line shows', () => {
  it.each([
    ['stationLogin failed with reason: DUPLICATE_LOCATION', ['sign-in.failure = number-in-use']],
    ['{\\"reason\\":\\"INVALID_DIAL_NUMBER\\"}', ['sign-in.failure = invalid-number']],
    ['stationLogin failed with reason: TEAM_NOT_FOUND', ['sign-in.failure = other']],
    ['stationLogin failed with reason: undefined', ['sign-in.failure = other']],
    ['This extension is already in use', ['station.option = extension', 'sign-in.failure = number-in-use']],
    ['silentRelogin failed with reason: AGENT_NOT_FOUND', ['sign-in.failure = no-earlier-session']],
    ['consult failed with reason: AGENT_NOT_FOUND', []],
    ["Station login with loginOption: 'BROWSER'", ['station.option = desktop']],
    ['"loginVoiceOptions":["AGENT_DN","EXTENSION"]', []],
    ['{"deviceType":"constructor"}', []],
    ['"idleCodes":[{"name":"RONA"},{"name":"Agent_Busy"}]', []],
    ['{"auxCodeName":"Agent_Busy"}', ['idle.reason = agent-busy']],
    ['State changed to Idle (RONA)', ['idle.reason = rona']],
    ['"ronaTimeout":18', []],
    ['{"errorCode":101}', ['calling.error = device-limit']],
    ['{"errorCode":117}', ['calling.error = other']],
    ['{"errorCode":110}', []],
    ['HTTP 101 Switching Protocols', []],
    ['Register API Failed, Request to RoutingNotifs websocket registration API failed TypeError: Failed to fetch', []],
    [
      'Register API Failed, registration API failed Error: POST https://api.example.com/v1 503',
      ['socket.registration-refused = true'],
    ],
    [
      'Register API Failed, registration API failed Error: Request failed with status code 401',
      ['socket.registration-refused = true'],
    ],
    ['Register API Failed, registration API failed Error at main.js:14:403', []],
    [
      'Register API Failed, Request to RoutingNotifs websocket registration API failed',
      ['socket.registration-refused = true'],
    ],
    ['Register API Failed, registration API failed NetworkError when attempting to fetch resource.', []],
    ['Register API Failed, registration API failed: net::ERR_INTERNET_DISCONNECTED', []],
    ['what to do about Register API Failed is in the manual', []],
    ['Service.aqm.reqs.Timeout', ['request.timed-out = true']],
    ['Service.aqm.reqs.Timeout {"trackingId":"x"}', ['request.timed-out = true']],
    ['Service.aqm.reqs.TimeoutRaised', []],
    ['AGENT_MULTI_LOGIN', ['socket.signed-in-elsewhere = true']],
    ['AGENT_MULTI_LOGIN is what the handler listens for', []],
    ['resources: {"DUPLICATE_LOCATION":"This extension is already in use","RONA":"Agent_Busy"}', []],
    [
      '{"message":"This extension is already in use"}',
      ['station.option = extension', 'sign-in.failure = number-in-use'],
    ],
    ['{"type":"AgentConsultFailed","data":{"reason":"Agent_Busy"}}', []],
    ['{"state":"Idle","reason":"Agent_Busy"}', ['idle.reason = agent-busy']],
    ['[{"name":"Ann Lee","idleCode":"RONA"}]', []],
    ['handled a question about AGENT_MULTI_LOGIN', []],
  ])('%s', (message, facts) => {
    expect(factsOf(`2026-11-20T14:41:07.123Z PLUGIN_CC - [error]: module:x - method:y - ${message}`)).toEqual(facts);
  });

  it.each([
    'crm.example.com/app.js:12 errorCode: 101',
    'crm.example.com/app.js:12 {"state":"Idle","reason":"RONA"}',
    'We have NOT seen "event=webSocketClose ... REASON: network issue" nor AGENT_MULTI_LOGIN in the logs.',
    'We have NOT seen "[WebSocketStatus] | event=webSocketClose | closed REASON: network issue" either',
    'whether Service.aqm.reqs.Timeout appears',
  ])('is nothing where others wrote it: %s', (line) => {
    expect(factsOf('PLUGIN_CC - [error]: module:x - method:y - Call failed', line)).toEqual([]);
  });

  it.each([
    ['event=socketConnectionFailed', ['socket.not-opened = true']],
    ['event=webSocketTimeout', ['socket.timed-out = true']],
    ['event=agentMultiLogin', ['socket.signed-in-elsewhere = true']],
    ['AGENT_MULTI_LOGIN', ['socket.signed-in-elsewhere = true']],
    ['Service.aqm.reqs.Timeout', ['request.timed-out = true']],
    ['did not auto close within 16 secs', ['socket.timed-out = true']],
    ['WebSocket did not auto close within 16 secs', ['socket.timed-out = true']],
    ['event=webSocketClose WebSocket connection closed REASON: network issue', ['socket.network-issue = true']],
    ['event=webSocketClose - REASON: network issue', ['socket.network-issue = true']],
    ['event=webSocketClose, WebSocket auto close timed out', ['socket.timed-out = true']],
    [
      'Register API Failed, Request to RoutingNotifs websocket registration API failed Error 403',
      ['socket.registration-refused = true'],
    ],
    [
      'Register API Failed, Request to RoutingNotifs websocket registration API failed',
      ['socket.registration-refused = true'],
    ],
  ])('is known by its message, whatever logger wrote it: %s', (message, facts) => {
    const loggers = ['2026-11-20T08:41:00.123Z LOGGER - ', '2026-11-20 08:41:00,123 [main] ERROR desktop.Logger | '];
    for (const start of [...loggers, '08:41:00.123 ', 'main.js:14 ', '[2026-11-20T08:41:00Z] [error]: module:x - '])
      expect(factsOf(`${start}${message}`), start).toEqual(facts);
  });

  it.each([
    'event=socketConnectionFailed',
    '- event=webSocketTimeout',
    '2) event=agentMultiLogin',
    'Register API Failed, Request to RoutingNotifs websocket registration API failed Error 403',
    '09:10 - Register API Failed, Error 403',
    '09:10 Bo: event=agentMultiLogin',
    '2026-11-20T09:10:00Z we look for event=socketConnectionFailed',
    '2026-11-20T09:10:00Z Bo: event=socketConnectionFailed',
    '2026-11-20T09:10:00Z Bo - event=socketConnectionFailed is not in the log',
    '2026-11-20T09:10:00Z Bo - "event=socketConnectionFailed"',
    '2026-11-20T09:10:00Z it did not auto close within 16 secs',
    '2026-11-20T09:10:00Z no Register API Failed, Error 403',
  ])('is nothing where people write about it: %s', (line) => {
    expect(factsOf(line) ?? []).toEqual([]);
    expect(factsOf('PLUGIN_CC - [info]: module:x - method:y - Rendered', line)).toEqual([]);
  });

  it('is no refusal without a cause where the network was away', () => {
    const failed = 'Register API Failed, Request to RoutingNotifs websocket registration API failed';
    const bare = `2026-11-20T14:41:07.123Z PLUGIN_CC - [error]: module:x - method:register - ${failed}`;
    expect(factsOf('POST https://api.example.com/v1 net::ERR_INTERNET_DISCONNECTED', bare)).toEqual([]);
    expect(factsOf(bare, 'TypeError: Failed to fetch')).toEqual([]);
    expect(factsOf(bare, '    at register (main.js:14)')).toEqual(['socket.registration-refused = true']);
  });

  it('is no failure where the login that follows succeeds', () => {
    const [silent, login] = [
      'silentRelogin failed with reason: AGENT_NOT_FOUND',
      'Station login completed successfully',
    ];
    const say = (message: string): string => `PLUGIN_CC - [info]: module:cc.ts - method:x - ${message}`;
    expect(factsOf(say(silent), say(login))).toEqual([]);
    expect(factsOf(say(login), say(silent))).toEqual(['sign-in.failure = no-earlier-session']);
    expect(factsOf(say(silent), say('Station login failed'))).toEqual(['sign-in.failure = no-earlier-session']);
  });

  it('gives way to what is clearer, wherever that stands', () => {
    const vague = ['"id": "Service.aqm.agent.stationLoginFailed"', 'silentRelogin failed with reason: AGENT_NOT_FOUND'];
    expect(factsOf(...vague.toReversed())).toEqual(['sign-in.failure = other']);
    expect(factsOf('reason: DUPLICATE_LOCATION', ...vague)).toEqual(['sign-in.failure = number-in-use']);
  });

  it('is the same behind any prefix and among any lines', () => {
    const prefix = fc.stringMatching(/^[\w./:-]{0,30}$/).map((text) => (text === '' ? '' : `${text} `));
    fc.assert(
      fc.property(prefix, fc.array(fc.string({ unit: 'binary' })), fc.array(fc.string()), (start, before, behind) => {
        const lines = [...before.map((line) => line.replace(/[\r\n]/g, ' ')), `${start}${NOT_OPENED}`, ...behind];
        expect(factsOf(...lines)).toContain('socket.not-opened = true');
      }),
    );
  });
});

describe('identifiers', () => {
  it('beside a finding stand first, from the whole of its entry', () => {
    const words = read(
      'UTC',
      '2026-11-20T14:41:01Z PLUGIN_CC - [info]: - trackingId:GTWY_aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa - session:a - rendered',
      '2026-11-20T14:41:02Z PLUGIN_CC - [error]: - interactionId:cccccccc-cccc-4ccc-8ccc-cccccccccccc - trackingId:GTWY_bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb - session:a - failed {',
      '  "orgId": "dddddddd-dddd-4ddd-8ddd-dddddddddddd", "correlationId":"eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee", callId: \'call-9\',',
      '  "reason": "DUPLICATE_LOCATION", "trackingid": undefined',
      '}',
    );
    expect(words?.ids).toEqual({
      tracking: ['GTWY_bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb', 'GTWY_aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa'],
      interaction: ['cccccccc-cccc-4ccc-8ccc-cccccccccccc'],
      correlation: ['eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee'],
      org: ['dddddddd-dddd-4ddd-8ddd-dddddddddddd'],
      call: ['call-9'],
    });
  });

  it.each([
    'trackingId: dana.whitfield@example.com',
    'orgId=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkYW5hIn0.abcdefghijk12345',
    'callId: eyJhbGciOiJIUzI1NiJ9',
    'callId: 4111-1111-1111-1111',
    'interactionId: 5550142001',
    'callId: dana.whitfield',
    'callId: abc123@198.51.100.7',
    'orgId: toString',
  ])('are of the form that services give them, and not %s', (text) => {
    expect(read('UTC', `PLUGIN_CC - ${text} - rendered`)?.ids).toBeUndefined();
  });

  it('that the end of the file may have cut are left out', () => {
    const uuid = '3c1f0d52-8a61-4a7e-9a77-0d6a5be41a01';
    expect(read('UTC', 'PLUGIN_CC', `trackingId:GTWY_3c1f0d52-8a61`)?.ids).toBeUndefined();
    expect(read('UTC', 'PLUGIN_CC', `trackingId:GTWY_${uuid}`)?.ids).toEqual({ tracking: [`GTWY_${uuid}`] });
    expect(read('UTC', 'PLUGIN_CC', 'callId: 3c1f0d52')?.ids).toBeUndefined();
    expect(read('UTC', 'callId: 3c1f0d52', 'PLUGIN_CC')?.ids).toEqual({ call: ['3c1f0d52'] });
  });
});

describe('a text', () => {
  it.each([
    '',
    'See https://desktop.wxcc-us1.cisco.com/ at 08:41',
    'The reason: RONA. errorCode: 101, and we received a message.',
    'We have NOT seen "event=webSocketClose ... REASON: network issue" nor AGENT_MULTI_LOGIN in the logs.',
    '08:41 down\n08:43 up',
    '{"a":1}',
  ])('that is no log of the client is left to others: %s', (text) => {
    expect(readText(text, createConsoleLogReader({ zone: 'UTC' }))).toBeNull();
  });

  it('of hostile lines takes time in proportion to their length', () => {
    const pieces = ['event=webSocketClos ', 'Idle RON', 'stationLogin failed with reason: ', 'trackingId:"\\', 'a:1 '];
    const reader = createConsoleLogReader({ zone: 'UTC' });
    reader.line({ text: CLOSED, number: 1 });
    const start = performance.now();
    for (const [at, piece] of [...pieces, 'socket connection ', '{"reason":', '\u001b[3', '{{{{'].entries())
      reader.line({ text: piece.repeat(2 ** 20 / piece.length), number: at + 2 });
    // What grew with the square of a megabyte would take minutes.
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('of 50 MB is read in bounded memory', { timeout: 120_000 }, async () => {
    const entry = (at: number): string =>
      `2026-11-20T14:41:07.123Z PLUGIN_CC - [info]: module:x - trackingId:GTWY_${at} - ${at % 2 === 0 ? CLOSED : WELCOME}\n`;
    const size = 50 * 2 ** 20;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (let sent = 0, at = 0; sent < size;) {
        const chunk = Buffer.from(Array.from({ length: 500 }, () => entry(at++)).join(''));
        sent += chunk.length;
        yield chunk;
      }
    }
    const reader = createConsoleLogReader({ zone: 'UTC' });
    const before = heldBytes();
    let most = 0;
    let lines = 0;
    for await (const line of textLines(chunks())) {
      reader.line(line);
      lines += 1;
      if (lines % 50_000 === 0) most = Math.max(most, heldBytes() - before);
    }
    const reading = reader.end();
    expect(reading?.facts[0]).toMatchObject({ fact: 'socket.network-issue', times: lines / 2 });
    expect(reading?.gaps).toHaveLength(READING_LIMITS.gaps);
    expect(reading?.problems.map(({ code }) => code)).toEqual(['too-much']);
    expect(most).toBeLessThan(5 * 2 ** 20);
  });
});
