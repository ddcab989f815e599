import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, createServer as createSilentServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createBundle, type CreatedBundle } from '../../src/bundle/create.ts';
import { publishedSchema } from '../../src/commands/schema-names.ts';
import type { TerminalPrompt } from '../../src/io/io.ts';
import { bundleInput, RECORD } from '../support/bundle-case.ts';
import { temporaryFolder } from '../support/disk.ts';
import { escalateCase } from '../support/escalated-case.ts';
import { remakeBundle } from '../support/large-bundle.ts';
import { runTool, type Ran, type RunOptions } from '../support/run-tool.ts';
import {
  AUTHORITY,
  bodyOf,
  digestHeader,
  keep,
  listening,
  makeCertificates,
  quickNetwork,
  startProxy,
  startServer,
  type Behaviour,
  type Certificates,
} from '../support/upload-server.ts';
import { wholeIo } from '../support/whole-io.ts';

/** Must not be found anywhere but in one header at one host. */
const TOKEN = 'canary-Tq8vXw2LrZ';
const SR = '698765432';

let certificates: Certificates;
beforeAll(() => (certificates = makeCertificates()));
afterAll(() => certificates.remove());

interface Desk {
  readonly folder: string;
  readonly home: string;
  readonly bundle: CreatedBundle;
  upload(args?: readonly string[], options?: RunOptions): Promise<Ran>;
}

/** A bundle on disk and a home without cases. */
async function desk(changes: Parameters<typeof bundleInput>[1] = {}): Promise<Desk> {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  const bundle = await createBundle(bundleInput(join(folder, 'b.zip'), changes), wholeIo());
  const consent = ['--yes', '--expect-id', bundle.id, '--ca', certificates.ca];
  return {
    folder,
    home,
    bundle,
    async upload(args = [], { env, ...options } = {}) {
      const ran = await runTool(['bundle', 'upload', bundle.path, ...consent, ...args], {
        network: quickNetwork().network,
        ...options,
        env: { DESKMEDIC_HOME: home, DESKMEDIC_UPLOAD_TOKEN: TOKEN, ...env },
      });
      const basic = Buffer.from(`${SR}:${TOKEN}`).toString('base64');
      for (const secret of [TOKEN, basic.replace(/=+$/, '')]) expect(ran.stdout + ran.stderr).not.toContain(secret);
      return ran;
    },
  };
}

/** Answers each request with a status, after the body has come. */
function status(code: number, headers: Record<string, string> = {}, text = ''): Behaviour {
  return async (request, response) => {
    await bodyOf(request);
    response.writeHead(code, headers).end(text);
  };
}

describe('bundle upload', () => {
  test('puts the file, as it is, under a name made of its id, with the SR number and the token, and keeps to one request', async () => {
    const { upload, bundle } = await desk();
    const server = await startServer(certificates.good);
    const ran = await upload(['--to', server.url]);
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('To send: ')]);
    const name = `20261120-k3f9-20261120T134100Z-${bundle.id.slice(0, 12)}.zip`;
    expect([...server.kept]).toEqual([[`/home/${name}`, readFileSync(bundle.path)]]);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]!.headers).toMatchObject({
      authorization: `Basic ${Buffer.from(`${SR}:${TOKEN}`).toString('base64')}`,
      'content-length': String(bundle.bytes),
      'content-type': 'application/zip',
      'if-none-match': '*',
      'repr-digest': digestHeader(readFileSync(bundle.path)),
    });
    expect(ran.stdout).toMatch(/^Sent: sent \(201\), 2/);
    expect(ran.stdout).toContain(`sha256 ${bundle.sha256}`);
    expect(ran.stderr).toContain(`for SR ${SR}`);
    expect(ran.stderr).toContain('data/case.json');
    expect(ran.stderr).toContain('1 × ');
  });

  test('prints JSON as its published schema says', async () => {
    const { upload, bundle } = await desk();
    const server = await startServer(certificates.good);
    const ran = await upload(['--to', server.url, '--json', '--sr', '123456789']);
    const told = JSON.parse(ran.stdout) as object;
    const validate = new Ajv2020({ strictTypes: false }).compile(publishedSchema('upload') as object);
    expect([validate(told), validate.errors]).toEqual([true, null]);
    expect(told).toMatchObject({
      id: bundle.id,
      sr: '123456789',
      result: 'sent',
      status: 201,
      tries: 1,
      sentBefore: false,
    });
    expect(ran.stderr).toContain(`careful: the bundle itself says SR ${SR}`);
  });

  test.each([
    [400, 'rejected', 1],
    [401, 'unauthorized', 1],
    [403, 'forbidden', 1],
    [404, 'wrong-address', 1],
    [413, 'too-large-for-server', 1],
    [415, 'rejected', 1],
    [422, 'rejected', 1],
    [501, 'server-error', 1],
    [507, 'server-error', 1],
    [408, 'server-busy', 5],
    [425, 'server-busy', 5],
    [429, 'server-busy', 5],
    [500, 'server-error', 5],
    [502, 'server-error', 5],
    [503, 'server-error', 5],
    [504, 'server-error', 5],
  ])('%i is %s, exit 6, after %i tries', async (code, error, tries) => {
    const { upload } = await desk();
    const server = await startServer(certificates.good, status(code, {}, `it was ${TOKEN}\u001b[2J`));
    const ran = await upload(['--to', server.url]);
    expect([ran.code, ran.stdout]).toEqual([6, '']);
    expect(ran.stderr).toMatch(
      new RegExp(`^error .*\\(${code}\\).*it says: it was \\[token\\]\\\\u001b.* \\[${error}\\]\\n {2}\\S`, 'm'),
    );
    expect(server.received).toHaveLength(tries);
  });

  test('204 is sent, but not confirmed', async () => {
    const { upload } = await desk();
    const server = await startServer(certificates.good, status(204));
    const ran = await upload(['--to', server.url]);
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringMatching(/^Not confirmed: /)]);
  });

  test('goes on after failures that pass, with growing pauses, and no sooner than the server asks', async () => {
    const { upload, bundle } = await desk();
    const server = await startServer(certificates.good, async (request, response, number) => {
      await bodyOf(request);
      if (number === 1) response.writeHead(503, { 'retry-after': '7' }).end();
      else if (number === 2) request.socket.destroy();
      else response.writeHead(201).end();
    });
    const { network, pauses } = quickNetwork();
    const ran = await upload(['--to', server.url, '--json'], { network });
    expect([ran.code, JSON.parse(ran.stdout)]).toEqual([0, expect.objectContaining({ tries: 3, result: 'sent' })]);
    expect(pauses[0]).toBe(7000);
    expect(pauses[1]).toBeLessThanOrEqual(2000);
    expect(server.received.map(({ headers }) => headers['content-length'])).toEqual(
      Array(3).fill(String(bundle.bytes)),
    );
    expect(ran.stderr).toMatch(/was cut .*trying again in \d s/);
  });

  test('what a server says does not reach a terminal as it is', async () => {
    const { upload } = await desk();
    const server = await startServer(certificates.good, status(503, {}, '\u001b[2Jgone'));
    const told: string[] = [];
    const terminal = {
      ask: () => Promise.reject(new Error('nothing is asked')),
      progress: <T>(_: string, work: (tell?: (text: string) => void) => Promise<T>) => work((text) => told.push(text)),
    };
    const ran = await upload(['--to', server.url], { terminal });
    expect(told.filter((text) => text.includes('trying again'))).toHaveLength(4);
    expect(told.join('') + ran.stderr).not.toContain('\u001b[2J');
  });

  test('says so when the server keeps something else than was sent, and is content when it keeps the same', async () => {
    const { upload } = await desk();
    const flipped: Behaviour = async (request, response) => {
      const bytes = (await bodyOf(request))!;
      bytes[100]! ^= 1;
      response.writeHead(201, { 'repr-digest': digestHeader(bytes) }).end();
    };
    const wrong = await upload(['--to', (await startServer(certificates.good, flipped)).url]);
    expect([wrong.code, wrong.stderr]).toEqual([6, expect.stringContaining('[corrupted]')]);
    const honest: Behaviour = async (request, response) =>
      void response.writeHead(201, { 'repr-digest': digestHeader((await bodyOf(request))!) }).end();
    const right = await upload(['--to', (await startServer(certificates.good, honest)).url]);
    expect([right.code, right.stdout]).toEqual([0, expect.stringContaining('confirms that it has all of it')]);
  });

  test('a refusal that comes before the body was read is told as it is', async () => {
    const big = temporaryFolder();
    writeFileSync(join(big, 'big.png'), await largePicture());
    const { upload } = await desk({ evidence: [{ path: join(big, 'big.png'), role: 'screenshot', consent: true }] });
    const server = await startServer(certificates.good, (request, response) => {
      request.pause();
      response.writeHead(401, { connection: 'close' }).end('wrong token');
    });
    const ran = await upload(['--to', server.url]);
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining('[unauthorized]')]);
    expect(server.received).toHaveLength(1);
  });
});

describe('a file that is there already', () => {
  test('is this bundle when its size is the same: done', async () => {
    const { upload } = await desk();
    const server = await startServer(certificates.good);
    expect((await upload(['--to', server.url])).code).toBe(0);
    const ran = await upload(['--to', server.url]);
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringMatching(/^Done: it was there already \(412\)/)]);
    expect(server.kept.size).toBe(1);
  });

  test.each([0, 50, 100])('a connection that was cut after %i per cent ends with one whole object', async (percent) => {
    const { upload, bundle } = await desk();
    const kept = new Map<string, Buffer>();
    const whole = keep(kept);
    const server = await startServer(certificates.good, async (request, response, number) => {
      if (number > 1) return whole(request, response, number);
      if (percent === 0) return void request.socket.destroy();
      let bytes = 0;
      const chunks: Buffer[] = [];
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        chunks.push(chunk as Buffer);
        bytes += (chunk as Buffer).length;
        if (percent === 50 && bytes >= bundle.bytes / 2) break;
      }
      // After the whole body it is kept, and the answer is lost.
      if (percent === 100) kept.set(request.url!, Buffer.concat(chunks));
      request.socket.destroy();
    });
    const ran = await upload(['--to', server.url, '--json']);
    expect([ran.code, ran.stderr]).toEqual([0, expect.anything()]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ result: percent === 100 ? 'already-there' : 'sent' });
    expect([...kept.values()]).toEqual([readFileSync(bundle.path)]);
  });

  test('is another one when its size or digest is: that is an error, and --again finds another name', async () => {
    const { upload, bundle } = await desk();
    const kept = new Map<string, Buffer>();
    const server = await startServer(certificates.good, keep(kept));
    const name = `20261120-k3f9-20261120T134100Z-${bundle.id.slice(0, 12)}.zip`;
    kept.set(`/home/${name}`, readFileSync(bundle.path).subarray(0, 1000));
    const ran = await upload(['--to', server.url]);
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringMatching(/1000 bytes.* \[other-content\]/)]);
    const again = await upload(['--to', server.url, '--again'], { now: '2026-11-22T10:00:00Z' });
    expect(again.code).toBe(0);
    const other = `/home/${name.replace('.zip', '-again-20261122T100000Z.zip')}`;
    expect(kept.get(other)?.equals(readFileSync(bundle.path))).toBe(true);
  });

  test('is neither believed nor counted as sent when the server does not tell of it', async () => {
    const { upload } = await desk();
    const server = await startServer(certificates.good, async (request, response) => {
      await bodyOf(request);
      response.writeHead(request.method === 'HEAD' ? 405 : 412).end();
    });
    const ran = await upload(['--to', server.url]);
    expect([ran.code, ran.stdout]).toEqual([
      0,
      expect.stringMatching(/^Not confirmed: a file of this name is there already[^]*--again/),
    ]);
  });
});

describe('the token goes to one host alone', () => {
  test.each([301, 302, 303, 307, 308])(
    '%i to another origin is an error that names it; nothing arrives there',
    async (code) => {
      const { upload } = await desk();
      const canary = await startServer(certificates.good);
      const location = `${canary.url}x?y=1`;
      const server = await startServer(certificates.good, status(code, { location }));
      const ran = await upload(['--to', server.url]);
      expect([ran.code, ran.stderr]).toEqual([
        6,
        expect.stringContaining(`points to localhost:${canary.port} (${code})`),
      ]);
      expect(ran.stderr).toContain('[redirected]');
      expect(canary.received).toEqual([]);
      expect(server.received).toHaveLength(1);
    },
  );

  test.each([
    ['expired', 'certificate-expired'],
    ['otherHost', 'certificate-wrong-host'],
    ['selfSigned', 'certificate-untrusted'],
  ] as const)('a certificate that is %s: %s, and no request', async (kind, code) => {
    const { upload } = await desk();
    const server = await startServer(certificates[kind]);
    // Nothing turns verification off, Node's own variable included.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const ran = await upload(['--to', server.url]);
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining(`[${code}]`)]);
    expect(server.received).toEqual([]);
  });

  test.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
    'a file of certificates that holds %j is refused',
    async (text) => {
      const { upload, folder } = await desk();
      writeFileSync(join(folder, 'ca.pem'), text);
      const ran = await upload(['--to', 'https://127.0.0.1:1/', '--ca', join(folder, 'ca.pem')]);
      expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('[bad-ca]')]);
    },
  );

  test.each(['directly', 'through a proxy'])(
    'without --ca the authority is not trusted, and is named: %s',
    async (way) => {
      const { bundle, home } = await desk();
      const server = await startServer(certificates.good);
      const proxy = await startProxy('secret-of-proxy');
      const args = ['bundle', 'upload', bundle.path, '--yes', '--expect-id', bundle.id, '--to', server.url];
      const env = {
        DESKMEDIC_HOME: home,
        DESKMEDIC_UPLOAD_TOKEN: TOKEN,
        ...(way === 'directly' ? {} : { HTTPS_PROXY: proxy.url }),
      };
      const ran = await runTool(args, { network: quickNetwork().network, env });
      expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining(`"${AUTHORITY} (Example Corp)" issued it`)]);
      expect(ran.stderr).toMatch(/\[certificate-untrusted\]\n.*--ca FILE/);
      expect(ran.stderr).not.toContain('secret-of-proxy');
      expect(server.received).toEqual([]);
    },
  );

  test('what speaks no TLS gets nothing', async () => {
    const { upload } = await desk();
    let asked = 0;
    const port = await listening(createPlainServer(() => (asked += 1)));
    const ran = await upload(['--to', `https://localhost:${port}/`]);
    expect([ran.code, ran.stderr, asked]).toEqual([6, expect.stringContaining('[no-tls]'), 0]);
  });

  test.each([
    ['http://cxd.example.com/home/', 'https'],
    ['ftp://cxd.example.com/', 'https'],
    ['cxd.example.com', 'https'],
    ['https://sr:token@cxd.example.com/', 'user name'],
    ['https://cxd.example.com/home?x=1', '[?] or #'],
  ])('%s is refused', async (to, why) => {
    const { upload } = await desk();
    const ran = await upload(['--to', to]);
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringMatching(new RegExp(`${why}.*\\[bad-destination\\]`))]);
  });
});

describe('proxies', () => {
  test('HTTPS_PROXY is asked for a tunnel, in which the token goes; NO_PROXY leaves it out', async () => {
    const { upload, folder } = await desk();
    const server = await startServer(certificates.good);
    const proxy = await startProxy('p%20w');
    const ran = await upload(['--to', server.url], { env: { https_proxy: proxy.url.replace('p%20w', 'p%2520w') } });
    expect([ran.code, ran.stderr]).toEqual([0, expect.stringMatching(/through the proxy 127\.0\.0\.1:\d+$/m)]);
    expect(ran.stderr).not.toContain('p%20w');
    expect(proxy.tunnels).toEqual([`localhost:${server.port}`]);
    expect(JSON.stringify(proxy.asked)).not.toContain(Buffer.from(`${SR}:${TOKEN}`).toString('base64'));
    const direct = await startServer(certificates.good);
    expect((await upload(['--to', direct.url], { env: { HTTPS_PROXY: proxy.url, NO_PROXY: 'localhost' } })).code).toBe(
      0,
    );
    expect(proxy.tunnels).toHaveLength(1);
    expect(existsSync(join(folder, 'home', 'cases'))).toBe(false);
  });

  test('407 and a proxy that is none have their own errors, which do not show its password', async () => {
    const { upload } = await desk();
    const server = await startServer(certificates.good);
    const proxy = await startProxy('right');
    const wrong = await upload(['--to', server.url], {
      env: { HTTPS_PROXY: proxy.url.replace('right', 'wrong-word') },
    });
    expect([wrong.code, wrong.stderr]).toEqual([6, expect.stringContaining('[proxy-auth]')]);
    expect(wrong.stderr).not.toContain('wrong-word');
    const none = await upload(['--to', server.url], { env: { HTTPS_PROXY: 'socks5://127.0.0.1:1' } });
    expect([none.code, none.stderr]).toEqual([6, expect.stringContaining('[proxy-failed]')]);
    expect(server.received).toEqual([]);
  });
});

describe('a proxy that opens no way', () => {
  const ends: readonly (readonly [string, (socket: Socket) => unknown, string, number])[] = [
    ['hangs up', (socket) => socket.end(), 'connection-lost', 5],
    ['cuts', (socket) => socket.resetAndDestroy(), 'connection-lost', 5],
    ['answers something else', (socket) => socket.end('BLAH\r\n\r\n'), 'proxy-failed', 1],
    ['says no', (socket) => socket.end('HTTP/1.1 403 No\r\n\r\n'), 'proxy-failed', 1],
    ['opens it and cuts', opensAndCuts, 'connection-lost', 5],
  ];
  test.each(ends)('%s', async (_, behaviour, code, tries) => {
    const { upload } = await desk();
    let asked = 0;
    const port = await listening(
      createSilentServer((socket) => void socket.once('data', () => ((asked += 1), behaviour(socket)))),
    );
    const env = { HTTPS_PROXY: `http://desk:hunter2@127.0.0.1:${port}` };
    const ran = await upload(['--to', 'https://drive.example.com/home/'], { env });
    expect([ran.code, ran.stderr, asked]).toEqual([6, expect.stringContaining(`[${code}]`), tries]);
    expect(ran.stderr).not.toContain('hunter2');
  });

  test('a proxy may itself be asked in TLS, and a certificate of its own that is not trusted is told as such', async () => {
    const { upload, bundle, home } = await desk();
    const server = await startServer(certificates.good);
    const proxy = createSecureServer(certificates.good);
    proxy.on('connect', (_, client: Socket) => {
      const far = connect(server.port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        far.pipe(client).pipe(far);
      });
      client.on('error', () => far.destroy());
      far.on('error', () => client.destroy());
    });
    const env = { HTTPS_PROXY: `https://localhost:${await listening(proxy)}` };
    expect((await upload(['--to', server.url], { env })).code).toBe(0);
    const args = ['bundle', 'upload', bundle.path, '--yes', '--expect-id', bundle.id, '--to', server.url];
    const ran = await runTool(args, { env: { ...env, DESKMEDIC_HOME: home, DESKMEDIC_UPLOAD_TOKEN: TOKEN } });
    expect([ran.code, ran.stderr]).toEqual([
      6,
      expect.stringMatching(/certificate of the proxy before .*\[certificate-untrusted\]/),
    ]);
    expect(server.received).toHaveLength(1);
  });

  test('a proxy whose password cannot be decoded is none', async () => {
    const { upload } = await desk();
    const ran = await upload([], { env: { HTTPS_PROXY: 'http://us%zzer:hunter2@127.0.0.1:1' } });
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining('[proxy-failed]')]);
    expect(ran.stderr).not.toContain('hunter2');
  });
});

function opensAndCuts(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\n\r\n', () => setTimeout(() => socket.destroy(), 20));
}

describe('a server that does not go on', () => {
  test.each([
    ['never reads', (request: Parameters<Behaviour>[0]) => void request.pause()],
    ['never answers', (request: Parameters<Behaviour>[0]) => void request.resume()],
  ])('and %s is given up', async (_, behaviour) => {
    const { upload } = await desk();
    const server = await startServer(certificates.good, behaviour);
    const ran = await upload(['--to', server.url], { network: quickNetwork({ idle: 150, answer: 150 }).network });
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringMatching(/; tried 5 times \[stalled\]/)]);
    expect(server.received).toHaveLength(5);
  });

  test('and does not even shake hands is given up', async () => {
    const { upload } = await desk();
    const port = await listening(createSilentServer());
    const { network } = quickNetwork({ connect: 200, idle: 300 });
    const ran = await upload(['--to', `https://localhost:${port}/`], { network });
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringMatching(/tried 5 times \[(?:cannot-connect|stalled)\]/)]);
  });

  test('a host that is not there is told', async () => {
    const { upload } = await desk();
    const ran = await upload(['--to', 'https://127.0.0.1:1/home/']);
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining('[cannot-connect]')]);
    const unknown = await upload(['--to', 'https://nowhere.invalid/home/']);
    expect([unknown.code, unknown.stderr]).toEqual([6, expect.stringContaining('[cannot-resolve]')]);
  });
});

/** A server that answers with bytes, once it has the head of a request; it is told which request this is. */
async function startRaw(answer: (socket: TLSSocket, number: number, head: string) => void): Promise<RawServer> {
  let number = 0;
  const server = createTlsServer(certificates.good, (socket) => {
    let head = '';
    socket.on('data', (data) => {
      if (head.includes('\r\n\r\n')) return;
      head += data.toString('latin1');
      if (head.includes('\r\n\r\n')) answer(socket, (number += 1), head);
    });
  });
  const port = await listening(server);
  return { url: `https://localhost:${port}/home/`, requests: () => number };
}

interface RawServer {
  readonly url: string;
  requests(): number;
}

describe('an answer that is not sound', () => {
  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH\r\n'],
    ['a control character', 'HTTP/1.1 201 Created\r\nx: \u0001\r\ncontent-length: 0\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 201 Created\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcde'],
    ['a head without end', `HTTP/1.1 201 Created\r\n${`x: ${'a'.repeat(1000)}\r\n`.repeat(100)}`],
    ['100 that nobody asked for', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['101 that nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
  ])('as %s is told as such, sent once, and stands in the case', async (_, text) => {
    const { home, id, path, bundle } = await escalateCase(temporaryFolder());
    const server = await startRaw((socket) => void socket.write(text));
    const args = ['--sr', SR, '--to', server.url, '--yes', '--expect-id', bundle, '--ca', certificates.ca];
    const env = { DESKMEDIC_HOME: home, DESKMEDIC_UPLOAD_TOKEN: TOKEN };
    const ran = await runTool(['bundle', 'upload', path, ...args], { env, network: quickNetwork().network });
    expect([ran.code, ran.stderr, server.requests()]).toEqual([6, expect.stringContaining('[bad-answer]'), 1]);
    expect((await runTool(['case', 'show', id], { env })).stdout).toContain('failed (bad-answer)');
  });

  test('what an answer says has a moment, and then the status counts', async () => {
    const { upload } = await desk();
    const server = await startRaw((socket) => {
      socket.write('HTTP/1.1 201 Created\r\ncontent-length: 100000\r\n\r\n');
      const drip = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    // The answer comes before all was read here, and after all was sent there.
    const ran = await upload(['--to', server.url], { network: quickNetwork({ answer: 300 }).network });
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringMatching(/^Sent: sent \(201\)[^]*says: x{3,40}$/m)]);
  });
});

describe('what is sent', () => {
  test('is whole: a changed bundle, one without the list of removals, a folder and another file stay here', async () => {
    const { bundle, folder, home } = await desk();
    const server = await startServer(certificates.good);
    const { execFileSync } = await import('node:child_process');
    execFileSync('unzip', ['-q', bundle.path, '-d', join(folder, 'x')]);
    const top = readdirSync(join(folder, 'x'))[0]!;
    writeFileSync(join(folder, 'x', top, 'data/case.md'), 'changed');
    execFileSync('python3', ['-m', 'zipfile', '-c', join(folder, 'changed.zip'), top], { cwd: join(folder, 'x') });
    writeFileSync(join(folder, 'note.txt'), 'no zip');
    remakeBundle(bundle.path, join(folder, 'unredacted.zip'), 0, ['data/redaction.json']);
    remakeBundle(bundle.path, join(folder, 'foreign.zip'), 0, ['data/case.json']);
    const results = [];
    for (const path of ['changed.zip', 'unredacted.zip', 'foreign.zip', `x/${top}`, 'note.txt', 'none.zip']) {
      const args = ['bundle', 'upload', join(folder, path), '--yes', '--expect-id', bundle.id, '--to', server.url];
      const ran = await runTool(args, { env: { DESKMEDIC_HOME: home, DESKMEDIC_UPLOAD_TOKEN: TOKEN } });
      results.push([ran.code, /\[([a-z-]+)\]$/m.exec(ran.stderr)?.[1]]);
    }
    expect(results).toEqual([
      [3, 'bundle-invalid'],
      [3, 'not-redacted'],
      [3, 'bad-record'],
      [3, 'not-a-file'],
      [3, 'bad-zip'],
      [6, 'cannot-read'],
    ]);
    expect(server.received).toEqual([]);
  });

  test('is what was expected: --yes needs the id, and another id is refused', async () => {
    const { bundle, upload, home } = await desk();
    const env = { DESKMEDIC_HOME: home, DESKMEDIC_UPLOAD_TOKEN: TOKEN };
    const alone = await runTool(['bundle', 'upload', bundle.path, '--yes'], { env });
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('[expect-id-needed]')]);
    const other = await upload(['--expect-id', 'a'.repeat(64)]);
    expect([other.code, other.stderr]).toEqual([3, expect.stringContaining('[other-bundle]')]);
    const nobody = await runTool(['bundle', 'upload', bundle.path], { env, stdin: 'yes\n' });
    expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('[missing-answer]')]);
    const offline = await upload(['--offline']);
    expect([offline.code, offline.stderr]).toEqual([2, expect.stringContaining('[offline]')]);
  });
});

describe('the token', () => {
  test('comes from a file that nobody else can read, from stdin, or the environment; never twice', async () => {
    const { upload, folder } = await desk();
    const file = join(folder, 'token.txt');
    writeFileSync(file, `\uFEFF\r\n${TOKEN}\r\nsecond line\n`, { mode: 0o600 });
    const env = { DESKMEDIC_UPLOAD_TOKEN: 'another' };
    for (const [args, stdin] of [
      [['--token-file', file], ''],
      [['--token-stdin'], `${TOKEN}\n`],
    ] as const) {
      const server = await startServer(certificates.good);
      expect((await upload(['--to', server.url, ...args], { stdin, env })).code).toBe(0);
      expect(server.received[0]!.headers.authorization).toBe(
        `Basic ${Buffer.from(`${SR}:${TOKEN}`).toString('base64')}`,
      );
    }
    expect((await upload(['--token-file', file, '--token-stdin'])).code).toBe(2);
  });

  test.skipIf(process.platform === 'win32')('is not taken from a file that others can read', async () => {
    const { upload, folder } = await desk();
    const file = join(folder, 'token.txt');
    writeFileSync(file, TOKEN);
    for (const mode of [0o644, 0o640, 0o604]) {
      chmodSync(file, mode);
      const ran = await upload(['--token-file', file]);
      expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining('[not-private]')]);
    }
  });

  test.each(['', ' \n', 'two words', 'tab\tin it', 'ä', 'x'.repeat(5000)])(
    '%j is none, and is not shown',
    async (typed) => {
      const { upload } = await desk();
      const ran = await upload(['--token-stdin'], { stdin: typed });
      expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('[bad-token]')]);
      if (typed.trim().length > 2) expect(ran.stderr).not.toContain(typed);
    },
  );

  test('is asked for at a terminal, hidden, after the SR number and a yes', async () => {
    const { bundle, home } = await desk({ record: { ...RECORD, identity: {} } });
    const server = await startServer(certificates.good);
    const asked: TerminalPrompt[] = [];
    const answers = ['12345', SR, 'yes', TOKEN];
    const terminal = {
      ask: (prompt: TerminalPrompt) => Promise.resolve((asked.push(prompt), answers.shift()!)),
      progress: <T>(_: string, work: (tell?: (text: string) => void) => Promise<T>) => work(() => {}),
    };
    const args = ['bundle', 'upload', bundle.path, '--to', server.url, '--ca', certificates.ca];
    const ran = await runTool(args, { terminal, env: { DESKMEDIC_HOME: home }, network: quickNetwork().network });
    expect([ran.code, asked.map(({ kind }) => kind)]).toEqual([0, ['input', 'input', 'select', 'secret']]);
    expect(ran.stdout + ran.stderr).not.toContain(TOKEN);
    answers.push(SR, 'no');
    const refused = await runTool(args, { terminal, env: { DESKMEDIC_HOME: home }, network: quickNetwork().network });
    expect([refused.code, refused.stderr]).toEqual([0, expect.stringContaining('Nothing was sent.')]);
    expect(server.received).toHaveLength(1);
  });
});

describe('the case of a bundle', () => {
  test('keeps its SR number and the receipt, and the same bundle is not sent twice', async () => {
    const { home, id, path, bundle } = await escalateCase(temporaryFolder());
    const server = await startServer(certificates.good);
    const env = { DESKMEDIC_HOME: home, DESKMEDIC_UPLOAD_TOKEN: TOKEN, DESKMEDIC_UPLOAD_URL: server.url };
    expect((await runTool(['case', 'set', id, '--sr', '12345678'], { env })).code).toBe(2);
    expect((await runTool(['case', 'set', id, '--sr', '694123456'], { env })).code).toBe(0);
    const args = ['bundle', 'upload', path, '--yes', '--expect-id', bundle, '--ca', certificates.ca];
    const { network } = quickNetwork();
    const first = await runTool(args, { env, network });
    expect([first.code, server.kept.size]).toEqual([0, 1]);
    const second = await runTool([...args, '--json'], { env, network });
    expect([second.code, second.stderr]).toEqual([0, expect.stringContaining('was sent on 2')]);
    expect(JSON.parse(second.stdout)).toMatchObject({
      sentBefore: true,
      result: 'sent',
      status: 201,
      sr: '694123456',
      case: id,
    });
    expect(server.received).toHaveLength(1);
    const shown = await runTool(['case', 'show', id], { env });
    expect(shown.stdout).toMatch(
      new RegExp(`upload ${server.url}\\S+ for SR 694123456: sent \\(201\\), 2.*id ${bundle}, sha256 `),
    );
    const view = JSON.parse((await runTool(['case', 'show', id, '--json'], { env })).stdout) as { uploads: unknown[] };
    expect(view.uploads).toMatchObject([{ result: 'sent', status: 201, bundle, sr: '694123456' }]);
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(view.uploads).toMatchObject([{ sha256: digest }]);
    expect(await findInFiles(home, TOKEN)).toEqual([]);
    // Another SR, and --again, are wanted.
    expect((await runTool([...args, '--sr', '694000000'], { env, network })).code).toBe(0);
    expect((await runTool([...args, '--again'], { env, network })).code).toBe(0);
    expect(server.received.filter(({ method }) => method === 'PUT')).toHaveLength(3);
  });

  test('says the same of itself after an upload as before: same bundle, same bytes', async () => {
    const { home, id, path, bundle } = await escalateCase(temporaryFolder());
    const server = await startServer(certificates.good);
    const env = { DESKMEDIC_HOME: home, DESKMEDIC_UPLOAD_TOKEN: TOKEN };
    const args = ['--sr', '694123456', '--to', server.url, '--yes', '--expect-id', bundle, '--ca', certificates.ca];
    expect((await runTool(['bundle', 'upload', path, ...args], { env, network: quickNetwork().network })).code).toBe(0);
    const again = join(temporaryFolder(), 'again.zip');
    await runTool(['bundle', 'create', '--case', id, '-o', again, '--allow-incomplete'], { env });
    expect(readFileSync(again).equals(readFileSync(path))).toBe(true);
  });

  test('tells that an upload failed, and the next run tries again', async () => {
    const { home, id, path, bundle } = await escalateCase(temporaryFolder());
    const env = { DESKMEDIC_HOME: home, DESKMEDIC_UPLOAD_TOKEN: TOKEN };
    const server = await startServer(certificates.good, (request, response, number) =>
      status(number === 1 ? 401 : 201)(request, response, number),
    );
    const args = ['bundle', 'upload', path, '--sr', '694123456', '--to', server.url, '--yes', '--expect-id', bundle];
    const trusted = [...args, '--ca', certificates.ca];
    const { network } = quickNetwork();
    expect((await runTool([...trusted, '--debug'], { env, network })).code).toBe(6);
    expect((await runTool(['case', 'show', id], { env })).stdout).toContain('failed (unauthorized)');
    expect((await runTool(trusted, { env, network })).code).toBe(0);
    expect((await runTool(['case', 'show', id], { env })).stdout).toMatch(/failed \(unauthorized\)[^]*sent \(201\)/);
    expect(await findInFiles(home, TOKEN)).toEqual([]);
  });
});

describe('the SR number of a bundle and that of its case', () => {
  /** A bundle that says one number, and its case, in which another one was set later; an earlier one has none. */
  async function corrected() {
    const folder = temporaryFolder();
    const { home, id, path: without } = await escalateCase(folder);
    const env = { DESKMEDIC_HOME: home, DESKMEDIC_UPLOAD_TOKEN: TOKEN };
    const set = async (sr: string, now: string) =>
      expect((await runTool(['case', 'set', id, '--sr', sr], { env, now })).code).toBe(0);
    await set('111111111', '2030-01-01T00:00:00Z');
    const path = join(folder, 'numbered.zip');
    const made = await runTool(['bundle', 'create', '--case', id, '-o', path, '--allow-incomplete', '--json'], { env });
    await set('694777777', '2030-01-02T00:00:00Z');
    return { folder, home, id, path, without, env, bundle: (JSON.parse(made.stdout) as { id: string }).id };
  }

  test('the one that was set later corrects the other: the plan says so, and nobody is taken by surprise', async () => {
    const { path, env, bundle, home } = await corrected();
    const server = await startServer(certificates.good);
    const args = ['bundle', 'upload', path, '--to', server.url, '--ca', certificates.ca];
    const terminal = {
      ask: () => Promise.resolve('no'),
      progress: <T>(_: string, work: (tell?: (text: string) => void) => Promise<T>) => work(() => {}),
    };
    const shown = await runTool(args, { env, terminal });
    expect(shown.stderr).toMatch(/for SR 694777777\n.*careful: the bundle itself says SR 111111111/);
    const alone = await runTool([...args, '--yes', '--expect-id', bundle], { env });
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringMatching(/111111111.*694777777.*\[two-srs\]/)]);
    const told = await runTool([...args, '--yes', '--expect-id', bundle, '--sr', '111111111'], { env });
    expect([told.code, told.stderr]).toEqual([
      0,
      expect.stringContaining('the case on this machine says SR 694777777'),
    ]);
    const mail = join(home, 'x.eml');
    const written = await runTool(['bundle', 'mail', path, '-o', mail], { env });
    expect([written.code, written.stderr]).toEqual([0, expect.stringContaining('says SR 111111111')]);
    expect(readFileSync(mail, 'latin1')).toContain('Subject: SR 694777777 ');
  });

  test('a bundle that only bears the id of a case gets no number of it, and --case of another is refused', async () => {
    const { without, env, folder } = await corrected();
    const foreign = join(folder, 'foreign.zip');
    const id = remakeBundle(without, foreign, 10);
    const consent = ['--yes', '--expect-id', id];
    const ran = await runTool(['bundle', 'upload', foreign, ...consent], { env });
    expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('[missing-answer]')]);
    const { bundle } = await desk();
    const other = ['bundle', 'upload', bundle.path, '--case', '2', '--yes', '--expect-id', bundle.id];
    const refused = await runTool(other, { env });
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/20261120-k3f9, not of .*\[other-case\]/),
    ]);
  });

  test('nine zeros are none', async () => {
    const { id, env } = await corrected();
    expect((await runTool(['case', 'set', id, '--sr', '000000000'], { env })).code).toBe(2);
  });
});

test('the case is free while its bundle is sent', async () => {
  const { home, id, path, bundle } = await escalateCase(temporaryFolder());
  const env = { DESKMEDIC_HOME: home, DESKMEDIC_UPLOAD_TOKEN: TOKEN };
  const noted: number[] = [];
  const server = await startServer(certificates.good, async (request, response) => {
    await bodyOf(request);
    noted.push((await runTool(['case', 'note', id, 'they call back'], { env })).code);
    response.writeHead(201).end();
  });
  const args = ['--sr', SR, '--to', server.url, '--yes', '--expect-id', bundle, '--ca', certificates.ca];
  const network = quickNetwork({ answer: 5000 }).network;
  const ran = await runTool(['bundle', 'upload', path, ...args], { env, network });
  expect([ran.code, noted]).toEqual([0, [0]]);
  const { stdout } = await runTool(['case', 'show', id], { env });
  expect(stdout).toContain('they call back');
  expect(stdout).toContain('sent (201)');
  expect(stdout).not.toContain('is not known');
});

/** Paths under a folder whose bytes hold this text. */
async function findInFiles(folder: string, text: string): Promise<string[]> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return paths.filter((path) => statSync(path).isFile() && readFileSync(path).includes(text));
}

/** A PNG of some megabytes: noise, which does not get smaller. */
async function largePicture(): Promise<Buffer> {
  const { deflateSync, crc32 } = await import('node:zlib');
  const side = 1200;
  const rows = Buffer.alloc(side * (side * 3 + 1));
  for (let at = 0, state = 7; at < rows.length; at += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    rows[at] = at % (side * 3 + 1) === 0 ? 0 : state >>> 16;
  }
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body) >>> 0, 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
