import { jsonFields } from '../json-fields.ts';
import type { MomentReader } from '../times/moment-reader.ts';
import { createMoments, type Moments } from './moments.ts';
import type { Outage } from './offline.ts';
import { fieldOf, textOf } from './shape.ts';

/** One message of a web-socket. */
export interface SocketMessage {
  readonly at: number | undefined;
  readonly isReceived: boolean;
  readonly data: string;
}

/** A time without a message from the service. Milliseconds since 1970. */
export interface Silence {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  /** Whether the computer was online and awake as it began: it went on sending, or got other answers. */
  readonly isOnline: boolean;
}

/** Keepalives come every 4 s; the client takes 8 s without any message for a lost connection (its constants.ts). */
const LOST_AFTER = 8000;
/** So many keepalives show that the service sends them here at all: without them, silence means nothing. */
const ENOUGH_KEEPALIVES = 3;
const LONGEST_MESSAGE = 256 * 1024;

/** One element of `_webSocketMessages`; undefined when it is none that can be read. */
export function socketMessage(value: unknown, times: MomentReader): SocketMessage | undefined {
  const data = textOf(value, 'data');
  const type = textOf(value, 'type');
  if (data === undefined || data.length > LONGEST_MESSAGE || (type !== 'receive' && type !== 'send')) return undefined;
  return { at: times.read(fieldOf(value, 'time')), isReceived: type === 'receive', data };
}

/** Whether a message only keeps the connection alive. */
export function isKeepalive(data: string): boolean {
  return data.length < 300 && jsonFields(data).some(({ name }) => name === 'keepalive');
}

/** What else the file shows, and what a silence means beside it. */
export interface Beside {
  readonly answers: Moments;
  readonly signOuts: Moments;
  /** Registrations and web-sockets that failed. */
  readonly failures: Moments;
  readonly outages: readonly Outage[];
}

/** What came and went over the client's web-sockets. */
export interface SocketTraffic {
  /** A web-socket was opened. */
  opened(at: number | undefined, line: number): void;
  add(message: SocketMessage, line: number): void;
  readonly received: Moments;
  /**
   * The times without a message, longer than the client bears; none when the file does not show keepalives. Those in which
   * the agent signed out are none, and neither are those that a new web-socket ends although nothing had failed: then the
   * page was loaded anew, and the agent may have typed a password or been away between.
   */
  silences(beside: Beside): readonly Silence[];
}

/** No traffic yet. */
export function createSocketTraffic(): SocketTraffic {
  const received = createMoments();
  const sent = createMoments();
  const opened = createMoments();
  let keepalives = 0;
  return {
    received,
    opened: (at, line) => opened.add(at, line),
    add({ at, isReceived, data }, line) {
      (isReceived ? received : sent).add(at, line);
      if (isReceived && keepalives < ENOUGH_KEEPALIVES && isKeepalive(data)) keepalives += 1;
    },
    silences({ answers, signOuts, failures, outages }) {
      if (keepalives < ENOUGH_KEEPALIVES || [received, opened, failures].some((moments) => moments.isIncomplete()))
        return [];
      const left = nextOf(signOuts);
      const made = nextOf(opened);
      const failed = nextOf(failures);
      const asked = nextOf(sent);
      return received
        .sorted()
        .flatMap(({ last, line }, index, all): Silence[] => {
          const to = all[index + 1]?.first;
          if (to === undefined || to - last <= LOST_AFTER) return [];
          const soon = [last + 1000, last + LOST_AFTER] as const;
          return [{ from: last, to, line, isOnline: sent.anyWithin(...soon) || answers.anyWithin(...soon) }];
        })
        .filter((silence) => {
          const { from, to } = silence;
          if (left(from) <= to) return false;
          const ending = made(from + 1);
          const hasFailed = failed(from) <= to || outages.some((outage) => overlaps(outage, silence));
          // The client asked for longer than it bears whether the service is still there, and got no answer.
          return ending > to || hasFailed || asked(from + LOST_AFTER) < ending;
        });
    },
  };
}

/** Whether the outage and the silence have a moment in common. */
export function overlaps({ from, to = Infinity }: Outage, silence: Silence): boolean {
  return from <= silence.to && to >= silence.from;
}

/** The first moment that is not before another; Infinity when there is none. */
function nextOf(moments: Moments): (from: number) => number {
  const all = moments.sorted().flatMap(({ first, last }) => [first, last]);
  return (from) => {
    let low = 0;
    for (let high = all.length; low < high;) {
      const middle = (low + high) >> 1;
      if (all[middle]! < from) low = middle + 1;
      else high = middle;
    }
    return all[low] ?? Infinity;
  };
}
