import type { FailOn, InputFormat } from '../batch/check-choices.ts';
import type { Checker } from '../batch/check-incident.ts';
import { checkRecords, type Lookups } from '../batch/check-records.ts';
import { readIncidents } from '../batch/read-incidents.ts';
import type { BatchRecord } from '../batch/record.ts';
import { countResults, exitCodeOf } from '../batch/summary.ts';
import { loadConfig } from '../case/config.ts';
import { UserError } from '../errors.ts';
import { worstExitCode, type ExitCode } from '../exit-codes.ts';
import { findPolicy } from '../policy/severity.ts';
import type { CheckFormatName } from '../report/check-format.ts';
import { CHECK_FORMATS } from '../report/check-formats.ts';
import { conditionWords } from '../report/condition-words.ts';
import { reportError } from './report-error.ts';
import type { Session } from './session.ts';

/** The options of `check`, as the command line gives them. */
export interface CheckOptions {
  readonly inputFormat: InputFormat;
  readonly format: CheckFormatName;
  /** `--no-text` makes it false. */
  readonly text: boolean;
  readonly withSteps?: true;
  readonly failOn: FailOn;
  readonly zone?: string;
}

/** `check`: incidents in, one result for each out, in order. */
export function check(files: readonly string[], options: CheckOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    // All inputs are read before anything is printed: half a report with an error beneath it misleads.
    const { inputs, failed } = await readInputs(files, session);
    if (inputs.length === 0) return worstExitCode(failed);
    const { checker, lookups } = await prepare(session, options);
    const format = CHECK_FORMATS[options.format](session.render);
    const counter = countResults();
    let blankLines = 0;
    function* records(): Generator<BatchRecord> {
      for (const { bytes, file } of inputs) {
        for (const record of readIncidents(bytes, options.inputFormat, file)) {
          if (record.kind === 'blank') blankLines++;
          yield record;
        }
      }
    }
    const pieces = [format.head];
    let nth = 0;
    for await (const result of checkRecords(records(), checker, lookups)) {
      counter.add(result);
      pieces.push(format.result(result, nth++));
    }
    const summary = counter.summary(blankLines);
    const exitCode = worstExitCode([...failed, exitCodeOf(summary, options.failOn)]);
    pieces.push(format.tail(summary, exitCode));
    await session.io.stdout.write(pieces.join(''));
    return exitCode;
  };
}

interface NamedInput {
  readonly bytes: Uint8Array;
  /** Its name in the results; only when there are several. */
  readonly file?: string;
}

/** What could be read, and the exit codes of what could not, which stderr says. */
async function readInputs(
  files: readonly string[],
  { io, flags }: Session,
): Promise<{ inputs: readonly NamedInput[]; failed: readonly ExitCode[] }> {
  const names = files.length === 0 ? ['-'] : files;
  if (names.filter((name) => name === '-').length > 1)
    throw new UserError('stdin-twice', 'stdin (-) can be read only once', { hint: 'name it once' });
  if (files.length === 0 && io.stdin.isTerminal)
    throw new UserError('no-input', 'there is nothing to check', {
      hint: 'name a file: deskmedic check incidents.ndjson; or - to read stdin',
    });
  const inputs: NamedInput[] = [];
  const failed: ExitCode[] = [];
  for (const name of names) {
    try {
      const bytes = name === '-' ? await io.stdin.bytes() : await io.files.read(name);
      inputs.push({ bytes, ...(names.length > 1 ? { file: name } : {}) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      failed.push(await reportError(error, io, flags));
    }
  }
  return { inputs, failed };
}

async function prepare(session: Session, options: CheckOptions): Promise<{ checker: Checker; lookups: Lookups }> {
  const { rules, context } = await session.rules();
  // A zone that does not exist is told at once, whether or not a record needs it.
  if (options.zone !== undefined) await loadConfig(session.home, session.io, { zone: options.zone });
  const config = once(async () =>
    options.zone === undefined ? session.config() : loadConfig(session.home, session.io, { zone: options.zone }),
  );
  return {
    checker: {
      rules,
      context,
      words: conditionWords(rules),
      withSteps: options.withSteps === true,
    },
    lookups: {
      zone: async () => (await config()).values.zone,
      policy: async () => findPolicy(rules, (await config()).values.policy),
      words: async () => (options.text ? session.words() : null),
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
