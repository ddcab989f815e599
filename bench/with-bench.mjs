// What Node 20 cannot do by itself: the benches are TypeScript, and so is what they measure.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensure, isInstalled } from '../scripts/ensure.cjs';

/** The project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Gives what the TypeScript file `entry` (below `bench/`) exports to `use`, and leaves nothing behind. */
export async function withBench(entry, use) {
  if (!isInstalled(root)) ensure(root);
  const { build } = await import('esbuild');
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-bench-'));
  try {
    const outfile = join(folder, 'main.cjs');
    await build({
      absWorkingDir: root,
      entryPoints: [`bench/${entry}`],
      bundle: true,
      platform: 'node',
      target: 'node20.19',
      logLevel: 'warning',
      define: { PACKAGE_VERSION: '"0.0.0"' },
      outfile,
    });
    await use(createRequire(import.meta.url)(outfile));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
