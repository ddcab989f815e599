import { MESSAGE_START, wholeMessage } from './message-start.ts';
import { bearsAny, signIn, type Sign } from './sign.ts';

/** What only this client writes as a message, behind the prefix of any logger. */
const CLIENT_MESSAGES: readonly Sign[] = [
  {
    texts: ['event='],
    pattern: message(
      String.raw`event=(?:webSocket|socketConnection|agentMultiLogin)\w{0,20}(?=\s*$|[,;:]?(?: -)? (?:WebSocket (?:connection|auto close|did not)|REASON:|Connecting to|Trying to|browser network))`,
    ),
  },
  {
    texts: ['did not auto close within 16 secs'],
    pattern: message('(?:WebSocket )?did not auto close within 16 secs'),
  },
  { texts: ['Register API Failed'], pattern: message(String.raw`Register API Failed\b`) },
  { texts: ['AGENT_MULTI_LOGIN'], pattern: new RegExp(wholeMessage('AGENT_MULTI_LOGIN'), 'u') },
  { texts: ['Service.aqm.reqs.'], pattern: new RegExp(wholeMessage(String.raw`Service\.aqm\.reqs\.Timeout`), 'u') },
];

/** Where in a console's line the client itself speaks; who writes about such lines has them in quotes, or in part. */
const CLIENT_LINES: readonly Sign[] = [
  { texts: ['PLUGIN_CC'], pattern: /(?<!["'`\u2018\u201c])\bPLUGIN_CC (?:- |\[|event=)/ },
  { texts: ['[webSocket'], pattern: /(?<!["'`\u2018\u201c])\[webSocketTimeout\] \|/ },
  { texts: ['[WebSocketStatus]'], pattern: /(?<!["'`\u2018\u201c])\[WebSocketStatus\] \|/ },
  {
    texts: ['event='],
    pattern:
      /(?<!["'`\u2018\u201c](?:\[\w{1,20}\] \| )?)\bevent=(?:webSocket|socketConnection|agentMultiLogin)\w{0,20} \|/,
  },
  { texts: ['webex-calling'], pattern: /\bwebex-calling: ?\[/i },
  { texts: ['method:'], pattern: /\b(?:module|file):[\w.-]{1,80} - method:/ },
  ...CLIENT_MESSAGES,
];
const bearsClientLine = bearsAny(CLIENT_LINES);

/** What makes a text a log of this client even where nothing in it went wrong. */
const LOG_SIGNS: readonly Sign[] = [
  ...CLIENT_LINES,
  { texts: ['PLUGIN_CC'] },
  // With the line of a source: people who write notes name the address alone.
  { texts: ['.wxcc-'], pattern: /\bdesktop\.wxcc-[a-z]{2,4}\d\.cisco\.com\/[^\s:]{0,300}:\d/ },
];

/** A line that goes on with what stands before; `[Violation]` and the like are lines of the browser. */
const GOES_ON = /^(?:\s|[{}\])]|\[\s{0,8}(?:["'{[\d]|$)|["'][\w.-]{1,80}["']\s?:|$)/;
const LIST = /\[\s{0,4}\{|\[\s{0,4}$/;
const FAILED = /error|fail|calling/i;
/** Characters of a line in which it says that it tells of a failure. */
const HEAD = 1000;

/** Whether the line is one that only a log of this client has. */
export function showsClientLog(line: string): boolean {
  return LOG_SIGNS.some((sign) => signIn(line, sign) !== undefined);
}

/** Whose the entry is that the last line belongs to, and what it is. */
export interface EntryOwner {
  line(text: string): void;
  isClients(): boolean;
  /** The client's, and it tells of a failure. */
  isFailure(): boolean;
  /** It lists several things. */
  isList(): boolean;
}

function message(pattern: string): RegExp {
  return new RegExp(`${MESSAGE_START}${pattern}`, 'u');
}

/** An owner of no entry yet. */
export function createEntryOwner(): EntryOwner {
  let clients = false;
  let failure = false;
  let list = false;
  return {
    line(text) {
      const isClients = bearsClientLine(text) && CLIENT_LINES.some((sign) => signIn(text, sign) !== undefined);
      if (isClients || !GOES_ON.test(text)) {
        clients = isClients;
        failure = clients && FAILED.test(text.slice(0, HEAD));
        list = false;
      }
      list ||= LIST.test(text);
    },
    isClients: () => clients,
    isFailure: () => failure,
    isList: () => list,
  };
}
