import type { ConnectionEvent } from './connection-event.ts';
import { bearsAny, signIn, type Sign } from './sign.ts';

type SignedEvent = Sign & { readonly event: ConnectionEvent };

/** The first that a line bears counts. Lines that show a fact as well stand among the findings. */
const EVENTS: readonly SignedEvent[] = [
  // Such a line that says that it had to be forced stands among the findings.
  { texts: ['event=webSocketClose', 'closed manually'], event: { kind: 'closed' } },
  { texts: ['event=webSocketClose'], event: { kind: 'lost', cause: 'unknown' } },
  { texts: ['browser network not available'], event: { kind: 'client-offline' } },
  { texts: ['event=socketConnectionRetry'], event: { kind: 'retry' } },
  { texts: ['event=webSocketConnecting'], event: { kind: 'connecting' } },
  // It asks for the web-socket's address first.
  { texts: ['Register API Failed'], event: { kind: 'tried' } },
  // What Chrome and Edge write for each request made while the computer has no network.
  { texts: ['net::ERR_INTERNET_DISCONNECTED'], event: { kind: 'offline' } },
  { texts: ['tationLogout'], pattern: /stationLogout.{0,200}success/i, event: { kind: 'signed-out' } },
  // Tried or done, it says that the session before was gone.
  { texts: ['stationLogin'], pattern: /\bstationLogin\b/, event: { kind: 'signed-in' } },
];

const bearsEvent = bearsAny(EVENTS);

/** Looked for only while something is lost: such lines are many. */
const ALIVE: readonly SignedEvent[] = [
  {
    texts: ['event='],
    pattern: /event=(?:web)?socket(?:open(?:ed)?|connected|reconnected|restored)\b/i,
    event: { kind: 'opened' },
  },
  { texts: ['event='], pattern: /event=(?:web)?socketmessage\b/i, event: { kind: 'alive', proves: 'socket' } },
  { texts: ['RoutingMessage'], event: { kind: 'alive', proves: 'socket' } },
  {
    texts: ['onnect'],
    pattern: /\b(?:web-?socket|socket|connection)\b.{0,60}\b(?:re)?connected\b/i,
    event: { kind: 'opened' },
  },
  {
    texts: [],
    pattern: /\b(?:web-?socket|socket|connection)\b.{0,60}\b(?:re-?)?(?:opened|established|restored|recovered)\b/i,
    event: { kind: 'opened' },
  },
  { texts: ['elcome'], pattern: /\bwelcome\b/i, event: { kind: 'opened' } },
  // One comes every 4 s: the first is as good as the opening.
  { texts: ['eepalive'], event: { kind: 'opened' } },
  {
    texts: ['eceived'],
    pattern:
      /\b(?:message|notification|event)\b.{0,40}\breceived\b|\breceived\b.{0,40}\b(?:message|notification|event)\b/i,
    event: { kind: 'alive', proves: 'socket' },
  },
  // The client waits for the answer to most of its requests on the web-socket, and calls them a success then.
  {
    texts: ['PLUGIN_CC', 'succe'],
    pattern: /\b(?:success(?:ful|fully)?|succeeded)\b/,
    event: { kind: 'alive', proves: 'socket' },
  },
  {
    texts: ['nline'],
    pattern: /\b(?:browser|network|navigator)\b.{0,20}\bonline\b/i,
    event: { kind: 'online' },
  },
  { texts: ['succe'], pattern: /\b(?:success(?:ful|fully)?|succeeded)\b/, event: { kind: 'alive', proves: 'network' } },
  {
    texts: ['tatus'],
    pattern: /\bstatus(?:Code)?\\?["']?\s{0,4}[:=]\s{0,4}20[0-46]\b/i,
    event: { kind: 'alive', proves: 'network' },
  },
];

/** Who also says one of these speaks of what is wanted or went wrong. */
const NOT_ALIVE =
  /\b(?:no|not|never|cannot|can't|couldn't|isn't|wasn't|fail(?:s|ed|ure)?|lost|missing|missed|unable|waiting|await(?:s|ing)?|timed out|timeout|tr(?:y|ies|ying)|attempt(?:s|ing)?|until|sen[dt]|sending|closed?|offline|false)\b/i;

/** What a line says of the connection. @param lost whether signs of life are of interest */
export function connectionEvents(line: string, lost: boolean): readonly ConnectionEvent[] {
  const events = [bearsEvent(line) ? EVENTS.find((sign) => signIn(line, sign) !== undefined)?.event : undefined];
  const isTrouble = events[0] !== undefined && events[0].kind !== 'signed-in' && events[0].kind !== 'signed-out';
  if (lost && !isTrouble) events.push(aliveEvent(line));
  return events.filter((event) => event !== undefined);
}

function aliveEvent(line: string): ConnectionEvent | undefined {
  const sign = ALIVE.find((one) => signIn(line, one) !== undefined);
  // In the objects behind the words such a word can mean anything.
  return sign === undefined || NOT_ALIVE.test(line.split('{', 1)[0] ?? '') ? undefined : sign.event;
}
