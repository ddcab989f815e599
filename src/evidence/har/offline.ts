import type { Moments } from './moments.ts';

/** A time during which requests failed because the computer had no network. Milliseconds since 1970. */
export interface Outage {
  readonly from: number;
  /** The next answer; undefined when there is none in the file. */
  readonly to: number | undefined;
  /** The entry that failed first. */
  readonly line: number;
}

/** `offline`: the browser knows that it has no network. `perhaps`: a single name or server may be meant. */
export type NetworkFailure = 'offline' | 'perhaps';

/** How long after the last failure an answer still tells when the network came back, where failures are no proof. */
const NEAR = 30_000;

/** What a browser's error says of the computer's network (Chromium's net_error_list.h, Firefox' nsresult names). */
export function networkFailure(error: string): NetworkFailure | undefined {
  if (/ERR_INTERNET_DISCONNECTED|NS_ERROR_OFFLINE/.test(error)) return 'offline';
  return /ERR_(?:NETWORK_CHANGED|NAME_NOT_RESOLVED|ADDRESS_UNREACHABLE)|NS_ERROR_UNKNOWN_HOST/.test(error)
    ? 'perhaps'
    : undefined;
}

/**
 * The outages: from the first failure of a row to the next answer, when nothing was answered between. Failures that are
 * no proof by themselves make one only when there are several, and last no longer than is shown.
 */
export function outages(failures: Readonly<Record<NetworkFailure, Moments>>, answers: Moments): readonly Outage[] {
  if (answers.isIncomplete()) return [];
  const rows: { from: number; last: number; line: number; isCertain: boolean; times: number; to?: number }[] = [];
  for (const event of inOrder(failures, answers)) {
    const open = rows.at(-1)?.to === undefined ? rows.at(-1) : undefined;
    if (event.kind === 'answer') {
      if (open !== undefined) open.to = event.at;
    } else if (open === undefined)
      rows.push({ from: event.at, last: event.at, line: event.line, isCertain: event.kind === 'offline', times: 1 });
    else {
      open.last = event.at;
      open.times += 1;
      open.isCertain ||= event.kind === 'offline';
    }
  }
  return rows
    .filter(({ isCertain, times }) => isCertain || times > 1)
    .map(({ from, last, line, isCertain, to }) => ({
      from,
      line,
      to: isCertain || (to !== undefined && to - last <= NEAR) ? to : last,
    }));
}

interface Event {
  readonly at: number;
  readonly line: number;
  readonly kind: NetworkFailure | 'answer';
}

/** First and last of each second: what lies between within one second makes no outage. */
function inOrder(failures: Readonly<Record<NetworkFailure, Moments>>, answers: Moments): readonly Event[] {
  const all: readonly (readonly [Event['kind'], Moments])[] = [
    ['offline', failures.offline],
    ['perhaps', failures.perhaps],
    ['answer', answers],
  ];
  return all
    .flatMap(([kind, moments]) =>
      moments
        .sorted()
        .flatMap(({ first, last, line }): Event[] => [
          { kind, line, at: first },
          ...(last > first ? [{ kind, line, at: last }] : []),
        ]),
    )
    .sort((a, b) => a.at - b.at);
}
