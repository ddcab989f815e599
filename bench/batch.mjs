// How fast `check` is beside a plain parse and stringify, jq and other rule engines, and how much memory it takes:
// `npm run bench:batch`; `--help` tells the rest.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ensure } from '../scripts/ensure.cjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
ensure(root);
const folder = mkdtempSync(join(tmpdir(), 'deskmedic-bench-'));
const leave = (code) => {
  rmSync(folder, { recursive: true, force: true });
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
  const define = { PACKAGE_VERSION: '"0.0.0"' };
  await build({
    ...options,
    define,
    entryPoints: ['main', 'feed', 'engines/contestant'].map((name) => `bench/batch/${name}.ts`),
    outdir: join(folder, 'bin'),
    outExtension: { '.js': '.cjs' },
  });
  const { main } = createRequire(import.meta.url)(join(folder, 'bin/main.cjs'));
  process.exitCode = await main({ root, folder }, process.argv.slice(2), { out: console.log, err: console.error });
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
