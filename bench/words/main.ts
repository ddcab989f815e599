import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../src/errors.ts';
import { worstExitCode, type ExitCode } from '../../src/exit-codes.ts';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';
import { escapeText } from '../../src/report/escape.ts';
import { hintFor } from '../../src/rules/did-you-mean.ts';
import { compare, dataOf } from './compare.ts';
import { formatFile, formatLegend, formatSpeed } from './format.ts';
import type { System } from './ranker.ts';
import { readPack } from './read-pack.ts';
import { filesIn, readSamples, type Sample } from './sample.ts';
import { medianTimes, spread } from './speed.ts';
import { SYSTEMS } from './systems.ts';

const NAMES = SYSTEMS.map(({ name }) => name);

const HELP = `npm run bench:words -- [options] [FILE.jsonl …]

Each line of a file is {"text": "…", "expect": ["area/row", …]}: any of the rows is right, none fits an empty list.
Without a file: all of fixtures/words/. Fuse.js takes up to a second a text; --system leaves it out.

  --system NAME  only this one (repeatable): ${NAMES.join(', ')}.
                 Bins, confusions and errors are told of the first; --json has them of all
  --errors       each text that was answered wrongly, or not although a row fits
  --json         the figures as one JSON document
  --speed        nothing but the median time per text, as ratios
  --help`;

/** Texts on which times are taken. */
const TIMED = 40;

/** Where lines go. */
export interface Lines {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** Runs the bench of the project at `root`. Codes as the tool has them: 0, 2 for what its user can mend, 6 unreadable. */
export async function main(root: string, argv: readonly string[], lines: Lines): Promise<ExitCode> {
  try {
    await run(root, argv, lines);
    return 0;
  } catch (error) {
    const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
    const mendable = errors.filter((each) => each instanceof UserError);
    if (mendable.length < errors.length) throw error;
    for (const each of mendable) lines.err(wordsOfError(each));
    return worstExitCode(mendable.map(({ exit }) => exit));
  }
}

async function run(root: string, argv: readonly string[], { out, err }: Lines): Promise<void> {
  const { values, positionals } = readArguments(argv);
  if (values.help) return out(HELP);
  const systems = values.system.map(systemCalled);
  const disk = realFiles(realSystem(root));
  const given = await readPack(join(root, 'rules'), disk);
  const files = positionals.length > 0 ? positionals : await filesIn(ownTexts(root), disk);
  const ids = given.rows.map(({ id }) => id);
  const samples = await readSamples(files, ids, disk);
  const contestants = systems.map((system) => ({ system, ranker: system.makeRanker(given) }));
  if (values.speed) {
    const rankers = contestants.map(({ ranker }) => ranker);
    return tellSpeed(systems, medianTimes(rankers, timedTexts(samples), clock), values.json, out);
  }
  const results = samples.map((sample) => {
    err(`${escapeText(sample.file)}: ranking ${sample.cases.length} texts with ${systems.length} systems …`);
    const result = compare(sample, contestants);
    if (!values.json) out(formatFile(result, values.errors));
    return result;
  });
  const data = (): object[] => results.map((result) => dataOf(result, values.errors));
  out(values.json ? JSON.stringify({ packs: given.rules.packs, files: data() }, null, 2) : formatLegend(systems));
}

/** As a person would name it from where they are. */
function ownTexts(root: string): string {
  return relative(process.cwd(), join(root, 'fixtures/words')) || '.';
}

function readArguments(argv: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  const system = { type: 'string', multiple: true, default: NAMES } as const;
  const options = { system, errors: flag, json: flag, speed: flag, help: flag } as const;
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw new UserError('usage', error instanceof Error ? error.message : String(error), { hint: 'see --help' });
  }
}

function systemCalled(name: string): System {
  const system = SYSTEMS.find((each) => each.name === name);
  if (system === undefined)
    throw new UserError('usage', `no system is called "${name}"`, { hint: hintFor(name, NAMES) });
  return system;
}

function timedTexts(samples: readonly Sample[]): string[] {
  return spread(
    samples.flatMap(({ cases }) => cases.map(({ text }) => text)),
    TIMED,
  );
}

function tellSpeed(systems: readonly System[], times: readonly number[], asJson: boolean, out: Lines['out']): void {
  const speeds = systems.map(({ name }, at) => ({ name, ratio: times[at]! / times[0]!, milliseconds: times[at]! }));
  out(asJson ? JSON.stringify({ speeds }, null, 2) : formatSpeed(speeds));
}

/** Milliseconds, of which only differences mean something. */
function clock(): number {
  return performance.now();
}

function wordsOfError({ message, hint, where }: UserError): string {
  const place = where === undefined ? '' : `${where.file}${where.line === undefined ? '' : `:${where.line}`}: `;
  return escapeText(place + message) + (hint === undefined ? '' : `\n  ${escapeText(hint)}`);
}
