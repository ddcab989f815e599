import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { HttpRequest } from './io.ts';
import type { TlsOptions } from './tls-options.ts';

/** A proxy that opened no tunnel: by its `status`, or for what `cause` says. */
export class ProxyFailure extends Error {
  readonly status: number | undefined;

  constructor(status: number | undefined, cause?: unknown) {
    super('the proxy opened no tunnel', { cause });
    this.status = status;
  }
}

/**
 * The proxy for a URL, with or without `http://` in front; `undefined` for none, `null` for one that is no URL of a proxy. A
 * name or password that cannot be decoded makes it none.
 */
export function proxyFor(url: string, wanted: HttpRequest['proxy']): URL | null | undefined {
  const text = wanted?.url.trim() ?? '';
  if (text === '' || isExcepted(new URL(url), wanted?.except ?? '')) return undefined;
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const proxy = URL.canParse(whole) ? new URL(whole) : null;
  return proxy !== null && ['http:', 'https:'].includes(proxy.protocol) && proxy.hostname !== '' && canDecode(proxy)
    ? proxy
    : null;
}

/** Whether `NO_PROXY` names the host: itself or a domain that it is in, with a port or without, or `*`. */
function isExcepted({ hostname, port }: URL, except: string): boolean {
  if (except.trim() === '*') return true;
  return except.split(/[,\s]+/).some((entry) => {
    const [, name = entry, onlyPort] = /^(.+):(\d+)$/.exec(entry) ?? [];
    const host = name.replace(/^\*?\./, '').toLowerCase();
    if (host === '' || (onlyPort !== undefined && onlyPort !== (port || '443'))) return false;
    return hostname === host || hostname.endsWith(`.${host}`);
  });
}

function canDecode({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false; // a % that begins no escape
  }
}

/** How long connecting may take, in milliseconds, and what ends it. */
export interface ConnectLimits {
  readonly limit: number;
  readonly signal: AbortSignal;
}

/**
 * A way through the proxy to a host and port. Throws `ProxyFailure`. Node's own client asks, once: undici would ask a proxy that
 * hangs up again at once, and forever.
 */
export function openTunnel(
  proxy: URL,
  target: string,
  tls: TlsOptions,
  { limit, signal }: ConnectLimits,
): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const name = proxy.hostname.replace(/^\[|\]$/g, '');
    const options: https.RequestOptions = {
      method: 'CONNECT',
      host: name,
      port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
      path: target,
      headers: { host: target, ...login(proxy) },
      agent: false,
      signal,
    };
    const asked =
      proxy.protocol === 'https:'
        ? https.request({ ...options, ...tls, servername: isIP(name) === 0 ? name : '' })
        : http.request(options);
    const timer = setTimeout(() => asked.destroy(timedOut()), limit);
    asked.on('close', () => clearTimeout(timer));
    asked.on('error', (cause) => reject(new ProxyFailure(undefined, cause)));
    asked.on('connect', ({ statusCode = 0 }: http.IncomingMessage, socket: Socket, early: Buffer) => {
      clearTimeout(timer);
      socket.on('error', () => {}); // whoever uses the tunnel finds it closed
      if (statusCode >= 200 && statusCode < 300 && early.length === 0) return resolve(socket);
      socket.destroy();
      // A server waits for our handshake: what speaks first is none.
      reject(
        early.length > 0 && statusCode < 300 ? new ProxyFailure(undefined, badAnswer()) : new ProxyFailure(statusCode),
      );
    });
    asked.end();
  });
}

function login({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const both = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(both, 'utf8').toString('base64')}` };
}

/** As the operating system would say it. */
export function timedOut(): Error {
  return Object.assign(new Error('connecting took too long'), { code: 'ETIMEDOUT' });
}

function badAnswer(): Error {
  return Object.assign(new Error('the proxy spoke before its turn'), { code: 'HPE_INVALID_CONSTANT' });
}
