import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import * as tls from 'node:tls';
import { Client } from 'undici';
import { UserError } from '../errors.ts';
import type { HttpRequest } from './io.ts';

/** Options of TLS for every connection. Nothing turns verification off, the environment (`NODE_TLS_REJECT_UNAUTHORIZED`) included. */
export interface TlsOptions {
  readonly rejectUnauthorized: true;
  readonly minVersion: 'TLSv1.2';
  readonly ca?: string[];
}

/** @param ca certificates (PEM) to be trusted beside those that Node trusts */
export async function tlsOptions(ca: string | undefined): Promise<TlsOptions> {
  const options = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;
  if (ca === undefined) return options;
  requireCertificates(ca);
  return { ...options, ca: [...(await trusted()), ca] };
}

/** Throws `bad-ca`: a certificate that cannot be read would just not be trusted, and nobody would know why. */
function requireCertificates(pem: string): void {
  const blocks = pem.match(/-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----[^]*?-----END \1-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
    if (blocks.length > 0) return;
  } catch {
    // told below
  }
  throw new UserError('bad-ca', 'the file of --ca holds no certificate in PEM, or one that cannot be read', {
    hint: 'it begins with -----BEGIN CERTIFICATE-----; openssl x509 -inform der -in FILE converts a .cer or .der',
  });
}

/** What Node trusts when it is not told otherwise; it adds nothing of its own to a list that it is given. */
async function trusted(): Promise<readonly string[]> {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] };
  if (getCACertificates !== undefined) return getCACertificates('default');
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  if (extra === undefined || extra === '') return tls.rootCertificates;
  // Node itself only warns when it cannot read the file.
  const more = await readFile(extra, 'utf8').catch(() => '');
  return more.includes('-----BEGIN ') ? [...tls.rootCertificates, more] : tls.rootCertificates;
}

/** A proxy's URL, with or without `http://`; `undefined` for none, `null` for one that is no URL of a proxy. */
export function parseProxy(text: string | undefined): URL | null | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text.trim() : `http://${text.trim()}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '' ? url : null;
}

/** Where a connection ends. */
interface Host {
  readonly name: string;
  readonly port: number;
}

/** The host that a URL names, as a tunnel is asked for it. */
export function tunnelHost(url: string): Host {
  const { hostname, port } = new URL(url);
  return { name: hostname, port: port === '' ? 443 : Number(port) };
}

/**
 * Shakes hands once more to see who issued the certificate, and sends nothing: verification fails again, which ends it.
 * `undefined` when that cannot be found out.
 */
export async function issuerSeen(
  host: Host,
  proxy: URL | undefined,
  { ca, limits }: Pick<HttpRequest, 'ca' | 'limits'>,
): Promise<string | undefined> {
  const options = await tlsOptions(ca);
  const client = proxy === undefined ? undefined : new Client(proxy.origin, { connect: options });
  try {
    const tunnel = client === undefined ? undefined : await openTunnel(client, host, proxy!, limits.connect);
    return await lookAt(host, tunnel, options, limits.connect);
  } catch {
    return undefined; // it is told without
  } finally {
    await client?.destroy();
  }
}

async function openTunnel(client: Client, host: Host, proxy: URL, limit: number): Promise<Socket> {
  const { username, password } = proxy;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = `Basic ${Buffer.from(login).toString('base64')}`;
  const { socket } = await client.connect({
    path: `${host.name}:${host.port}`,
    headers: username === '' ? {} : { 'proxy-authorization': authorization },
    signal: AbortSignal.timeout(limit),
  });
  return socket as Socket;
}

function lookAt(
  host: Host,
  tunnel: Socket | undefined,
  options: TlsOptions,
  limit: number,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    let issuer: string | undefined;
    // An address has no server name.
    const name = /^[\d.]+$|^\[/.test(host.name) ? '' : host.name;
    const socket = tls.connect({
      ...options,
      host: host.name.replace(/^\[|\]$/g, ''),
      port: host.port,
      servername: name,
      ...(tunnel && { socket: tunnel }),
    });
    // Before Node's own listener, which verifies and, as it will here, closes.
    socket.prependListener('secure', () => (issuer = nameOfIssuer(socket.getPeerCertificate())));
    socket.setTimeout(limit, () => socket.destroy());
    socket.on('secureConnect', () => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', () => resolve(issuer));
  });
}

/** `Example Proxy CA (Example Corp)`, at most 200 characters. */
function nameOfIssuer(certificate: tls.PeerCertificate): string | undefined {
  const { CN, O } = (certificate.issuer ?? {}) as Partial<Record<'CN' | 'O', string | string[]>>;
  const [name, organisation] = [CN, O].map((part) => [part].flat().join(', '));
  const both = name && organisation && name !== organisation ? `${name} (${organisation})` : name || organisation;
  return both ? both.slice(0, 200) : undefined;
}
