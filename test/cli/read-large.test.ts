import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { temporaryFolder } from '../support/disk.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/evidence');
/** Enough to tell what is held from what passes through: the files that people have are held to the same bound at 2 GB. */
const BYTES = 100_000_000;
const BOUND_MIB = 110;

let program: BuiltProgram;
beforeAll(() => {
  program = installProgram();
});
afterAll(() => program.remove());

/** A file that holds `piece` again and again between a head and a tail. */
function repeated(name: string, head: string, piece: string, tail: string): string {
  const path = join(temporaryFolder(), name);
  const file = openSync(path, 'w');
  writeSync(file, head);
  const block = Buffer.from(piece.repeat(Math.ceil(1_000_000 / piece.length)));
  for (let size = 0; size < BYTES; size += block.length) writeSync(file, block);
  writeSync(file, tail);
  closeSync(file);
  return path;
}

/** Peak memory in MiB, and what was printed. */
function readAndMeasure(path: string): { peak: number; output: string } {
  const folder = temporaryFolder();
  const [usage, peak] = [join(folder, 'usage.cjs'), join(folder, 'peak')];
  const note = `require('fs').writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS))`;
  writeFileSync(usage, `process.on('exit', () => ${note});`);
  const ran = spawnSync(process.execPath, ['-r', usage, program.bin, 'read', '--json', path], { encoding: 'utf8' });
  return { peak: Number(readFileSync(peak, 'utf8')) / 1024, output: ran.stdout };
}

test.each([
  [
    'a console log',
    () => repeated('console.log', '', readFileSync(join(FOLDER, 'console/offline-night.log'), 'utf8'), ''),
    'socket.network-issue',
  ],
  [
    'a HAR',
    () => {
      const har = JSON.parse(readFileSync(join(FOLDER, 'har/signed-in-elsewhere.edge.har'), 'utf8')) as {
        log: { entries: unknown[] };
      };
      const { entries, ...log } = har.log;
      const [head] = JSON.stringify({ log: { ...log, entries: [] } }).split('[]}}') as [string];
      const all = entries.map((entry) => JSON.stringify(entry)).join(',');
      return repeated('trace.har', `${head}[`, `${all},`, `${all}]}}`);
    },
    'socket.signed-in-elsewhere',
  ],
])(
  '%s of 100 MB is read within 110 MiB',
  (_, make, fact) => {
    const { peak, output } = readAndMeasure(make());
    expect(output).toContain(fact);
    expect(peak).toBeLessThan(BOUND_MIB);
  },
  120_000,
);
