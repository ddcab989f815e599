// `node scripts/types.mjs FOLDER`: writes the types of the library, for a package that is packed. The program itself
// needs none, so that the build goes without.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ENTRY = 'index.d.ts';
const IMPORTED = /((?:from|import\() ?['"])(\.[^'"]+)\.ts(['"])/g;

/** The compiler's declarations of all modules behind the library, in `folder`. */
function emitDeclarations(folder) {
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: join(root, 'src'),
      outDir: folder,
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: [],
    files: [join(root, 'src/index.ts')],
  };
  const file = join(folder, 'tsconfig.json');
  writeFileSync(file, JSON.stringify(config));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', file], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`the types of the library cannot be made (${status})`);
}

/** Copies the declarations that the entry refers to, and those that these refer to; the rest is nobody's business. */
function copyReached(from, to) {
  const reached = new Set([ENTRY]);
  // A set hands out what is added while it is gone through.
  for (const name of reached) {
    const text = readFileSync(join(from, name), 'utf8').replace(IMPORTED, (_whole, before, path, after) => {
      reached.add(posix.join(posix.dirname(name), `${path}.d.ts`));
      return `${before}${path}.js${after}`;
    });
    mkdirSync(dirname(join(to, name)), { recursive: true });
    writeFileSync(join(to, name), text);
  }
}

function main(target) {
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-types-'));
  try {
    emitDeclarations(folder);
    rmSync(target, { recursive: true, force: true });
    copyReached(folder, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main(resolve(process.argv[2] ?? join(root, 'dist/types')));
