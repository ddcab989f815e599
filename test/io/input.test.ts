import { spawn, type ChildProcess } from 'node:child_process';
import type { ReadStream } from 'node:tty';
import { afterEach, describe, expect, test } from 'vitest';
import { Cancelled } from '../../src/errors.ts';
import { inputFrom } from '../../src/io/input.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** What a program writes, over a real pipe. */
function inputOf(program: string, interruption = new AbortController().signal): ReturnType<typeof inputFrom> {
  const child = start(program);
  return inputFrom(
    () => child.stdout as unknown as ReadStream,
    () => interruption,
    () => ({ interrupted: interruption, stop: () => undefined }),
  );
}

function start(program: string): ReturnType<typeof spawnNode> {
  const child = spawnNode(program);
  children.push(child);
  return child;
}

function spawnNode(program: string) {
  return spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
}

describe('stdin', () => {
  test('loses no line between two calls, though all arrive at once and the caller takes its time', async () => {
    const input = inputOf(`process.stdout.write('one\\ntwo\\r\\nthree')`);
    const lines: (string | null)[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      lines.push(await input.line());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(lines).toEqual(['one', 'two', 'three', null, null]);
  });

  test('waits for a line that comes later', async () => {
    const input = inputOf(`process.stdout.write('a'); setTimeout(() => process.stdout.write('b\\n'), 150)`);
    expect(await input.line()).toBe('ab');
  });

  test('gives everything as bytes, also what is left after a line was read', async () => {
    const input = inputOf(`process.stdout.write('first\\n' + 'x'.repeat(300000))`);
    expect(await input.line()).toBe('first');
    expect(Buffer.from(await input.bytes()).toString()).toBe('x'.repeat(300_000));
  });

  test('refuses a whole of more than 64 MiB instead of filling the memory', async () => {
    const input = inputOf(
      `const b = Buffer.alloc(1 << 20); const w = () => { while (process.stdout.write(b)); process.stdout.once('drain', w); }; w()`,
    );
    await expect(input.bytes()).rejects.toMatchObject({ code: 'too-large', exit: 6 });
  });

  test('stops waiting when it is interrupted', async () => {
    const interruption = new AbortController();
    const input = inputOf(`setTimeout(() => {}, 60000)`, interruption.signal);
    setTimeout(() => interruption.abort(new Cancelled('Ctrl-C')), 50);
    await expect(input.line()).rejects.toBeInstanceOf(Cancelled);
  });
});
