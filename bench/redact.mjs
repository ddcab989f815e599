// How much of the personal data in a labelled corpus is found, and how much else: `npm run bench:redact -- FILE.json`;
// `--help` tells the rest.
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
  const outfile = join(folder, 'redact.cjs');
  const options = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node20.19', logLevel: 'warning' };
  await build({ ...options, entryPoints: ['bench/redact/main.ts'], outfile });
  const { main } = createRequire(import.meta.url)(outfile);
  process.exitCode = await main(process.argv.slice(2), { out: console.log, err: console.error });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
