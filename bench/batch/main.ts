import { parseArgs } from 'node:util';
import type { Bench } from '../budgets/bench.ts';
import { measureEngines } from './engines.ts';
import type { Line } from '../budgets/line.ts';
import { benchAt, runParts, type Output } from '../budgets/run-parts.ts';
import { measureMemory } from './memory.ts';
import { measurePipeline } from './pipeline.ts';

const HELP = `npm run bench:batch -- [options]

How fast \`check\` is, and how much memory it takes, beside a plain parse and stringify, jq and other rule engines. Everything
that is compared runs in turn on the same machine within minutes, and on the same incidents. Go by the ratios; times and
rates are those of this machine on this day. Takes a quarter of an hour or so, and bash, cat and jq.

  --only PART        pipeline, engines or memory (repeatable); default: all three
  --incidents N      for pipeline and engines (100000)
  --million          the same as --incidents 1000000
  --rounds N         how often each is measured; ratios are medians over the rounds (3)
  --megabytes LIST   lengths of input for memory, between commas (10,100,1000)
  --huge             5000 too
  --help

Ends with 0 if each budget was held, and with 1 otherwise: also when one was skipped, for want of jq or of zen-engine, which is
fetched from the package registry into a temporary folder, as its platform packages do not go into a lock file.

INCIDENTS have twelve facts, all of them known unless it says "unknown"; the same seed makes the same ones. ROWS of 2 to 8
conditions, some nested, one in ten a pattern; an incident matches about two in a hundred.

PIPELINE: processes from their start to their end, a file in, nothing done with the output. A pack of 52 rows lies over the 48 of
the built-in one, was compiled by an earlier run and is read from the cache. The floor reads the same lines on one thread, parses
and stringifies each, and writes them. Texts are made from phrases of the built-in pack with other words and typing errors.

ENGINES: each in a process of its own, called there with incidents that are parsed already and in the shape that it takes; it
lists the ids of all rows that hold. A sample of the answers is compared with those of the plain evaluator, and a difference
ends the bench. A round is as many incidents as go into a second, at least three: slow engines see fewer. Ratios are per
incident. "As they are" are all facts known and messages that come again; zen-engine compiles patterns for each incident anew.

MEMORY: the highest resident memory of \`check\` between two pipes, fed by a generator without a file. No two lines have the
same text or the same value of desk.message.`;

const PARTS = ['pipeline', 'engines', 'memory'] as const;
type Part = (typeof PARTS)[number];

/** Runs the bench; the exit code. Throws when something cannot be measured at all, or answers are wrong. */
export async function main(
  place: Pick<Bench, 'root' | 'folder'>,
  argv: readonly string[],
  output: Output,
): Promise<number> {
  const options = readArguments(argv);
  if (options.help) {
    output.out(HELP);
    return 0;
  }
  const bench = benchAt(place, output);
  const { incidents, rounds, megabytes } = options;
  const measure: Readonly<Record<Part, () => Promise<Line[]>>> = {
    pipeline: () => measurePipeline(bench, { incidents, rounds }),
    engines: () => measureEngines(bench, { incidents, rounds }),
    memory: () => measureMemory(bench, megabytes),
  };
  const parts = PARTS.filter((each) => options.parts.includes(each));
  return runParts(
    parts.map((part) => [part, measure[part]] as const),
    output,
  );
}

interface Options {
  readonly parts: readonly Part[];
  readonly incidents: number;
  readonly rounds: number;
  readonly megabytes: readonly number[];
  readonly help: boolean;
}

function readArguments(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', multiple: true, default: [...PARTS] },
      incidents: { type: 'string', default: '100000' },
      million: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      megabytes: { type: 'string', default: '10,100,1000' },
      huge: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    parts: values.only.map(partCalled),
    incidents: values.million ? 1_000_000 : wholeNumber('incidents', values.incidents),
    rounds: wholeNumber('rounds', values.rounds),
    megabytes: [
      ...values.megabytes.split(',').map((one) => wholeNumber('megabytes', one)),
      ...(values.huge ? [5000] : []),
    ],
    help: values.help,
  };
}

function partCalled(name: string): Part {
  const part = PARTS.find((each) => each === name);
  if (part === undefined) throw new Error(`--only takes ${PARTS.join(', ')}, not ${name}`);
  return part;
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`--${name} takes whole numbers from 1 on, not ${text}`);
  return number;
}
