import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { EnvHttpProxyAgent } from 'undici';
import { Cancelled } from '../errors.ts';
import { keepMemoryFlat, keepWasmSimple } from './flat-memory.ts';
import { watchHttp, type HttpWatch } from './http-watch.ts';
import type { HttpFailure, HttpOutcome, HttpRequest, Network } from './io.ts';
import { failureOf } from './net-failure.ts';
import { issuerSeen, parseProxy, tlsOptions, tunnelHost } from './tls-peer.ts';

/** Bytes that are handed on at once: small enough that a slow line still shows that it moves. */
const SLICE = 16 * 1024;
/** Bytes of an answer that are read. */
const ANSWER = 2048;
/** undici tells here that a proxy has opened a tunnel. */
const TUNNEL_OPENED = 'undici:proxy:connected';

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
  const proxy = parseProxy(request.proxy?.url);
  if (proxy === null) return { kind: 'failed', reason: 'bad-proxy', detail: '' };
  const tls = { ...(await tlsOptions(request.ca)), timeout: request.limits.connect };
  const agent = new EnvHttpProxyAgent({
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    // Empty, not absent: undici would look into the environment itself.
    httpProxy: '',
    httpsProxy: proxy?.href ?? '',
    noProxy: request.proxy?.except ?? '',
  });
  const watch = watchHttp(request.limits, interrupted);
  const body = meter(request, watch);
  let isTunnelled = false;
  const onTunnel = (): void => void (isTunnelled = true);
  subscribe(TUNNEL_OPENED, onTunnel);
  try {
    const {
      statusCode,
      headers,
      body: answer,
    } = await agent.request({
      origin: new URL(request.url).origin,
      path: new URL(request.url).pathname,
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
    const text = await readStart(answer, watch);
    return { kind: 'answer', status: statusCode, headers: flat(headers), isAllSent, text };
  } catch (error) {
    if (interrupted.aborted) throw reasonOf(interrupted);
    if (body.failure() !== undefined) throw body.failure();
    if (watch.hasStalled()) return { kind: 'failed', reason: 'stalled', detail: '' };
    const failure = failureOf(error);
    // Of a proxy whose own certificate is refused nothing is known, and the server was not reached.
    const isOfProxy = proxy?.protocol === 'https:' && !isTunnelled;
    if (failure.reason !== 'untrusted' || isOfProxy) return failure;
    return await withIssuer(failure, request, isTunnelled ? proxy : undefined);
  } finally {
    unsubscribe(TUNNEL_OPENED, onTunnel);
    watch.stop();
    await agent.destroy();
  }
}

/** Who stands behind a certificate that was refused: a company's own inspection of what goes out is known by it. */
async function withIssuer(failure: HttpFailure, request: HttpRequest, proxy: URL | undefined): Promise<HttpFailure> {
  const issuer = await issuerSeen(tunnelHost(request.url), proxy, request);
  return issuer === undefined ? failure : { ...failure, issuer };
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
async function readStart(body: AsyncIterable<Uint8Array>, watch: HttpWatch): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      watch.moved();
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
