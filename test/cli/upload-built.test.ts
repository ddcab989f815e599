import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { temporaryFolder } from '../support/disk.ts';
import { escalateCase } from '../support/escalated-case.ts';
import { remakeBundle } from '../support/large-bundle.ts';
import { talkInTerminal } from '../support/talk.ts';
import { bodyOf, keep, makeCertificates, startServer, type Certificates } from '../support/upload-server.ts';

/** Must be seen by the server alone. */
const TOKEN = 'canary-Wd5kQm91pY';
const SR = '694123456';
const MEGABYTE = 1_000_000;

let program: BuiltProgram;
let certificates: Certificates;
beforeAll(() => {
  certificates = makeCertificates();
  program = installProgram();
});
afterAll(() => {
  program.remove();
  certificates.remove();
});

/** A case with a bundle of about so many bytes, a file with the token, and the words that upload it. */
async function ready(bytes: number) {
  const folder = temporaryFolder();
  const { home, id, path: small } = await escalateCase(folder);
  const path = join(folder, 'large.zip');
  const bundle = remakeBundle(small, path, bytes);
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, `${TOKEN}\n`, { mode: 0o600 });
  const args = [
    'bundle',
    'upload',
    path,
    '--sr',
    SR,
    '--yes',
    '--expect-id',
    bundle,
    '--ca',
    certificates.ca,
    '--home',
    home,
  ];
  return { folder, home, id, path, args: [...args, '--token-file', tokenFile, '--debug'] };
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; output: string }>;
}

function start(args: readonly string[], before: readonly string[] = []): Running {
  const [command, ...rest] = [...before, process.execPath, program.bin, ...args] as [string, ...string[]];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  return { child, ended };
}

describe('an upload whose process is killed', () => {
  test.each([0, 50, 100])(
    'after %i per cent is done by the next one, with one whole object in the end',
    async (percent) => {
      const { path, args, id, home } = await ready(8 * MEGABYTE);
      const kept = new Map<string, Buffer>();
      const whole = keep(kept);
      let reached = (): void => {};
      const isReached = new Promise<void>((resolve) => (reached = resolve));
      const server = await startServer(certificates.good, async (request, response, number) => {
        if (number > 1) return whole(request, response, number);
        let bytes = 0;
        if (percent === 100) kept.set(request.url!, (await bodyOf(request))!);
        if (percent !== 50) return reached();
        request.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes >= 4 * MEGABYTE) request.pause().emit('half');
        });
        request.once('half', reached);
      });
      const first = start([...args, '--to', server.url]);
      await isReached;
      const commandLine = readFileSync(`/proc/${first.child.pid}/cmdline`, 'latin1');
      const environment = readFileSync(`/proc/${first.child.pid}/environ`, 'latin1');
      expect(commandLine).toContain('upload');
      expect(commandLine + environment).not.toContain(TOKEN);
      first.child.kill('SIGKILL');
      expect(await first.ended).toMatchObject({ code: null });
      const shown = await start(['case', 'show', id, '--home', home]).ended;
      expect(shown.output).toContain('how it ended is not known');

      const second = await start([...args, '--to', server.url, '--json']).ended;
      expect([second.code, second.output]).toEqual([
        0,
        expect.stringContaining(percent === 100 ? 'already-there' : '"sent"'),
      ]);
      expect([...kept.values()]).toHaveLength(1);
      expect([...kept.values()][0]!.equals(readFileSync(path))).toBe(true);
      for (const text of [shown.output, second.output, ...filesIn(home)]) expect(text).not.toContain(TOKEN);
    },
  );

  test('Ctrl-C ends it with 130 and leaves no question open', async () => {
    const { args } = await ready(MEGABYTE);
    const server = await startServer(certificates.good, (request) => void request.pause());
    const running = start([...args, '--to', server.url]);
    while (server.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    running.child.kill('SIGINT');
    const { code, output } = await running.ended;
    expect([code, output]).toEqual([130, expect.not.stringContaining('unexpected')]);
  });
});

test('an upload of 64 MB stays within 110 MiB', async () => {
  const { args, folder, path } = await ready(64 * MEGABYTE);
  let bytes = 0;
  const server = await startServer(certificates.good, (request, response) => {
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => response.writeHead(201).end());
  });
  const usage = join(folder, 'usage.cjs');
  const peak = join(folder, 'peak');
  writeFileSync(
    usage,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)));`,
  );
  const child = spawn(process.execPath, ['-r', usage, program.bin, ...args, '--to', server.url], { stdio: 'ignore' });
  const [code] = (await once(child, 'close')) as [number];
  expect([code, bytes]).toEqual([0, readFileSync(path).length]);
  expect(Number(readFileSync(peak, 'utf8')) / 1024).toBeLessThan(110);
});

test('in a terminal the plan is shown, the token is asked for and never seen, and a bar goes on', async () => {
  const { folder, home, path } = await ready(MEGABYTE);
  const server = await startServer(certificates.good);
  const args = ['bundle', 'upload', path, '--to', server.url, '--ca', certificates.ca];
  const talk = talkInTerminal({ bin: program.bin, home, cwd: folder, args });
  const seen = async (text: string): Promise<void> => {
    for (let tries = 0; !talk.transcript().includes(text); tries += 1) {
      if (tries > 300) throw new Error(`never saw ${text}; the screen is:\n${talk.transcript()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await seen('SR number of the case');
  talk.send(SR);
  await seen(SR);
  talk.send('\r');
  await seen('Send it?');
  await seen('arrow keys');
  talk.send('2');
  await seen('❯ 2.');
  talk.send('\r');
  await seen('Upload token of SR');
  await new Promise((resolve) => setTimeout(resolve, 200));
  talk.send(TOKEN);
  await seen('*'.repeat(TOKEN.length));
  talk.send('\r');
  expect(await talk.ended).toMatchObject({ code: 0 });
  expect(talk.raw()).not.toContain(TOKEN);
  expect(talk.transcript()).toContain('Sending [');
  expect(talk.transcript()).toContain('Sent: sent (201)');
  expect(server.kept.size).toBe(1);
  for (const text of filesIn(home)) expect(text).not.toContain(TOKEN);
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}
