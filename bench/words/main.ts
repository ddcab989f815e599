import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../src/errors.ts';
import { realFiles } from '../../src/io/files.ts';
import type { Files } from '../../src/io/io.ts';
import { realSystem } from '../../src/io/system.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { hintFor } from '../../src/rules/did-you-mean.ts';
import { formatFile, formatLegend, formatSpeed, type FileResult } from './format.ts';
import { isMistaken, judge, measure, wordsFor } from './measure.ts';
import type { Given, Ranker, System } from './ranker.ts';
import { textsOfRows } from './row-texts.ts';
import { medianTimes } from './speed.ts';
import { SYSTEMS } from './systems.ts';
import { readWordCases, type WordCase } from './word-case.ts';

const HELP = `npm run bench:words -- [options] [FILE.jsonl …]

Each line of a file is {"text": "…", "expect": ["area/row", …]}: any of the rows is right, none fits an empty list.
Without a file: all of fixtures/words/.

  --system NAME  only this one (repeatable); details are told of the first: ${SYSTEMS.map(({ name }) => name).join(', ')}
  --errors       each text that was answered wrongly or not at all
  --json         the figures of all systems as one JSON document
  --speed        nothing but the median time per text, as ratios
  --help`;

/** Where lines go. */
export interface Lines {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

interface Sample {
  readonly file: string;
  readonly sha256: string;
  readonly cases: readonly WordCase[];
}

interface Contestant {
  readonly system: System;
  readonly ranker: Ranker;
}

/** Runs the bench of the project at `root`; the result is the exit code: 0, or 2 and 6 as the tool has them. */
export async function main(root: string, argv: readonly string[], { out, err }: Lines): Promise<number> {
  try {
    const { values, positionals } = readArguments(argv);
    if (values.help) {
      out(HELP);
      return 0;
    }
    const disk = realFiles(realSystem(root));
    const given = await readPack(root, disk);
    const samples = await readSamples(await namesOfFiles(root, positionals, disk), given, disk);
    const contestants = values.system.map(systemCalled).map((system) => ({ system, ranker: system.makeRanker(given) }));
    if (values.speed) compareSpeed(contestants, samples, values.json, out);
    else compareAnswers(contestants, samples, given, values, out);
    return 0;
  } catch (error) {
    const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
    for (const each of errors) {
      if (!(each instanceof UserError)) throw error;
      err(wordsOfError(each));
    }
    return Math.max(...errors.map((each) => (each as UserError).exit));
  }
}

function readArguments(argv: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const options = {
    system: { type: 'string', multiple: true, default: SYSTEMS.map(({ name }) => name) },
    errors: flag,
    json: flag,
    speed: flag,
    help: flag,
  } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw new UserError('usage', error instanceof Error ? error.message : String(error), { hint: 'see --help' });
  }
}

function systemCalled(name: string): System {
  const system = SYSTEMS.find((each) => each.name === name);
  if (system !== undefined) return system;
  const names = SYSTEMS.map((each) => each.name);
  throw new UserError('usage', `no system is called "${name}"`, { hint: hintFor(name, names) });
}

/** The built-in pack as its sources stand, whatever an earlier build left in `dist/`. */
async function readPack(root: string, disk: Files): Promise<Given> {
  const builtIn = { directory: join(root, 'rules'), compiled: join(root, 'dist/never-compiled') };
  const { rules, context } = await loadRules({ builtIn, directories: [], settings: {} }, disk, null);
  return { rules, context, rows: textsOfRows(rules) };
}

async function namesOfFiles(root: string, named: readonly string[], disk: Files): Promise<readonly string[]> {
  if (named.length > 0) return named;
  const folder = join(root, 'fixtures/words');
  const names = (await disk.facts(folder)) === null ? [] : await disk.names(folder);
  const found = names.filter((name) => name.endsWith('.jsonl')).sort();
  if (found.length > 0) return found.map((name) => `fixtures/words/${name}`);
  throw new UserError('bench-no-file', 'there are no texts in fixtures/words/', { hint: 'name a file; see --help' });
}

async function readSamples(files: readonly string[], { rows }: Given, disk: Files): Promise<Sample[]> {
  const ids = rows.map(({ id }) => id);
  const samples: Sample[] = [];
  for (const file of files) {
    const bytes = await disk.read(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    samples.push({ file, sha256, cases: readWordCases(file, bytes, ids) });
  }
  return samples;
}

function compareAnswers(
  contestants: readonly Contestant[],
  samples: readonly Sample[],
  { rules }: Given,
  wanted: { readonly json: boolean; readonly errors: boolean },
  out: Lines['out'],
): void {
  const systems = contestants.map(({ system }) => system);
  if (!wanted.json) {
    for (const sample of samples) out(formatFile(resultOf(sample, contestants), wanted.errors));
    out(formatLegend(systems));
    return;
  }
  const files = samples.map((sample) => dataOf(resultOf(sample, contestants), wanted.errors));
  out(JSON.stringify({ packs: rules.packs, files }, null, 2));
}

function resultOf({ file, sha256, cases }: Sample, contestants: readonly Contestant[]): FileResult {
  const results = contestants.map(({ system, ranker }) => {
    const judgement = judge(
      cases,
      cases.map(({ text }) => ranker(text)),
    );
    return { system, measures: measure(judgement, system.isProbability), answers: judgement.answers };
  });
  const fitting = cases.filter(({ expect }) => expect.length > 0).length;
  return { file, sha256, fitting, unfitting: cases.length - fitting, results };
}

function dataOf({ results, ...about }: FileResult, withErrors: boolean): object {
  const systems = results.map(({ system: { name, setUp }, measures, answers }) => {
    const mistaken = answers.filter(isMistaken).map((answer) => {
      const { asked, abstained: _, ...rest } = answer;
      return { line: asked.line, text: asked.text, ...wordsFor(answer), ...rest };
    });
    return { name, setUp, ...measures, ...(withErrors ? { mistaken } : {}) };
  });
  return { ...about, systems };
}

function compareSpeed(
  contestants: readonly Contestant[],
  samples: readonly Sample[],
  asJson: boolean,
  out: Lines['out'],
): void {
  const texts = samples.flatMap(({ cases }) => cases.map(({ text }) => text));
  const times = medianTimes(
    contestants.map(({ ranker }) => ranker),
    texts,
    () => performance.now(),
  );
  const systems = contestants.map(({ system }) => system);
  const speeds = systems.map(({ name }, at) => ({ name, ms: times[at]!, ratio: times[at]! / times[0]! }));
  out(asJson ? JSON.stringify({ texts: texts.length, speeds }, null, 2) : formatSpeed(systems, times));
}

function wordsOfError({ message, hint, where }: UserError): string {
  const place = where === undefined ? '' : `${where.file}${where.line === undefined ? '' : `:${where.line}`}: `;
  return `${place}${message}${hint === undefined ? '' : `\n  ${hint}`}`;
}
