import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { Client, type buildConnector } from 'undici';
import { Cancelled } from '../errors.ts';
import { keepMemoryFlat, keepWasmSimple } from './flat-memory.ts';
import { watchHttp, type HttpWatch } from './http-watch.ts';
import type { HttpOutcome, HttpRequest, Network } from './io.ts';
import { failureOf } from './net-failure.ts';
import { proxyFor } from './proxy.ts';
import { openConnection } from './tls-connection.ts';
import { tlsOptions } from './tls-options.ts';

/** Bytes that are handed on at once: small enough that a slow line still shows that it moves. */
const SLICE = 16 * 1024;
/** Bytes of an answer that are read. */
const ANSWER = 2048;

/** The real network. The only module that loads undici; import it lazily. */
export function httpNetwork(interrupted: AbortSignal): Network {
  keepWasmSimple();
  return {
    send: (request) => send(request, interrupted),
    async pause(milliseconds) {
      try {
        await wait(milliseconds, undefined, { signal: interrupted });
      } catch {
        throw reasonOf(interrupted);
      }
    },
  };
}

async function send(request: HttpRequest, interrupted: AbortSignal): Promise<HttpOutcome> {
  if (interrupted.aborted) throw reasonOf(interrupted);
  const proxy = proxyFor(request.url, request.proxy);
  if (proxy === null) return { kind: 'failed', reason: 'bad-proxy', detail: '' };
  const tls = await tlsOptions(request.ca);
  let socket: TLSSocket;
  try {
    socket = await openConnection(request, proxy, tls, interrupted);
  } catch (error) {
    if (interrupted.aborted) throw reasonOf(interrupted);
    return failureOf(error);
  }
  return exchange(request, socket, interrupted);
}

/** One request and its answer over a connection that is there. It is the only one: undici opens none by itself. */
async function exchange(request: HttpRequest, socket: TLSSocket, interrupted: AbortSignal): Promise<HttpOutcome> {
  const { origin, pathname } = new URL(request.url);
  const client = new Client(origin, { connect: once(socket) });
  const watch = watchHttp(request.limits, interrupted);
  const body = meter(request, watch);
  try {
    const {
      statusCode,
      headers,
      body: answer,
    } = await client.request({
      path: pathname,
      method: request.method,
      headers: { ...request.headers, ...(request.body && { 'content-length': String(request.body.bytes) }) },
      // undici takes any iterable; its types know streams alone.
      body: body.content as unknown as Readable | null,
      // Ours watches both ways.
      headersTimeout: 0,
      bodyTimeout: 0,
      signal: watch.signal,
    });
    const isAllSent = body.isAllSent();
    watch.answered();
    const text = await readStart(answer);
    return { kind: 'answer', status: statusCode, headers: flat(headers), isAllSent, text };
  } catch (error) {
    if (interrupted.aborted) throw reasonOf(interrupted);
    if (body.failure() !== undefined) throw body.failure();
    if (watch.hasStalled()) return { kind: 'failed', reason: 'stalled', detail: '' };
    return failureOf(error);
  } finally {
    watch.stop();
    socket.destroy();
    await client.destroy();
  }
}

/** Hands one connection out; a client that has lost it and still has something to send is told so. */
function once(socket: TLSSocket): buildConnector.connector {
  let isTaken = false;
  // Later, as undici's own would: it does not look after a connection that is there before it has asked.
  return (_, done) =>
    queueMicrotask(() => {
      const isGone = isTaken || socket.destroyed;
      isTaken = true;
      if (isGone) done(Object.assign(new Error('the connection is gone'), { code: 'ECONNRESET' }), null);
      else done(null, socket);
    });
}

/** The body in slices, each of which shows the watch that something moves; keeps apart what fails in reading it. */
function meter(
  { body, onProgress }: HttpRequest,
  watch: HttpWatch,
): { content: AsyncIterable<Uint8Array> | null; failure: () => unknown; isAllSent: () => boolean } {
  let failure: unknown;
  let sent = 0;
  if (body === undefined) return { content: null, failure: () => undefined, isAllSent: () => true };
  const { content, bytes } = body;
  async function* slices(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of content) {
        for (let at = 0; at < chunk.length; at += SLICE) {
          const slice = chunk.subarray(at, at + SLICE);
          sent += slice.length;
          yield slice;
          watch.moved();
          onProgress?.(sent);
        }
        keepMemoryFlat();
      }
    } catch (error) {
      failure = error;
      throw error;
    }
    watch.allSent();
  }
  return { content: slices(), failure: () => failure, isAllSent: () => sent >= bytes };
}

/** The beginning of an answer; one that breaks off has said what it had to with its status. */
async function readStart(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= ANSWER) break;
    }
  } catch {
    // what arrived is shown
  }
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, ANSWER));
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name.toLowerCase(), typeof value === 'string' ? value : (value.at(-1) ?? '')]],
  );
  return Object.fromEntries(pairs);
}

function reasonOf(interrupted: AbortSignal): unknown {
  return interrupted.reason instanceof Cancelled ? interrupted.reason : new Cancelled('interrupted');
}
