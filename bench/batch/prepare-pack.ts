import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rules } from '../../src/rules/pack.ts';
import type { Bench } from '../budgets/bench.ts';
import { generateIncidents, generateRules } from './generate.ts';
import { checkCommand, runProcess } from '../budgets/run-process.ts';
import { writeIncidents } from './write-incidents.ts';
import { writePack } from './write-pack.ts';

/** With the rows of the built-in pack, which they lie over, about a hundred. */
const ROWS = 52;

/** A pack of generated rows as a folder of YAML, and as rules. */
export interface PreparedPack {
  readonly folder: string;
  readonly rules: Rules;
}

/** Writes the pack and checks one incident with it, so that it is compiled and its words are learned when time is taken. */
export async function preparePack(bench: Bench): Promise<PreparedPack> {
  bench.progress('the pack is compiled');
  const pack = { folder: join(bench.folder, 'pack'), rules: generateRules(ROWS) };
  mkdirSync(pack.folder, { recursive: true });
  writePack(pack.folder, pack.rules);
  const one = join(bench.folder, 'one.ndjson');
  writeIncidents(one, generateIncidents(), 1);
  await runProcess(bench, checkCommand(bench, one, pack.folder), 'ignore');
  return pack;
}
