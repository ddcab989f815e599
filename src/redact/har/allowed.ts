import { createHash } from 'node:crypto';
import { SECRET_KINDS } from '../kinds.ts';

/** Everything here is in lower case, letters and digits only: `X-Tracking-Id` and `trackingId` are the same name. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** Headers and query fields that hold an id by which a vendor's support finds the request, the call or the customer. */
export const ID_NAMES: ReadonlySet<string> = new Set(
  `trackingid xtrackingid correlationid xcorrelationid clientcorrelationid requestid xrequestid clientrequestid
  msclientrequestid xmsrequestid xamznrequestid xamzrequestid xamzid2 xamzcfid xamzntraceid xb3traceid xb3spanid
  traceparent traceid xtraceid spanid transactionid xtransactionid cfray xvcaprequestid
  interactionid xinteractionid contactid taskid mediaresourceid callid xcallid callsessionid callcorrelationid
  sipcallid conferenceid locusid orgid xorgid organizationid xorganizationid xciscoorgid tenantid xtenantid
  agentid teamid siteid queueid entrypointid deviceid locationid meetingid casenumber srnumber`.split(/\s+/),
);

/** Segments of a path behind which such an id stands: `/interactions/<id>`. */
export const ID_WORDS: ReadonlySet<string> = new Set(
  `interaction interactions organization organizations org orgs tenant tenants task tasks contact contacts call calls
  callsession callsessions conversation conversations conference conferences agent agents user users people team teams
  site sites queue queues entrypoint entrypoints device devices location locations locus loci meeting meetings
  participant participants tracking correlation correlations request requests transaction transactions case cases`.split(
    /\s+/,
  ),
);

/** What the value of an allowed header may be, beside an id; by its plain name. Anything else loses its value. */
export const HEADER_VALUES: ReadonlyMap<string, 'number' | 'date' | 'mime' | 'url' | 'words'> = new Map([
  ['contenttype', 'mime'],
  ['contentlength', 'number'],
  ['contentencoding', 'words'],
  ['transferencoding', 'words'],
  ['date', 'date'],
  ['expires', 'date'],
  ['lastmodified', 'date'],
  ['age', 'number'],
  ['cachecontrol', 'words'],
  ['server', 'words'],
  ['via', 'words'],
  ['vary', 'words'],
  ['allow', 'words'],
  ['acceptranges', 'words'],
  ['connection', 'words'],
  ['keepalive', 'words'],
  ['upgrade', 'words'],
  ['secwebsocketversion', 'number'],
  ['secfetchmode', 'words'],
  ['secfetchsite', 'words'],
  ['retryafter', 'words'],
  ['ratelimitremaining', 'number'],
  ['xratelimitremaining', 'number'],
  ['cfcachestatus', 'words'],
  ['xcache', 'words'],
  ['xamzcfpop', 'words'],
  ['xenvoyupstreamservicetime', 'number'],
  ['useragent', 'words'],
  ['location', 'url'],
]);

/** Fields of an entry that hold one of these words; by the name that the field has in HAR files. */
export const WORD_FIELDS = {
  _resourceType:
    'document stylesheet image media font script texttrack xhr fetch prefetch eventsource websocket manifest signedexchange ping cspviolationreport preflight other webbundle beacon',
  _priority: 'verylow low medium high veryhigh',
  _fromCache: 'disk memory prefetch push',
  _fetchType: 'networkload memorycache diskcache serviceworker inspectoroverride unknown',
  _securityState: 'secure insecure broken weak',
  type: 'script parser preload preflight redirect other signedexchange renderer',
} as const satisfies Readonly<Record<string, string>>;

const WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(WORD_FIELDS).map(([field, words]) => [field, new Set(words.split(' '))]),
);

/** Whether `value` is one of the words that the field `field` of an entry may hold. */
export function isKnownWord(field: keyof typeof WORD_FIELDS, value: string): boolean {
  return WORDS.get(field)?.has(plainName(value)) === true;
}

/** The numbers of `timings` (HAR 1.2, and what browsers add); in milliseconds. */
export const TIMINGS = [
  'blocked',
  'dns',
  'connect',
  'ssl',
  'send',
  'wait',
  'receive',
  '_queued',
  '_blocked_queueing',
  '_blocked_proxy',
  '_workerStart',
  '_workerReady',
] as const;

/** Raised when code that is no table here changes what is kept. */
const REVISION = 2;

let hash: string | undefined;

/** Says by which rules a HAR was rebuilt: SHA-256 over what is allowed and the kinds that are removed from it. */
export function ruleSetHash(): string {
  const rules = [
    REVISION,
    [...ID_NAMES],
    [...ID_WORDS],
    [...HEADER_VALUES],
    WORD_FIELDS,
    TIMINGS,
    SECRET_KINDS.map(({ name }) => name),
  ];
  hash ??= createHash('sha256').update(JSON.stringify(rules)).digest('hex');
  return hash;
}
