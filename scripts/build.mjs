// Builds `dist/`, for a quick start: CommonJS (ESM costs 5 ms), and nothing is read or evaluated before it is used.
//   cli.cjs, verbs.cjs, others.cjs   our own modules: what every start needs, what quick verbs need, and the rest
//   index.cjs                the library: what `import 'deskmedic'` gives
//   vendor/<package>.cjs     a third-party package each, loaded when something of it is first used
//   pack.json                the built-in pack, compiled
//   words.bin                what was learned from its phrases
//   THIRD-PARTY-NOTICES.txt  the licenses of what the bundle contains
//   *.code                   what V8 has compiled of these files
//   .stamp                   what all this was made from, written last
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundle, bundleLibrary } from './bundle.mjs';
import { isAlive } from './ensure-lock.cjs';
import { listSources, STAMP } from './ensure.cjs';
import { thirdPartyNotices } from './third-party-notices.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const requireFile = createRequire(import.meta.url);

/** What unfinished builds are called. */
const DRAFT = '.deskmedic-build-';

/** Compiles the pack while building; not part of what is shipped. */
const PACK_COMPILER = 'src/match/compile-built-in.ts';

/** A pack with mistakes must not keep `rules lint` from telling them: the build goes on without a compiled pack. */
async function compilePack(target) {
  const compiler = join(target, 'compile-built-in.cjs');
  const options = { absWorkingDir: root, bundle: true, platform: 'node', logLevel: 'warning' };
  await build({ ...options, entryPoints: [PACK_COMPILER], outfile: compiler });
  try {
    const { pack, words } = requireFile(compiler).compileBuiltInPack(packFiles(), packageVersion());
    writeFileSync(join(target, 'pack.json'), pack);
    writeFileSync(join(target, 'words.bin'), words);
  } catch (error) {
    console.error(`deskmedic: the built-in pack was not compiled (deskmedic rules lint says why): ${error.message}`);
  } finally {
    rmSync(compiler);
  }
}

function packageVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}

/** Path relative to `rules/` → text of every file of the built-in pack; its tests too, which decide whether it is without a fault. */
function packFiles() {
  const rules = join(root, 'rules');
  const paths = readdirSync(rules, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.ya?ml$/.test(path));
  return new Map(paths.map((path) => [path, readFileSync(join(rules, path), 'utf8')]));
}

/** Two renames; whoever starts between them finds no stamp, and so waits or builds. */
function replace(dist, target) {
  const former = `${target}-former`;
  if (existsSync(dist)) renameSync(dist, former);
  renameSync(target, dist);
  rmSync(former, { recursive: true, force: true });
}

/** Only a matter of speed: whatever happens there, the build is good without. */
function warm() {
  const warmer = join(root, 'scripts/warm.cjs');
  const { status, stderr } = spawnSync(process.execPath, [warmer], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 60_000,
  });
  if (status !== 0) console.error(`deskmedic: starts will be a little slower than they could be: ${stderr}`);
}

/** Removes what builds that were killed left behind; the number in a draft's name is that of its process. */
function sweep() {
  for (const name of readdirSync(root)) {
    const isLeftover = name.startsWith(DRAFT) && !isAlive(Number.parseInt(name.slice(DRAFT.length), 10));
    if (isLeftover) rmSync(join(root, name), { recursive: true, force: true });
  }
}

/** All or nothing: a build that is killed leaves the former `dist/`, or one without stamp, which is built again. */
async function main() {
  sweep();
  const sources = listSources(root);
  const target = mkdtempSync(join(root, `${DRAFT}${process.pid}-`));
  try {
    chmodSync(target, 0o755);
    const inputs = await bundle(root, 'src/cli.ts', target);
    inputs.push(...(await bundleLibrary(root, 'src/index.ts', target)));
    await compilePack(target);
    writeFileSync(join(target, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, inputs));
    replace(join(root, 'dist'), target);
    warm();
    writeFileSync(join(root, STAMP), sources);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  // esbuild has shown its own errors, with their places, already.
  if (!Array.isArray(error.errors)) console.error(error);
  // What the system refused (a full disk, a folder that cannot be written) is neither our mistake nor the user's.
  process.exitCode = error.syscall === undefined ? 1 : 6;
}
