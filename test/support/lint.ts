import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './disk.ts';
import { runTool } from './run-tool.ts';

/** What `rules lint --json` found: `[code, file within the pack, line, column]`, in the order in which it is printed. */
export type Found = readonly [code: string, file: string, line: number, column: number];

/** A finding as it is printed. */
export interface Finding {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
}

/** A run of `rules lint --json`. */
export interface Linted {
  readonly exitCode: number;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly notes: readonly Finding[];
  readonly milliseconds: number;
}

/** Lints a pack through the whole tool, on 22 November 2026. */
export async function lintPack(directory: string): Promise<Linted> {
  const begin = performance.now();
  const ran = await runTool(['rules', 'lint', '--json', '--rules', directory], { now: '2026-11-22T12:00:00Z' });
  const milliseconds = performance.now() - begin;
  if (ran.stderr !== '') throw new Error(`lint said on stderr: ${ran.stderr}`);
  const report = JSON.parse(ran.stdout) as Omit<Linted, 'exitCode' | 'milliseconds'>;
  return { ...report, exitCode: ran.code, milliseconds };
}

/** All findings without their words, in one list; files relative to the pack. */
export function foundIn(directory: string, { errors, warnings, notes }: Linted): Found[] {
  return [...errors, ...warnings, ...notes].map(({ code, file, line, column }) => {
    if (!file.startsWith(`${directory}/`)) throw new Error(`${file} is not shown under ${directory}`);
    return [code, file.slice(directory.length + 1), line, column];
  });
}

const PACK = 'schema: deskmedic/pack/v1\nname: crm\nversion: 1.0.0\n';

/** Writes a pack into a temporary folder; `pack.yaml` is a plain one unless it is given. */
export function writePack(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries({ 'pack.yaml': PACK, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
