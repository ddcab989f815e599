import { join } from 'node:path';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';
import { loadRules, type LoadedRules } from '../../src/rules/load-rules.ts';

let loaded: Promise<LoadedRules> | undefined;

/** The built-in pack, compiled from `rules/` as it stands, whatever an earlier build left in `dist/`. */
export function builtInRules(): Promise<LoadedRules> {
  const root = join(import.meta.dirname, '../..');
  return (loaded ??= loadRules(
    {
      builtIn: { directory: join(root, 'rules'), compiled: join(root, 'no-such-file') },
      directories: [],
      settings: {},
    },
    realFiles(realSystem(root)),
    null,
  ));
}
