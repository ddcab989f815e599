import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';

/** Bundles a TypeScript file for `node` and answers the path of the result, which is gone after the test file. */
export function bundleChild(entry: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-child-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'child.cjs');
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    define: { PACKAGE_VERSION: '"0.0.0"' },
  });
  return outfile;
}

/** A running child, what it has written to stdout so far, and how it ended. */
export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  readonly output: () => string;
  /** Resolves when stdout holds `text`; rejects when the child ends before. */
  seen(text: string): Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string; errors: string }>;
}

/** Starts `node script …args`; `before` are words that start it (such as `setpriv …`). */
export function startChild(script: string, args: readonly string[], before: readonly string[] = []): Child {
  const [command, ...rest] = [...before, process.execPath, script, ...args] as [string, ...string[]];
  const child = spawn(command, rest);
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = new Promise<Awaited<Child['ended']>>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, output, errors }));
  });
  return {
    process: child,
    output: () => output,
    ended,
    seen: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => void (output.includes(text) && resolve());
        child.stdout.on('data', look);
        child.on('close', () => reject(new Error(`the child ended without "${text}": ${output}${errors}`)));
        look();
      }),
  };
}
