import type { FactValue } from '../../facts/fact.ts';
import { STATION_OPTIONS } from '../client-words.ts';
import { plainName, type JsonField } from '../json-fields.ts';
import type { Endpoint } from './client-api.ts';

/** A value of a fact that a message or an answer shows. */
export interface Finding {
  readonly fact: string;
  readonly value: FactValue;
}

/** Reasons that mean one thing wherever the client's API gives them (Utils.ts of the vendor's public client). */
const REASONS: ReadonlyMap<string, Finding> = new Map([
  ['DUPLICATE_LOCATION', { fact: 'sign-in.failure', value: 'number-in-use' }],
  ['INVALID_DIAL_NUMBER', { fact: 'sign-in.failure', value: 'invalid-number' }],
  ['AGENT_SESSION_ALREADY_EXISTS', { fact: 'sign-in.failure', value: 'session-exists' }],
  ['AGENT_HAS_ASSIGNED_CONTACTS', { fact: 'sign-out.refused', value: true }],
  ['AGENT_MULTI_LOGIN', { fact: 'socket.signed-in-elsewhere', value: true }],
]);

const OPTIONS: ReadonlyMap<string, string> = new Map(Object.entries(STATION_OPTIONS));

const REASON_NAMES =
  /^(?:reason|reasoncode|code|errorcode|error|key|failurereason|errormessage|message|type|eventtype)$/;

/** What one message of the web-socket shows, but for idle reasons: see `idle-reasons.ts`. */
export function messageFindings(fields: readonly JsonField[]): readonly Finding[] {
  const kinds = textsOf(fields, /^(?:type|eventtype)$/);
  const isLogin = kinds.some((kind) => /stationlogin/i.test(kind));
  const isReload = kinds.some((kind) => /relogin|reload/i.test(kind));
  const isElsewhere = kinds.some((kind) => plainName(kind) === 'agentmultilogin');
  return [
    ...(isElsewhere ? [{ fact: 'socket.signed-in-elsewhere', value: true }] : []),
    ...reasonFindings(fields, {
      isLogin: isLogin && kinds.some((kind) => /fail/i.test(kind)),
      isReload,
    }),
    ...(isLogin || isReload ? stationOption(fields) : []),
  ];
}

/** What the answer to a refused request shows: its status was 4xx or 5xx. */
export function refusalFindings(fields: readonly JsonField[], endpoint: Endpoint, status: number): readonly Finding[] {
  const found = reasonFindings(fields, { isLogin: endpoint === 'login', isReload: endpoint === 'reload' });
  // No answer of a failing server is one of the reasons that the client knows.
  if (endpoint === 'login' && status >= 500 && found.length === 0) return [{ fact: 'sign-in.failure', value: 'other' }];
  return endpoint === 'calling' ? [...found, ...callingError(fields)] : found;
}

/** How the agent signs in to the station: from the body of the request. */
export function stationOption(fields: readonly JsonField[]): readonly Finding[] {
  return textsOf(fields, /^(?:loginoption|devicetype)$/)
    .map((text) => OPTIONS.get(text))
    .filter((value) => value !== undefined)
    .slice(0, 1)
    .map((value) => ({ fact: 'station.option', value }));
}

/** Whether the client reports, in what it sends or shows, that a request of its own got no notification in time. */
export function tellsTimeout(fields: readonly JsonField[]): boolean {
  return fields.some(
    ({ value }) => typeof value === 'string' && value.slice(0, 1000).includes('Service.aqm.reqs.Timeout'),
  );
}

function reasonFindings(
  fields: readonly JsonField[],
  { isLogin, isReload }: { readonly isLogin: boolean; readonly isReload: boolean },
): readonly Finding[] {
  const reasons = textsOf(fields, REASON_NAMES).flatMap((text) => text.match(/[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+/g) ?? []);
  const known = [...new Set(reasons)].flatMap((reason) => REASONS.get(reason) ?? []);
  if (isReload && reasons.includes('AGENT_NOT_FOUND'))
    known.push({ fact: 'sign-in.failure', value: 'no-earlier-session' });
  const isExplained = known.some(({ fact }) => fact === 'sign-in.failure' || fact === 'sign-out.refused');
  if (isLogin && !isExplained && textsOf(fields, /reason|error|message/).length > 0)
    known.push({ fact: 'sign-in.failure', value: 'other' });
  if (tellsTimeout(fields)) known.push({ fact: 'request.timed-out', value: true });
  return known;
}

/** Numbers of the public calling client (Errors/types.ts): 101 is the limit of devices; 102, 103 and 111 to 120 are others. */
function callingError(fields: readonly JsonField[]): readonly Finding[] {
  const numbers = fields.filter(({ name }) => name === 'errorcode').map(({ value }) => Number(value));
  if (numbers.includes(101)) return [{ fact: 'calling.error', value: 'device-limit' }];
  return numbers.some(
    (number) => number === 102 || number === 103 || (Number.isInteger(number) && number >= 111 && number <= 120),
  )
    ? [{ fact: 'calling.error', value: 'other' }]
    : [];
}

function textsOf(fields: readonly JsonField[], name: RegExp): readonly string[] {
  return fields.flatMap((field) =>
    typeof field.value === 'string' && field.value !== '' && name.test(field.name) ? [field.value.slice(0, 1000)] : [],
  );
}
