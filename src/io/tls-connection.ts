import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import type { HttpRequest } from './io.ts';
import { openTunnel, timedOut, type ConnectLimits } from './proxy.ts';
import type { TlsOptions } from './tls-options.ts';

/** A handshake that failed, with whoever issued the certificate that was refused, where it came to that. */
export class TlsFailure extends Error {
  readonly issuer: string | undefined;

  constructor(cause: unknown, issuer: string | undefined) {
    super('the handshake failed', { cause });
    this.issuer = issuer;
  }
}

/** A connection to the host of a URL, its certificate verified. Throws `ProxyFailure` and `TlsFailure`. */
export async function openConnection(
  { url, limits }: Pick<HttpRequest, 'url' | 'limits'>,
  proxy: URL | undefined,
  options: TlsOptions,
  signal: AbortSignal,
): Promise<tls.TLSSocket> {
  const { hostname, port } = new URL(url);
  const host = { name: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) };
  const within: ConnectLimits = { limit: limits.connect, signal };
  const tunnel = proxy && (await openTunnel(proxy, `${hostname}:${host.port}`, options, within));
  return shakeHands(host, tunnel, options, within);
}

function shakeHands(
  host: { readonly name: string; readonly port: number },
  tunnel: Duplex | undefined,
  options: TlsOptions,
  { limit, signal }: ConnectLimits,
): Promise<tls.TLSSocket> {
  return new Promise((resolve, reject) => {
    let issuer: string | undefined;
    const socket = tls.connect({
      ...options,
      host: host.name,
      port: host.port,
      // An address has no server name.
      servername: isIP(host.name) === 0 ? host.name : '',
      ALPNProtocols: ['http/1.1'],
      ...(tunnel && { socket: tunnel }),
    });
    // Before Node's own listener, which verifies and closes: a company's own inspection of what goes out is known by its name.
    socket.prependListener('secure', () => (issuer = nameOfIssuer(socket.getPeerCertificate())));
    const end = (): void => void socket.destroy(timedOut());
    const timer = setTimeout(end, limit);
    // It may have come while the tunnel was opened.
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    };
    socket.on('close', () => tunnel?.destroy());
    socket.on('error', (cause) => {
      settle();
      reject(new TlsFailure(cause, issuer));
    });
    socket.once('secureConnect', () => {
      settle();
      resolve(socket);
    });
  });
}

/** `Example Proxy CA (Example Corp)`, at most 200 characters. */
function nameOfIssuer(certificate: tls.PeerCertificate): string | undefined {
  const { CN, O } = (certificate.issuer ?? {}) as Partial<Record<'CN' | 'O', string | string[]>>;
  const [name, organisation] = [CN, O].map((part) => [part].flat().join(', '));
  const both = name && organisation && name !== organisation ? `${name} (${organisation})` : name || organisation;
  return both ? both.slice(0, 200) : undefined;
}
