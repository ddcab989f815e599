import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { httpNetwork } from '../../src/io/http-put.ts';
import type { HttpLimits, Io } from '../../src/io/io.ts';

/** Certificates for the tests, made by openssl: of an authority that nobody trusts unless told to. */
export interface Certificates {
  /** The authority's certificate, a file. */
  readonly ca: string;
  readonly good: Pair;
  readonly expired: Pair;
  readonly otherHost: Pair;
  readonly selfSigned: Pair;
  remove(): void;
}

interface Pair {
  readonly key: string;
  readonly cert: string;
}

/** Name of the authority, as a company's inspection of its traffic would have it. */
export const AUTHORITY = 'Example Inspection CA';

export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-certs-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '30',
    '-subj',
    `/O=Example Corp/CN=${AUTHORITY}`,
  );
  const leaf = (name: string, host: string, days: string): Pair => {
    writeFileSync(at(`${name}.ext`), `subjectAltName=${host}\n`);
    openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', '/CN=server');
    const ca = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...ca,
      '-days',
      days,
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`,
    );
    return { key: readFileSync(at(`${name}.key`), 'utf8'), cert: readFileSync(at(`${name}.pem`), 'utf8') };
  };
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'self.key',
    '-out',
    'self.pem',
    '-days',
    '30',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost',
  );
  return {
    ca: at('ca.pem'),
    good: leaf('good', 'DNS:localhost,IP:127.0.0.1', '30'),
    expired: leaf('expired', 'DNS:localhost', '0'),
    otherHost: leaf('other', 'DNS:other.example.com', '30'),
    selfSigned: { key: readFileSync(at('self.key'), 'utf8'), cert: readFileSync(at('self.pem'), 'utf8') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** One request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** What a server does with a request; `number` counts requests from 1. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, number: number) => void | Promise<void>;

export interface UploadServer {
  readonly port: number;
  /** A folder on it, as `--to` takes it. */
  readonly url: string;
  readonly received: readonly Received[];
  /** Whole files by their path. */
  readonly kept: ReadonlyMap<string, Buffer>;
}

/** A server for HTTPS that is gone after the test. Without a behaviour it keeps what it is sent, as the drive does. */
export async function startServer(pair: Pair, behaviour?: Behaviour): Promise<UploadServer> {
  const received: Received[] = [];
  const kept = new Map<string, Buffer>();
  const server = createServer(pair, (request, response) => {
    received.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    request.on('error', () => {});
    void (behaviour ?? keep(kept))(request, response, received.length);
  });
  const port = await listening(server);
  return { port, url: `https://localhost:${port}/home/`, received, kept };
}

/** Keeps a file once, refuses a second one of its name with 412, and tells of it when asked. */
export function keep(kept: Map<string, Buffer>): Behaviour {
  return async (request, response) => {
    const path = request.url ?? '';
    const known = kept.get(path);
    if (request.method === 'HEAD') {
      response.writeHead(known === undefined ? 404 : 200, known && { 'content-length': known.length }).end();
    } else if (known !== undefined) {
      request.resume();
      response.writeHead(412).end();
    } else {
      const whole = await bodyOf(request);
      if (whole === null) return;
      kept.set(path, whole);
      response.writeHead(201).end();
    }
  };
}

/** The body, or `null` when it did not come whole. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

export function digestHeader(bytes: Buffer): string {
  return `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;
}

/** A proxy that opens tunnels, for those who know its password if it has one. */
export async function startProxy(
  password?: string,
): Promise<{ url: string; tunnels: string[]; asked: IncomingMessage['headers'][] }> {
  const tunnels: string[] = [];
  const asked: IncomingMessage['headers'][] = [];
  const server = createPlainServer();
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    asked.push(request.headers);
    client.on('error', () => {});
    const wanted = password && `Basic ${Buffer.from(`desk:${password}`).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== (wanted ?? request.headers['proxy-authorization'])) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    tunnels.push(request.url ?? '');
    const far = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      far.write(head);
      far.pipe(client).pipe(far);
    });
    far.on('error', () => client.destroy());
    client.on('close', () => far.destroy());
  });
  const port = await listening(server);
  const login = password === undefined ? '' : `desk:${password}@`;
  return { url: `http://${login}127.0.0.1:${port}`, tunnels, asked };
}

/** Starts any server on a free port of this machine; it and its connections are gone after the test. */
export async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** The real network with short limits and without pauses; the pauses that were wanted are kept. */
export function quickNetwork(limits: Partial<HttpLimits> = {}): { network: Io['network']; pauses: number[] } {
  const pauses: number[] = [];
  const real = httpNetwork(new AbortController().signal);
  const network: Io['network'] = {
    send: (request) => real.send({ ...request, limits: { connect: 2000, idle: 1000, answer: 1000, ...limits } }),
    pause: (milliseconds) => Promise.resolve(void pauses.push(milliseconds)),
  };
  return { network, pauses };
}
