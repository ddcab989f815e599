import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';

/** What a process of Node used: its highest resident memory, and the time of all its threads. */
export interface Usage {
  readonly peakMiB: number;
  readonly cpuMs: number;
}

/** What a process took; `usage` of Node alone. */
export interface Taken {
  readonly ms: number;
  readonly usage: Usage | null;
}

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** Node with something to run, in a way that tells what it used. */
export function nodeCommand({ root }: Bench, ...args: string[]): Command {
  return [process.execPath, '--require', join(root, 'bench/budgets/tell-usage.cjs'), ...args];
}

/** `deskmedic check` with ndjson out; exit codes would tell what was found, which is not asked here. */
export function checkCommand(bench: Bench, input: string, pack: string, ...args: string[]): Command {
  const places = ['--home', join(bench.folder, 'home'), '--rules', pack];
  const options = ['--format', 'ndjson', '--fail-on', 'never', ...places, ...args];
  return nodeCommand(bench, join(bench.folder, 'tool/bin/deskmedic.js'), 'check', input, ...options);
}

/**
 * Runs a command until its end. Throws with what it wrote to stderr when it does not end with 0.
 *
 * @param output a descriptor; nothing else is done with what it prints
 */
export async function runProcess(bench: Bench, [program, ...args]: Command, output: number | 'ignore'): Promise<Taken> {
  const file = join(bench.folder, 'usage.json');
  rmSync(file, { force: true });
  const stdio: StdioOptions = ['ignore', output, 'pipe'];
  const start = performance.now();
  const child = spawn(program, args, { stdio, env: environment(bench, file) });
  let complaint = '';
  child.stderr!.on('data', (text: Buffer) => (complaint += text.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  const ms = performance.now() - start;
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${signal ?? code}: ${complaint}`);
  // Such as that words had to be learned, which takes time and memory that are not meant.
  if (complaint !== '') bench.progress(`a process said: ${complaint.trim()}`);
  return { ms, usage: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Usage) : null };
}

/** What a person's own settings would change is kept away. */
function environment({ root, folder }: Bench, usage: string): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ...inherited } = process.env;
  return { ...inherited, NO_COLOR: '1', BENCH_USAGE: usage, BENCH_ROOT: root, BENCH_FOLDER: folder };
}

/** Whether a program can be started. */
export async function isThere(program: string): Promise<boolean> {
  const child = spawn(program, ['--version'], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('error', () => resolve(false)).once('close', () => resolve(true)));
}
