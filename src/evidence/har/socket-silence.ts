import { jsonFields } from '../json-fields.ts';
import type { MomentReader } from '../times/moment-reader.ts';
import { createMoments, type Moments } from './moments.ts';
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

/** What came and went over the client's web-sockets. */
export interface SocketTraffic {
  add(message: SocketMessage, line: number): void;
  readonly received: Moments;
  /**
   * The times without a message, longer than the client bears; none when the file does not show keepalives.
   * Those in which the agent signed out are none.
   */
  silences(answers: Moments, signOuts: Moments): readonly Silence[];
}

/** No traffic yet. */
export function createSocketTraffic(): SocketTraffic {
  const received = createMoments();
  const sent = createMoments();
  let keepalives = 0;
  return {
    received,
    add({ at, isReceived, data }, line) {
      (isReceived ? received : sent).add(at, line);
      if (isReceived && keepalives < ENOUGH_KEEPALIVES && isKeepalive(data)) keepalives += 1;
    },
    silences(answers, signOuts) {
      if (keepalives < ENOUGH_KEEPALIVES || received.isIncomplete()) return [];
      const left = signOuts.sorted();
      return received
        .sorted()
        .flatMap(({ last, line }, index, all): Silence[] => {
          const to = all[index + 1]?.first;
          if (to === undefined || to - last <= LOST_AFTER) return [];
          const soon = [last + 1000, last + LOST_AFTER] as const;
          return [{ from: last, to, line, isOnline: sent.anyWithin(...soon) || answers.anyWithin(...soon) }];
        })
        .filter(({ from, to }) => !left.some(({ first }) => first >= from && first <= to));
    },
  };
}
