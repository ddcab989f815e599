// Writes what is generated from the code and the pack: `rules/README.md` and `schemas/`. With `--check` it writes
// nothing, names what is stale, and fails if anything is.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function deskmedic(...args) {
  const bin = join(root, 'bin/deskmedic.js');
  const { status, stdout } = spawnSync(process.execPath, [bin, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`deskmedic ${args.join(' ')} failed (${status})`);
  return stdout;
}

/** Path → text of every generated file. */
function generated() {
  const names = deskmedic('schema')
    .split('\n')
    .filter((name) => name !== '');
  const schemas = names.map((name) => [`schemas/${name}.schema.json`, deskmedic('schema', name)]);
  return new Map([['rules/README.md', deskmedic('rules', 'docs')], ...schemas]);
}

/** Schemas in the folder that no command prints any more. */
function leftovers(files) {
  mkdirSync(join(root, 'schemas'), { recursive: true });
  return readdirSync(join(root, 'schemas'))
    .map((name) => `schemas/${name}`)
    .filter((name) => name.endsWith('.schema.json') && !files.has(name));
}

function isFresh([name, text]) {
  try {
    return readFileSync(join(root, name), 'utf8') === text;
  } catch {
    return false; // not there yet
  }
}

const files = generated();
const stale = [...files].filter((file) => !isFresh(file));
const removed = leftovers(files);

if (process.argv.includes('--check')) {
  for (const name of [...stale.map(([path]) => path), ...removed]) console.error(`${name} is stale: npm run generate`);
  process.exitCode = stale.length + removed.length > 0 ? 1 : 0;
} else {
  for (const [name, text] of stale) writeFileSync(join(root, name), text);
  for (const name of removed) rmSync(join(root, name));
  console.log(`${stale.length} written, ${removed.length} removed, ${files.size - stale.length} were fresh`);
}
