import type { MomentReader } from '../times/moment-reader.ts';
import { endpointOf, type Endpoint } from './client-api.ts';
import { fieldOf, listOf, mapOf, numberOf, textOf, type JsonMap } from './shape.ts';

/** One entry of a HAR, as far as it is looked at. Moments are milliseconds since 1970. */
export interface HarRequest {
  /** The entry's number, from 1. */
  readonly line: number;
  readonly startedAt: number | undefined;
  /** When the answer began, or the request failed. */
  readonly endedAt: number | undefined;
  readonly method: string;
  readonly url: URL;
  readonly endpoint: Endpoint;
  /** 0 when there was no answer, or when it was still awaited; undefined when the file does not say. */
  readonly status: number | undefined;
  /** What the browser or the proxy says of a failure: `net::ERR_INTERNET_DISCONNECTED`. */
  readonly error: string;
  /** Whether it went over the network: not out of a cache, and not to this computer itself. */
  readonly isOverNetwork: boolean;
  readonly isSocket: boolean;
  readonly messages: readonly unknown[];
  readonly entry: JsonMap;
}

/** Characters of an address that are looked at. */
const LONGEST_URL = 16 * 1024;
/** Milliseconds; nothing that took longer is believed. */
const DAY = 86_400_000;
const HERE = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** The entry as a request; undefined when it has no address on a network. */
export function harRequest(entry: unknown, line: number, times: MomentReader): HarRequest | undefined {
  const value = mapOf(entry);
  const request = fieldOf(value, 'request');
  const url = urlOf(textOf(request, 'url'));
  if (value === undefined || url === undefined) return undefined;
  const response = fieldOf(value, 'response');
  const startedAt = times.read(fieldOf(value, 'startedDateTime'));
  const messages = listOf(fieldOf(value, '_webSocketMessages') ?? fieldOf(value, 'webSocketMessages'));
  const status = numberOf(response, 'status');
  return {
    line,
    startedAt,
    endedAt: startedAt === undefined ? undefined : startedAt + untilAnswered(value),
    method: (textOf(request, 'method') ?? '').toUpperCase(),
    url,
    endpoint: endpointOf(url),
    status,
    error: errorOf(value),
    isOverNetwork:
      !HERE.test(url.hostname) &&
      fieldOf(value, '_fromCache') === undefined &&
      fieldOf(response, '_fetchedViaServiceWorker') !== true,
    isSocket:
      /^wss?:$/.test(url.protocol) ||
      status === 101 ||
      messages.length > 0 ||
      textOf(value, '_resourceType')?.toLowerCase() === 'websocket',
    messages,
    entry: value,
  };
}

function urlOf(text: string | undefined): URL | undefined {
  if (text === undefined || text.length > LONGEST_URL || !/^(?:https?|wss?):\/\//i.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Whole milliseconds from the start until the answer began: `time` without the time that the body took. */
function untilAnswered(entry: JsonMap): number {
  const time = numberOf(entry, 'time') ?? 0;
  const receive = Math.max(0, numberOf(fieldOf(entry, 'timings'), 'receive') ?? 0);
  return time > receive && time < DAY ? Math.round(time - receive) : 0;
}

function errorOf(entry: JsonMap): string {
  const response = fieldOf(entry, 'response');
  const places = [
    textOf(entry, '_error'),
    textOf(response, '_error'),
    textOf(entry, '_charlesError'),
    textOf(response, 'statusText'),
  ];
  return places.find((text) => text !== undefined && /ERR_|NS_ERROR|error/i.test(text))?.slice(0, 200) ?? '';
}
