import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';
import type { Files } from '../../src/io/io.ts';
import { makeIndex } from '../words/deskmedic.ts';
import { readPack } from '../words/read-pack.ts';
import { filesIn, readSamples } from '../words/sample.ts';
import { dialogueReport } from './dialogue-report.ts';
import { networkReport } from './network-report.ts';
import { capacityLines, packReport } from './pack-report.ts';

/** What is played, and how often. */
export interface Play {
  /** Files of texts for the dialogue; none: those in fixtures/words/ that may be looked at. */
  readonly texts: readonly string[];
  readonly repetitions: number;
  readonly seed: number;
}

/** The built-in pack, compiled from its sources. */
export async function reportOnPack(root: string, { texts, repetitions, seed }: Play): Promise<string[]> {
  const disk = realFiles(realSystem(root));
  const given = await readPack(join(root, 'rules'), disk);
  const { rules, context } = given;
  const ids = rules.symptoms.map(({ id }) => id);
  const samples = await readSamples(texts.length > 0 ? texts : await ownTexts(root, disk), ids, disk);
  return [
    ...dialogueReport(rules, context, makeIndex(given), samples, repetitions, seed),
    '',
    ...packReport(rules, context, repetitions, seed),
    '',
    ...capacityLines(),
  ];
}

const OPEN_TEXTS = /^(tuning-.*|spanish)\.jsonl$/;

/** The texts of the project that may be looked at: not those for the final figure. */
export async function ownTexts(root: string, disk: Files): Promise<string[]> {
  const found = await filesIn(join(root, 'fixtures/words'), disk);
  return found.filter((file) => OPEN_TEXTS.test(basename(file)));
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
