import { parseArgs } from 'node:util';
import type { Bench } from '../budgets/bench.ts';
import type { Line } from '../budgets/line.ts';
import { benchAt, runParts, type Output } from '../budgets/run-parts.ts';
import { measureLarge, measureMany, measureRedaction } from './alone.ts';
import { measureCompare } from './compare.ts';

const HELP = `npm run bench:bundle -- [options]

How fast a bundle is made beside \`zip\`, how fast secrets are removed and bundles verified, and how much memory that takes.
What is compared runs in turn on the same machine within minutes, on the same files. Go by the ratios; times are those of
this machine on this day. Takes zip, unzip and sha256sum, room for some 800 MB in the temporary folder, and minutes.

  --only PART    compare, redact, many or large (repeatable); default: compare and redact
  --many         many too: 2,000 small files of all kinds
  --large        large too: a text of 4.5 GB, with room for 20 GB
  --bytes N      the length of that text
  --rounds N     how often is compared; ratios are medians over the rounds (3)
  --help

COMPARE: 60 screenshots of 2 MiB (random pixels), 4 recordings of 10 MiB, 8 logs of 5 MiB, the same ones in every run.
\`bundle create --with-screenshots --allow-incomplete\`, \`zip -r\`, and \`zip -r -n .png\`, which stores the images. Each bundle,
of this part and the others, must be found sound by \`unzip -t\`, \`sha256sum -c\` and \`bundle verify\`.

Ends with 0 if each budget was held, and with 1 otherwise.`;

const PARTS = ['compare', 'redact', 'many', 'large'] as const;
type Part = (typeof PARTS)[number];

/** Runs the bench; the exit code. Throws when something cannot be measured at all, or a bundle is not sound. */
export async function main(
  place: Pick<Bench, 'root' | 'folder'>,
  argv: readonly string[],
  output: Output,
): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', multiple: true, default: ['compare', 'redact'] },
      many: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      bytes: { type: 'string', default: '4500000000' },
      rounds: { type: 'string', default: '3' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    output.out(HELP);
    return 0;
  }
  const bench = benchAt(place, output);
  const wanted = new Set<Part>(values.only.map(partCalled));
  if (values.many) wanted.add('many');
  if (values.large) wanted.add('large');
  const measure: Readonly<Record<Part, () => Promise<Line[]>>> = {
    compare: () => measureCompare(bench, wholeNumber('rounds', values.rounds)),
    redact: () => measureRedaction(bench),
    many: () => measureMany(bench),
    large: () => measureLarge(bench, wholeNumber('bytes', values.bytes)),
  };
  const parts = PARTS.filter((each) => wanted.has(each));
  return runParts(
    parts.map((part) => [part, measure[part]] as const),
    output,
  );
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
