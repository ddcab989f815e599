import { spawn } from 'node:child_process';
import { closeSync, createWriteStream, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { outputTo } from '../../src/io/output.ts';

const noStream = (): never => {
  throw new Error('a pipe or a file needs no stream');
};

/** A program that reads, and the two ways to write to it: over the bare descriptor, and over Node's stream. */
function reader(program: string, way: 'descriptor' | 'stream') {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said = new Promise<string>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
  });
  const closed = new Promise((resolve) => child.stdout.once('data', resolve));
  // Node's end of such a pipe is non-blocking: a full one says EAGAIN.
  const { fd } = (child.stdin as Writable & { _handle: { fd: number } })._handle;
  const output =
    way === 'descriptor' ? outputTo('stdout', fd, noStream) : outputTo('stdout', terminalLike(), () => child.stdin);
  return { child, said, closed, output };
}

/** Something that is neither a pipe nor a file nor the null device, so that the stream is taken. */
function terminalLike(): number {
  return openSync('/dev/zero', 'w');
}

describe.runIf(process.platform !== 'win32').each(['descriptor', 'stream'] as const)('stdout over a %s', (way) => {
  test('waits for a slow reader, brings everything across, and in order', async () => {
    const program = `
      const hash = require('node:crypto').createHash('sha256');
      setTimeout(() => process.stdin.on('data', (d) => hash.update(d)).on('end', () => console.log(hash.digest('hex'))), 200)`;
    const { child, said, output } = reader(program, way);
    const parts = Array.from({ length: 20 }, (_, at) => `${at} `.repeat(50_000));
    await Promise.all(parts.map((part) => output.write(part)));
    child.stdin.end();
    const { createHash } = await import('node:crypto');
    expect((await said).trim()).toBe(createHash('sha256').update(parts.join('')).digest('hex'));
  });

  test('swallows what follows once the reader has gone, without an error', async () => {
    const { child, closed, output } = reader(
      `require('fs').closeSync(0); console.log(); setTimeout(() => {}, 9000)`,
      way,
    );
    await closed;
    const writes = Array.from({ length: 5 }, () => output.write('x'.repeat(100_000)));
    await expect(Promise.all(writes)).resolves.toHaveLength(5);
    child.kill();
  });

  test('is no terminal, and as wide as prose may be', () => {
    const { child, output } = reader('', way);
    expect([output.isTerminal, output.columns]).toEqual([false, 80]);
    child.kill();
  });
});

describe('stdout', () => {
  test.runIf(existsSync('/dev/null'))('needs no stream for the null device', async () => {
    const output = outputTo('stdout', openSync('/dev/null', 'w'), noStream);
    await output.write('x');
    expect([output.isTerminal, output.isClosed]).toEqual([false, false]);
  });

  test('writes to a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'deskmedic-output-'));
    const file = join(folder, 'out.txt');
    const descriptor = openSync(file, 'w');
    const output = outputTo('stdout', descriptor, () => createWriteStream(file));
    await Promise.all([output.write('größe '), output.write('2')]);
    closeSync(descriptor);
    expect(readFileSync(file, 'utf8')).toBe('größe 2');
    rmSync(folder, { recursive: true });
  });

  test.runIf(existsSync('/dev/full'))('says so with exit 6 when the disk is full, and each time after', async () => {
    const output = outputTo('stdout', openSync('/dev/full', 'w'), () => createWriteStream('/dev/full'));
    await expect(output.write('x')).rejects.toMatchObject({ code: 'cannot-write', exit: 6 });
    await expect(output.write('y')).rejects.toMatchObject({ code: 'cannot-write', exit: 6 });
  });
});
