import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { networkReport } from './network-report.ts';
import { capacityLines, packReport } from './pack-report.ts';

/** The built-in pack, compiled from its sources. */
export async function reportOnPack(root: string, repetitions: number, seed: number): Promise<string[]> {
  const builtIn = { directory: join(root, 'rules'), compiled: join(root, 'no-such-file') };
  const disk = realFiles(realSystem(root));
  const { rules, context } = await loadRules({ builtIn, directories: [], settings: {} }, disk, null);
  return [...packReport(rules, context, repetitions, seed), '', ...capacityLines()];
}

/** A network in a `.bif` file, or in one that gzip has packed. */
export function reportOnNetwork(file: string, seed: number): string[] {
  return [file, ...networkReport(readNetwork(file), seed)];
}

/** The text of a `.bif` file, packed by gzip or not. */
export function readNetwork(file: string): string {
  const bytes = readFileSync(file);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isPacked ? gunzipSync(bytes) : bytes).toString('utf8');
}
