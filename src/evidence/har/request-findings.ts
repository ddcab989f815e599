import type { JsonField } from '../json-fields.ts';
import { refusalFindings, stationOption, tellsTimeout, type Finding } from './findings.ts';
import { answeredFields, sentFields } from './har-bodies.ts';
import type { HarRequest } from './har-request.ts';

/** Failures that come from something between the computer and the service, while the computer is online. */
const BLOCKED =
  /ERR_(?:BLOCKED|CONNECTION_(?:REFUSED|RESET|CLOSED)|SSL|CERT|TUNNEL|PROXY)|NS_ERROR_(?:CONNECTION_REFUSED|NET_RESET|PROXY)/;

/** What a request and its answer show, and the fields of their bodies. */
export function requestFindings(request: HarRequest): {
  readonly findings: readonly Finding[];
  readonly fields: readonly JsonField[];
  /** Whether it asked for notifications, and did not get them. */
  readonly isRegistrationRefused: boolean;
} {
  const { entry, endpoint, status = 0, error } = request;
  const sent = sentFields(entry);
  const answered = answeredFields(entry);
  const isRefused = status >= 400;
  const findings = [
    ...(endpoint === 'login' ? stationOption(sent) : []),
    ...(tellsTimeout(sent) ? [{ fact: 'request.timed-out', value: true }] : []),
    ...(isRefused ? refusalFindings(answered, endpoint, status) : []),
  ];
  const isRegistrationRefused = endpoint === 'subscribe' && (isRefused || (status === 0 && BLOCKED.test(error)));
  return { findings, fields: [...sent, ...answered], isRegistrationRefused };
}
