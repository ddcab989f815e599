import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** How a run of the program ended. */
export interface ProgramRun {
  readonly code: number | null;
  readonly stderr: string;
}

/**
 * Starts the program, writes each piece when it has taken the one before, and gives each line of its stdout to `onLine`.
 *
 * @param pause between two pieces, in milliseconds, so that they arrive one by one
 */
export async function runProgram(
  argv: readonly string[],
  pieces: Iterable<Uint8Array>,
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
  pause?: number,
): Promise<ProgramRun> {
  const child = spawn(process.execPath, argv, { env: { ...process.env, ...env } });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  // A program that ends too early is told of by its results.
  child.stdin.on('error', () => {});
  const read = once(createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', onLine), 'close');
  const ended = once(child, 'close');
  for (const piece of pieces) {
    if (child.stdin.destroyed) break;
    if (!child.stdin.write(piece)) await Promise.race([once(child.stdin, 'drain'), ended]);
    if (pause !== undefined) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  child.stdin.end();
  const [[code]] = (await Promise.all([ended, read])) as [[number | null], unknown];
  return { code, stderr };
}
