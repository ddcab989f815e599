import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const STAMP = join(ROOT, 'dist/.stamp');
/** What an installed package consists of. */
const PACKAGE = ['bin', 'dist', 'rules', 'schemas', 'package.json'];

/** The built program as a package that is installed in a folder of its own: no other test's build disturbs it. */
export interface BuiltProgram {
  /** Path of `bin/deskmedic.js`. */
  readonly bin: string;
  /** A folder for the test file's own use, gone with the program. */
  readonly folder: string;
  remove(): void;
}

/** Builds when that is needed and installs the result in a temporary folder. */
export function installProgram(): BuiltProgram {
  const built = spawnSync(process.execPath, [join(ROOT, 'bin/deskmedic.js'), '--version'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the program does not build: ${built.stderr}`);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'deskmedic-built-')));
  const home = join(folder, 'package');
  // Another process may be building at this moment; its stamp then differs, or is not there.
  const stamp = (): string | null => (existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : null);
  for (let before = stamp(), whole = false; !whole; before = stamp()) {
    rmSync(home, { recursive: true, force: true });
    for (const name of PACKAGE) cpSync(join(ROOT, name), join(home, name), { recursive: true });
    whole = before !== null && before === stamp();
  }
  return {
    bin: join(home, 'bin/deskmedic.js'),
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
