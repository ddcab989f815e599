// How well texts are ranked, beside two search libraries that are given the same texts per row:
// `npm run bench:words -- FILE.jsonl …`, by default all of fixtures/words/; `--help` tells the rest.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'deskmedic-bench-'));
try {
  // Node 20 reads no TypeScript.
  const outfile = join(folder, 'words.cjs');
  const options = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node20.19', logLevel: 'warning' };
  const define = { PACKAGE_VERSION: '"0.0.0"' };
  await build({ ...options, define, entryPoints: ['bench/words/main.ts'], outfile });
  const { main } = createRequire(import.meta.url)(outfile);
  process.exitCode = await main(root, process.argv.slice(2), { out: console.log, err: console.error });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
