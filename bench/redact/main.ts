import { parseArgs } from 'node:util';
import { UserError } from '../../src/errors.ts';
import { EXIT, type ExitCode } from '../../src/exit-codes.ts';
import { SECRET_KINDS } from '../../src/redact/kinds.ts';
import { anyAddress, privateAddress } from '../../src/redact/kinds/private-address.ts';
import { readCorpus } from './corpus.ts';
import { formatQuotes, formatResults } from './format.ts';
import { isHeld, measure } from './measure.ts';

const HELP = `npm run bench:redact -- [options] FILE.json

How much of the personal data in a labelled corpus the redactor finds, and how much else it takes for such. The file has the
format of presidio-research: [{"full_text": "…", "spans": [{"entity_type": "…", "start_position": 0, "end_position": 9}]}].

  --show   each label that was missed, and each finding that is wrong
  --help

All kinds run together, as they do in a bundle, with one difference: public addresses count too, which a bundle keeps unless
it is asked not to.
  recall     share of the labels of which every letter and digit would be replaced, under whatever name
  precision  share of the findings of the kind that overlap a label of the entity named beside it
Exit code 1 when a budget is missed.`;

/** Where lines go. */
export interface Lines {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** 0 when every budget is held, 1 when one is missed, 2 and 6 as the tool has them. */
export async function main(argv: readonly string[], lines: Lines): Promise<ExitCode> {
  try {
    return await run(argv, lines);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    lines.err(error.hint === undefined ? error.message : `${error.message}\n  ${error.hint}`);
    return error.exit;
  }
}

async function run(argv: readonly string[], { out }: Lines): Promise<ExitCode> {
  const { show, help, file } = readArguments(argv);
  if (help) {
    out(HELP);
    return EXIT.ok;
  }
  if (file === undefined) throw new UserError('usage', 'no corpus was named', { hint: 'see --help' });
  const { sha256, texts } = await readCorpus(file);
  out(`${file}: ${texts.length} texts (sha256 ${sha256.slice(0, 12)})\n`);
  const kinds = SECRET_KINDS.map((kind) => (kind === privateAddress ? anyAddress : kind));
  const results = measure(texts, kinds);
  out(formatResults(results).join('\n'));
  if (show) out(['', ...formatQuotes(results)].join('\n'));
  return results.every(isHeld) ? EXIT.ok : EXIT.bug;
}

function readArguments(argv: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { show: flag, help: flag },
    });
    return { ...values, file: positionals[0] };
  } catch (error) {
    throw new UserError('usage', error instanceof Error ? error.message : String(error), { hint: 'see --help' });
  }
}
