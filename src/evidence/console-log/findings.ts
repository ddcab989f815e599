import type { GapCause } from '../reading.ts';
import type { ConnectionEvent } from './connection.ts';
import type { Sign } from './sign.ts';

/** A line that shows a fact. */
export interface Finding extends Sign {
  readonly fact: string;
  /** The value that the line shows, or the value for each word that the pattern can find; a word without one shows nothing. */
  readonly value: true | string | Readonly<Record<string, string>>;
  /** What it says of the connection beside. */
  readonly event?: ConnectionEvent;
  /** Shown only where the log shows no value of a lower rank, which is 0 where none stands here. */
  readonly rank?: number;
  /** Other programs write such lines too: it does not make a text a log of this client. */
  readonly common?: true;
}

/** A reason or another word behind its key: in an object that a console printed, in JSON, in JSON within JSON, or in prose. */
const KEY_END = String.raw`\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?`;

const IDLE_REASONS = {
  RONA: 'rona',
  Invalid_Number: 'invalid-number',
  Agent_Unavailable: 'agent-unavailable',
  Agent_Busy: 'agent-busy',
  Agent_Declined: 'agent-declined',
  Channel_Failure: 'channel-failure',
} as const;

/** The bare words also stand in the list of idle codes that the client loads: only the one that was set counts. */
const IDLE_KEY = String.raw`(?:[Ii]dle[ _-]?|[Aa]ux(?:iliary)?[ _-]?)(?:[Rr]eason|[Cc]ode)(?:[ _-]?[Nn]ame)?|[Rr]eason(?:[ _-]?[Cc]ode)?`;

/** Numbers of the WebRTC client's errors, as its error types list them: device 101 to 103, call 111 to 120. */
const CALLING_ERRORS = {
  '101': 'device-limit',
  ...Object.fromEntries([102, 103, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120].map((code) => [code, 'other'])),
};

const STATION_OPTIONS = { EXTENSION: 'extension', AGENT_DN: 'dial-number', BROWSER: 'desktop' } as const;

/** A station login that is refused for any reason but those that have a value of their own. */
const OTHER_REFUSAL =
  /stationLogin failed with reason: ?(?!(?:DUPLICATE_LOCATION|INVALID_DIAL_NUMBER|AGENT_SESSION_ALREADY_EXISTS|undefined|null|Error)\b)(\w{3,80})/;

/**
 * What the lines of the contact-center client show. Events, error ids and reasons are those of its public source code
 * (webex-js-sdk, packages/@webex/contact-center: WebSocketManager.ts, connection-service.ts, Utils.ts, Err.ts; packages/calling:
 * Errors/types.ts), the sentences those that it shows to agents.
 */
export const FINDINGS: readonly Finding[] = [
  {
    fact: 'socket.network-issue',
    value: true,
    texts: ['event=webSocketClose', 'REASON: network issue'],
    event: lost('network'),
  },
  {
    fact: 'socket.keepalive-missing',
    value: true,
    texts: ['event=webSocketClose', 'missing keepalive from either desktop or notif service'],
    event: lost('keepalive'),
  },
  { fact: 'socket.timed-out', value: true, texts: ['event=webSocketTimeout'], event: lost('timeout') },
  { fact: 'socket.timed-out', value: true, texts: ['did not auto close within 16 secs'], event: lost('timeout') },
  {
    fact: 'socket.timed-out',
    value: true,
    texts: ['event=webSocketClose', 'WebSocket auto close timed out'],
    event: lost('timeout'),
  },
  {
    fact: 'socket.retries-offline',
    value: true,
    texts: ['event=socketConnectionRetry', 'browser network not available'],
    event: { kind: 'offline' },
  },
  { fact: 'socket.not-opened', value: true, texts: ['event=socketConnectionFailed'], event: { kind: 'not-opened' } },
  {
    fact: 'socket.signed-in-elsewhere',
    value: true,
    texts: ['event=agentMultiLogin'],
    event: lost('signed-in-elsewhere'),
  },
  {
    fact: 'socket.signed-in-elsewhere',
    value: true,
    texts: ['AGENT_MULTI_LOGIN'],
    event: lost('signed-in-elsewhere'),
  },
  { fact: 'socket.registration-refused', value: true, texts: ['Register API Failed'] },
  { fact: 'socket.registration-refused', value: true, texts: ['RoutingNotifs', 'registration API failed'] },
  { fact: 'request.timed-out', value: true, texts: ['Service.aqm.reqs.Timeout'] },

  ...(['loginOption', 'deviceType'] as const).map((key) => ({
    fact: 'station.option',
    value: STATION_OPTIONS,
    texts: [key],
    pattern: new RegExp(String.raw`\b${key}${KEY_END}(${Object.keys(STATION_OPTIONS).join('|')})\b`),
    common: true as const,
  })),
  { fact: 'station.option', value: 'extension', texts: ['This extension is already in use'], common: true },
  { fact: 'station.option', value: 'dial-number', texts: ['Dial number is in use. Try a different one'], common: true },

  { fact: 'sign-in.failure', value: 'number-in-use', texts: ['DUPLICATE_LOCATION'] },
  { fact: 'sign-in.failure', value: 'number-in-use', texts: ['This extension is already in use'], common: true },
  {
    fact: 'sign-in.failure',
    value: 'number-in-use',
    texts: ['Dial number is in use. Try a different one'],
    common: true,
  },
  { fact: 'sign-in.failure', value: 'invalid-number', texts: ['INVALID_DIAL_NUMBER'] },
  { fact: 'sign-in.failure', value: 'invalid-number', texts: ['Enter a valid US dial number'], common: true },
  { fact: 'sign-in.failure', value: 'session-exists', texts: ['AGENT_SESSION_ALREADY_EXISTS'] },
  // A reload after a login that was refused says so as well.
  {
    fact: 'sign-in.failure',
    value: 'no-earlier-session',
    texts: ['AGENT_NOT_FOUND'],
    pattern: /silent ?re-?login/i,
    rank: 2,
  },
  {
    fact: 'sign-in.failure',
    value: 'other',
    texts: ['stationLogin failed with reason'],
    pattern: OTHER_REFUSAL,
  },
  // These say that there is a reason, and not which.
  {
    fact: 'sign-in.failure',
    value: 'other',
    texts: ['An error occurred while logging in to the station'],
    common: true,
    rank: 1,
  },
  { fact: 'sign-in.failure', value: 'other', texts: ['Service.aqm.agent.stationLoginFailed'], rank: 1 },
  { fact: 'sign-in.failure', value: 'other', texts: ['stationLogin failed'], rank: 1 },

  { fact: 'sign-out.refused', value: true, texts: ['AGENT_HAS_ASSIGNED_CONTACTS'] },

  ...Object.entries(IDLE_REASONS).map(([word, value]) => ({
    fact: 'idle.reason',
    value,
    texts: [word],
    pattern: new RegExp(
      String.raw`(?:\b(?:${IDLE_KEY})${KEY_END}|\bIdle\b[^\w{}[\]]{1,5}(?:[Rr]eason[: =]{1,3})?["']?)${word}\b`,
    ),
    common: true as const,
  })),

  {
    fact: 'calling.error',
    value: CALLING_ERRORS,
    texts: ['errorCode'],
    pattern: new RegExp(String.raw`\berrorCode${KEY_END}(1[012]\d)\b`),
    common: true,
  },
  {
    fact: 'calling.error',
    value: 'device-limit',
    texts: ['101'],
    pattern:
      /\bdevice limit (?:was )?exceeded\b[^\d]{0,40}\b101\b|\b101\b[^\d]{0,20}\bdevice limit (?:was )?exceeded\b/i,
    common: true,
  },
];

function lost(cause: GapCause): ConnectionEvent {
  return { kind: 'lost', cause };
}

/** What makes a text a log of this client even where nothing in it went wrong. */
export const CLIENT_SIGNS: readonly Sign[] = [
  { texts: ['PLUGIN_CC'] },
  { texts: ['[WebSocketStatus]'] },
  { texts: ['event=webSocket'] },
  { texts: ['event=socketConnection'] },
  { texts: ['Service.aqm.'] },
  // With the line of a source: people who write notes name the address alone.
  { texts: ['.wxcc-'], pattern: /\bdesktop\.wxcc-[a-z]{2,4}\d\.cisco\.com\/[^\s:]{0,300}:\d/ },
];
