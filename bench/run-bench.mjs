// Starts a bench that measures the program as it is installed.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensure } from '../scripts/ensure.cjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs `main` of the first of `entries` (TypeScript files below `bench/`) with the arguments of the command line; its result
 * is the exit code. The temporary folder that it is given is removed at the end: `tool/` in it is a copy of the built
 * program, `bin/` has the entries.
 */
export async function runBench(...entries) {
  ensure(root);
  const { build } = await import('esbuild');
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-bench-'));
  const leave = (code) => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    process.exit(code);
  };
  process.once('SIGINT', () => leave(130)).once('SIGTERM', () => leave(143));
  try {
    const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    // As it is installed: that never builds, even if a source changes while the bench runs.
    for (const name of ['package.json', ...files])
      cpSync(join(root, name), join(folder, 'tool', name), { recursive: true, preserveTimestamps: true });
    // Node 20 reads no TypeScript.
    const options = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node20.19', logLevel: 'warning' };
    await build({
      ...options,
      define: { PACKAGE_VERSION: '"0.0.0"' },
      entryPoints: entries.map((name) => `bench/${name}`),
      outbase: `bench/${dirname(entries[0])}`,
      outdir: join(folder, 'bin'),
      outExtension: { '.js': '.cjs' },
    });
    const { main } = createRequire(import.meta.url)(join(folder, 'bin', basename(entries[0], '.ts') + '.cjs'));
    process.exitCode = await main({ root, folder }, process.argv.slice(2), { out: console.log, err: console.error });
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
