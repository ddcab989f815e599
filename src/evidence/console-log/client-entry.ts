import { signIn, type Sign } from './sign.ts';

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
];

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

/** An owner of no entry yet. */
export function createEntryOwner(): EntryOwner {
  let clients = false;
  let failure = false;
  let list = false;
  return {
    line(text) {
      const isClients = CLIENT_LINES.some((sign) => signIn(text, sign) !== undefined);
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
