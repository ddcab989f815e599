import { IDLE_REASONS, STATION_OPTIONS } from '../client-words.ts';
import type { GapCause } from '../reading.ts';
import type { ConnectionEvent } from './connection-event.ts';
import { wholeMessage } from './message-start.ts';
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
  /** Whose line it must stand in: without, one of this client; `any` may write a form that nobody else has; `failed` is an entry of the client that tells of a failure. */
  readonly of?: 'any' | 'failed';
  /** Other programs write such lines too: it does not make a text a log of this client. */
  readonly common?: true;
  /** The line names no cause: shown only where neither what stands before nor the next line says that the network was away. */
  readonly unexplained?: true;
  /** Shown only of what is no list: that has the states of others. */
  readonly own?: true;
}

/** A reason or another word behind its key: in an object that a console printed, in JSON, in JSON within JSON, or in prose. */
const KEY_END = String.raw`\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?`;

/** The bare words also stand in the list of idle codes that the client loads: only the one that was set counts. */
const IDLE_KEY = String.raw`\b(?:[Ii]dle[ _-]?|[Aa]ux(?:iliary)?[ _-]?)(?:[Rr]eason|[Cc]ode)(?:[ _-]?[Nn]ame)?${KEY_END}`;
const IDLE_STATE = String.raw`\bIdle\b[^\w{}[\]]{1,5}(?:[Rr]eason[: =]{1,3})?["']?`;
/** Everything that fails has a reason: it is one for being idle behind that word. */
const REASON_BEHIND_IDLE = String.raw`\bIdle\b[^{}[\]]{1,60}\b[Rr]eason(?:[ _-]?[Cc]ode)?${KEY_END}`;

/** What an error's word stands behind; in a list of texts it is itself the key. */
const ERROR_KEY = String.raw`\b(?:reason|type|(?:error[ _-]?)?(?:code|id|name|message)|error)${KEY_END}`;
/** A sentence that is shown to agents; in a list of texts it stands behind another key, in quotes. */
const SENTENCE = String.raw`(?:^|[^\s"'\`]\s{1,4}|\b(?:message|text|title|description|reason|error)${KEY_END})`;

/** What an answer is known by: its status behind an address or a word for it, or what stopped the request. */
const REFUSED =
  /(?:Register|registration) API [Ff]ailed.{0,200}?(?:(?:https?:\/\/[^\s"']{1,200}|\bstatus(?: ?code)?\\?["']?[ :=]{0,3}|\bHTTP\/[\d.]{1,3}|\berror:?|\bcode\\?["']?[ :=]{0,3}) ?\(?[45]\d\d\b(?!:)|\b(?:refused|denied|forbidden|unauthori[sz]ed)\b|ERR_BLOCKED_BY)/i;

/** The service gave no address, and nothing stands behind that. */
const FAILED_WITHOUT_CAUSE = /(?:Register|registration) API [Ff]ailed\.?\s*$/;
/** What browsers and clients say of a request that never reached the service. */
export const NO_NETWORK =
  /\b(?:Failed to fetch|Network ?(?:OrCORS)?Error|Load failed)\b|\bERR_(?:INTERNET|NETWORK|NAME|ADDRESS|CONNECTION|TIMED)_/;

/** Numbers of the WebRTC client's errors, as its error types list them: device 101 to 103, call 111 to 120. */
const CALLING_ERRORS = {
  '101': 'device-limit',
  ...Object.fromEntries([102, 103, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120].map((code) => [code, 'other'])),
};

/** The rank of what a login that follows makes meaningless. */
export const NO_EARLIER_SESSION = 2;

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
    event: { kind: 'client-offline' },
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
    ...wordOrMessage('AGENT_MULTI_LOGIN'),
    event: lost('signed-in-elsewhere'),
  },
  // The client writes it for a request that found no network, too; it says so behind it.
  { fact: 'socket.registration-refused', value: true, texts: [' API ', 'ailed'], pattern: REFUSED },
  {
    fact: 'socket.registration-refused',
    value: true,
    texts: [' API ', 'ailed'],
    pattern: FAILED_WITHOUT_CAUSE,
    unexplained: true,
  },
  { fact: 'request.timed-out', value: true, ...wordOrMessage('Service.aqm.reqs.Timeout') },

  ...(['loginOption', 'deviceType'] as const).map((key) => ({
    fact: 'station.option',
    value: STATION_OPTIONS,
    texts: [key],
    pattern: new RegExp(String.raw`\b${key}${KEY_END}(${Object.keys(STATION_OPTIONS).join('|')})\b`),
    ...(key === 'loginOption' ? { of: 'any' as const, common: true as const } : {}),
  })),
  { fact: 'station.option', value: 'extension', ...sentence('This extension is already in use') },
  { fact: 'station.option', value: 'dial-number', ...sentence('Dial number is in use. Try a different one') },

  { fact: 'sign-in.failure', value: 'number-in-use', ...word('DUPLICATE_LOCATION') },
  { fact: 'sign-in.failure', value: 'number-in-use', ...sentence('This extension is already in use') },
  { fact: 'sign-in.failure', value: 'number-in-use', ...sentence('Dial number is in use. Try a different one') },
  { fact: 'sign-in.failure', value: 'invalid-number', ...word('INVALID_DIAL_NUMBER') },
  { fact: 'sign-in.failure', value: 'invalid-number', ...sentence('Enter a valid US dial number') },
  { fact: 'sign-in.failure', value: 'session-exists', ...word('AGENT_SESSION_ALREADY_EXISTS') },
  // A reload after a login that was refused says so as well, and so does the first login of every day.
  {
    fact: 'sign-in.failure',
    value: 'no-earlier-session',
    texts: ['AGENT_NOT_FOUND'],
    pattern: /\bsilent ?re-?login failed\b.{0,40}\breason\b/i,
    of: 'any',
    rank: NO_EARLIER_SESSION,
  },
  {
    fact: 'sign-in.failure',
    value: 'other',
    texts: ['stationLogin failed with reason'],
    pattern: OTHER_REFUSAL,
    of: 'any',
  },
  // These say that there is a reason, and not which.
  {
    fact: 'sign-in.failure',
    value: 'other',
    ...sentence('An error occurred while logging in to the station'),
    rank: 1,
  },
  { fact: 'sign-in.failure', value: 'other', ...word('Service.aqm.agent.stationLoginFailed'), rank: 1 },
  { fact: 'sign-in.failure', value: 'other', texts: ['stationLogin failed'], rank: 1 },

  { fact: 'sign-out.refused', value: true, ...word('AGENT_HAS_ASSIGNED_CONTACTS') },

  ...Object.entries(IDLE_REASONS).map(([word, value]) => ({
    fact: 'idle.reason',
    value,
    texts: [word],
    pattern: new RegExp(String.raw`(?:${IDLE_KEY}|${IDLE_STATE}|${REASON_BEHIND_IDLE})${word}\b`),
    own: true as const,
  })),

  {
    fact: 'calling.error',
    value: CALLING_ERRORS,
    texts: ['errorCode'],
    pattern: new RegExp(String.raw`\berrorCode${KEY_END}(1[012]\d)\b`),
    of: 'failed',
  },
  {
    fact: 'calling.error',
    value: 'device-limit',
    texts: ['101'],
    pattern:
      /\bdevice limit (?:was )?exceeded\b[^\d]{0,40}\b101\b|\b101\b[^\d]{0,20}\bdevice limit (?:was )?exceeded\b/i,
    of: 'any',
    common: true,
  },
];

function lost(cause: GapCause): ConnectionEvent {
  return { kind: 'lost', cause };
}

/** A word of the client's that stands behind a key, whoever printed that. */
function word(text: string): Sign & Pick<Finding, 'of'> {
  return { texts: [text], pattern: new RegExp(behindKey(text), 'i'), of: 'any' };
}

/** A word that is printed by itself, too. */
function wordOrMessage(text: string): Sign & Pick<Finding, 'of'> {
  const pattern = new RegExp(`${behindKey(text)}|${wholeMessage(literally(text))}`, 'iu');
  return { texts: [text], pattern, of: 'any' };
}

function behindKey(text: string): string {
  return String.raw`${ERROR_KEY}${literally(text)}\b`;
}

function sentence(text: string): Sign & Pick<Finding, 'of' | 'common'> {
  return { texts: [text], pattern: new RegExp(`${SENTENCE}${literally(text)}`), of: 'any', common: true };
}

function literally(text: string): string {
  return text.replaceAll('.', String.raw`\.`);
}
