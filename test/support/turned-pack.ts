import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** Copies the built-in pack to a folder, its tables and the rows of each in the opposite order. */
export function turnedPack(folder: string): void {
  cpSync(join(import.meta.dirname, '../../rules'), folder, { recursive: true });
  const tables = join(folder, 'tables');
  // Tables are read in the order of their names.
  for (const [at, name] of readdirSync(tables).toSorted().toReversed().entries()) {
    const path = join(tables, name);
    const table = parse(readFileSync(path, 'utf8')) as { symptoms: unknown[] };
    writeFileSync(path, stringify({ ...table, symptoms: table.symptoms.toReversed() }));
    renameSync(path, join(tables, `${at}-${name}`));
  }
}
