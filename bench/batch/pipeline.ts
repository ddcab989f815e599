import { closeSync, openSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Rules } from '../../src/rules/pack.ts';
import type { Bench } from '../budgets/bench.ts';
import { confirmResults } from './confirm-results.ts';
import { generateIncidents } from './generate.ts';
import { median, type Line } from '../budgets/line.ts';
import { preparePack } from './prepare-pack.ts';
import { checkCommand, isThere, nodeCommand, runProcess, type Command, type Taken } from '../budgets/run-process.ts';
import { textMaker } from './texts.ts';
import { writeIncidents } from './write-incidents.ts';

/** How many incidents, and how often each process is run. */
export interface PipelineOptions {
  readonly incidents: number;
  readonly rounds: number;
}

/**
 * Of the facts, in the second set of incidents: each row that may still match is weighed then, and what to ask next is part of
 * the answer. The budget is for incidents that say all, as those did from which it was taken.
 */
const UNKNOWN = 0.2;

/** Whole processes, start-up included: `check` beside the floor, jq and cat, all on the same lines. */
export async function measurePipeline(bench: Bench, { incidents, rounds }: PipelineOptions): Promise<Line[]> {
  const { root, folder, progress } = bench;
  progress(`${incidents} incidents are written`);
  const describe = await textMaker(root);
  const [known, open] = [join(folder, 'known.ndjson'), join(folder, 'unknown.ndjson')];
  const bytes = writeIncidents(known, generateIncidents(1, 0, describe), incidents);
  writeIncidents(open, generateIncidents(1, UNKNOWN, describe), incidents);

  const { folder: pack, rules } = await preparePack(bench);
  for (const file of [known, open]) await confirmCheck(bench, file, pack, rules);
  await confirmCheck(bench, known, pack, rules, '--jobs', '2');

  const floor = join(root, 'bench/batch/floor.mjs');
  const commands: Record<string, Command> = {
    floor: nodeCommand(bench, floor, known),
    check: checkCommand(bench, known, pack, '--no-text'),
    'check, 2 threads': checkCommand(bench, known, pack, '--no-text', '--jobs', '2'),
    ...((await isThere('jq')) ? { jq: ['jq', '-c', '.', known] as const } : {}),
    cat: ['cat', known],
    'floor, unknown': nodeCommand(bench, floor, open),
    'check, unknown': checkCommand(bench, open, pack, '--no-text'),
    'check, text': checkCommand(bench, known, pack),
  };
  return linesOf(await inTurn(bench, commands, rounds), { incidents, bytes });
}

/** Each command once a round, so that a busy minute hits all alike. */
async function inTurn(
  bench: Bench,
  commands: Readonly<Record<string, Command>>,
  rounds: number,
): Promise<ReadonlyMap<string, readonly Taken[]>> {
  const taken = new Map<string, Taken[]>(Object.keys(commands).map((name) => [name, []]));
  // The first round fills the caches of the disk, and does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, command] of Object.entries(commands)) {
      // By far the longest, and the disk is warm by then.
      if (round === 0 && name === 'check, text') continue;
      bench.progress(`round ${round} of ${rounds}: ${name}`);
      const one = await runProcess(bench, command, 'ignore');
      if (round > 0) taken.get(name)!.push(one);
    }
  }
  return taken;
}

/** Throws when `check` answers otherwise than the plain evaluator. */
async function confirmCheck(
  bench: Bench,
  incidents: string,
  pack: string,
  rules: Rules,
  ...options: string[]
): Promise<void> {
  bench.progress('answers are compared with those of the plain evaluator');
  const results = join(bench.folder, 'results.ndjson');
  const output = openSync(results, 'w');
  try {
    await runProcess(bench, checkCommand(bench, incidents, pack, '--no-text', ...options), output);
  } finally {
    closeSync(output);
  }
  await confirmResults(incidents, results, rules);
}

function linesOf(
  taken: ReadonlyMap<string, readonly Taken[]>,
  { incidents, bytes }: { incidents: number; bytes: number },
): Line[] {
  const runsOf = (name: string): readonly Taken[] => taken.get(name) ?? [];
  const msOf = (name: string): number => median(runsOf(name).map(({ ms }) => ms));
  /** The median over the rounds: within a round both had the same machine. */
  const ratio = (one: string, other: string): number =>
    median(runsOf(one).map(({ ms }, round) => ms / runsOf(other)[round]!.ms));
  const cpuRatio = (one: string, other: string): string =>
    median(runsOf(one).map(({ usage }, round) => usage!.cpuMs / runsOf(other)[round]!.usage!.cpuMs)).toFixed(2);
  const peak = (name: string): number => Math.max(...runsOf(name).map(({ usage }) => usage!.peakMiB));
  const times = (...names: string[]): string => names.map((name) => `${name} ${msOf(name).toFixed(0)} ms`).join(', ');
  const floorNote = (check: string, floor: string): string =>
    `${times(check, floor)}; by processor time ${cpuRatio(check, floor)} x`;

  const jq = (check: string, note: string, budget: Pick<Line, 'budget'> = {}): Line => {
    const hasJq = taken.has('jq');
    return {
      what: `jq -c . / ${check}`,
      value: hasJq ? ratio('jq', check) : null,
      unit: 'x',
      note: hasJq ? `${note}; ${times('jq', check, 'cat')}` : 'because there is no jq',
      ...budget,
    };
  };
  return [
    {
      what: 'check --no-text / floor',
      value: ratio('check', 'floor'),
      unit: 'x',
      budget: { atMost: 2 },
      note: `${floorNote('check', 'floor')}; ${(bytes / incidents).toFixed(0)} bytes a line`,
    },
    jq('check', 'one thread'),
    jq('check, 2 threads', `--jobs 2, of ${availableParallelism()} processors`, { budget: { atLeast: 2 } }),
    {
      what: 'check --no-text / floor, 20 % unknown',
      value: ratio('check, unknown', 'floor, unknown'),
      unit: 'x',
      note: floorNote('check, unknown', 'floor, unknown'),
    },
    {
      what: 'check, a different text in each line',
      value: (incidents / msOf('check, text')) * 1000,
      unit: '/s',
      budget: { atLeast: 10_000 },
      note: times('check, text'),
    },
    { what: 'check --no-text, a second', value: (incidents / msOf('check')) * 1000, unit: '/s' },
    { what: 'check --no-text, peak', value: peak('check'), unit: 'MiB', budget: { atMost: 110 } },
    { what: 'check --no-text --jobs 2, peak', value: peak('check, 2 threads'), unit: 'MiB', budget: { atMost: 250 } },
    { what: 'check with text, peak', value: peak('check, text'), unit: 'MiB', budget: { atMost: 110 } },
    { what: 'floor, peak', value: peak('floor'), unit: 'MiB' },
  ];
}
