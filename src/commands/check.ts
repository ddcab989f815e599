import type { FailOn, InputFormat } from '../batch/check-choices.ts';
import type { Checker } from '../batch/check-incident.ts';
import { recordChecker, type Lookups } from '../batch/check-records.ts';
import type { IncidentMap } from '../batch/map/incident-map.ts';
import { readIncidents } from '../batch/read-incidents.ts';
import type { BatchRecord } from '../batch/record.ts';
import { countResults, exitCodeOf } from '../batch/summary.ts';
import { Cancelled } from '../errors.ts';
import { worstExitCode, type ExitCode } from '../exit-codes.ts';
import type { Catalogue } from '../facts/fact.ts';
import { findPolicy } from '../policy/severity.ts';
import type { CheckFormatName } from '../report/check-format.ts';
import { CHECK_FORMATS } from '../report/check-formats.ts';
import { conditionWords } from '../report/condition-words.ts';
import type { Rules } from '../rules/pack.ts';
import { configInZone } from './config-in-zone.ts';
import { checkProgress } from './check-progress.ts';
import { openInputs, UnreadableInput, type BatchInput } from './check-inputs.ts';
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
  /** A file of `deskmedic/map/v1`. */
  readonly map?: string;
}

/** Characters that are gathered before they are written. */
const BLOCK = 64 * 1024;

/** `check`: incidents in, one result for each out, in order, as they come. Nothing is kept of a record. */
export function check(files: readonly string[], options: CheckOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { io, flags } = session;
    const { inputs, failed } = await openInputs(files, session);
    if (inputs.length === 0) return worstExitCode(failed);
    const { checker, lookups, map } = await prepare(session, options);
    const checkRecord = recordChecker(checker, lookups);
    const { catalogue } = checker.words;
    const format = CHECK_FORMATS[options.format](session.render);
    const progress = checkProgress(session);
    const counter = countResults();
    const codes: ExitCode[] = [...failed];
    const notices: string[] = [];
    let blankLines = 0;
    let nth = 0;
    let block = [format.head];
    let size = 0;
    const add = (text: string): void => {
      block.push(text);
      size += text.length;
    };
    const writeBlock = async (): Promise<void> => {
      if (notices.length > 0) {
        await progress.clear();
        await session.warn(notices.splice(0).map((notice) => `note: ${notice}`));
      }
      const full = block;
      block = [];
      size = 0;
      if (full.length > 0) await io.stdout.write(full);
    };
    const read: ReadInput = ({ file, chunks }) =>
      readIncidents(chunks(), {
        format: options.inputFormat,
        catalogue,
        ...(file === undefined ? {} : { file }),
        ...(map === undefined ? {} : { map }),
        notice: (message) => notices.push(message),
      });
    const checkBatch = async (records: Iterable<BatchRecord>): Promise<void> => {
      for (const record of records) {
        if (record.kind === 'blank') {
          blankLines++;
          continue;
        }
        const checked = checkRecord(record);
        // To wait for each record would cost about as much as to check it.
        const result = checked instanceof Promise ? await checked : checked;
        counter.add(result);
        add(format.result(result, nth++));
        if (size >= BLOCK) await writeBlock();
      }
    };
    try {
      for (const records of map === undefined ? inputs.map(read) : await withHeadersChecked(inputs, read)) {
        try {
          for await (const batch of records) {
            await checkBatch(batch);
            await writeBlock();
            // Nobody reads on: the exit code tells what was seen until then.
            if (io.stdout.isClosed) break;
            io.interrupted.throwIfAborted();
            const { records: count, statuses } = counter.summary(0);
            await progress.tick(count, statuses.matched + statuses.possible);
          }
        } catch (error) {
          if (!(error instanceof UnreadableInput)) throw error;
          await progress.clear();
          codes.push(await reportError(error.cause, io, flags));
        }
        if (io.stdout.isClosed) break;
      }
    } catch (error) {
      // What was found until then is not lost with it.
      if (error instanceof Cancelled) await writeBlock();
      throw error;
    } finally {
      await progress.clear();
    }
    const summary = counter.summary(blankLines);
    const exitCode = worstExitCode([...codes, exitCodeOf(summary, options.failOn)]);
    add(format.tail(summary, exitCode));
    await writeBlock();
    return exitCode;
  };
}

type Records = AsyncIterable<Iterable<BatchRecord>>;
type ReadInput = (input: BatchInput) => AsyncGenerator<Iterable<BatchRecord>>;

/**
 * The records of each input, when all headers have the columns that the map names: that they have not is told before
 * anything is printed. What cannot be read is told when its turn comes.
 */
async function withHeadersChecked(inputs: readonly BatchInput[], read: ReadInput): Promise<readonly Records[]> {
  const all: Records[] = [];
  for (const input of inputs) {
    const records = read(input);
    const first = records.next();
    if (input.isRepeatable) {
      await first.catch(passUnreadable);
      await records.return(undefined);
      all.push({ [Symbol.asyncIterator]: () => read(input) });
    } else {
      await first.catch(passUnreadable);
      all.push(beginningWith(first, records));
    }
  }
  return all;
}

function passUnreadable(error: unknown): void {
  if (!(error instanceof UnreadableInput)) throw error;
}

async function* beginningWith<T>(
  first: Promise<IteratorResult<T, unknown>>,
  rest: AsyncGenerator<T>,
): AsyncGenerator<T> {
  const begun = await first;
  if (begun.done === true) return;
  yield begun.value;
  yield* rest;
}

async function prepare(
  session: Session,
  options: CheckOptions,
): Promise<{ checker: Checker; lookups: Lookups; map: IncidentMap | undefined }> {
  const { rules, context } = await session.rules();
  // A zone that does not exist is told at once, whether or not a record needs it.
  if (options.zone !== undefined) await configInZone(session, options.zone);
  const config = once(() => configInZone(session, options.zone));
  const words = conditionWords(rules);
  return {
    map:
      options.map === undefined ? undefined : await openMap(options.map, rules, words.catalogue, options.zone, session),
    checker: {
      rules,
      context,
      words,
      withSteps: options.withSteps === true,
    },
    lookups: {
      zone: async () => (await config()).values.zone,
      policy: async () => findPolicy(rules, (await config()).values.policy),
      words: async () => (options.text ? session.words() : null),
    },
  };
}

/** Loaded when there is one: most checks go without, and YAML takes its time. */
async function openMap(
  path: string,
  rules: Rules,
  catalogue: Catalogue,
  zone: string | undefined,
  { io }: Session,
): Promise<IncidentMap> {
  const { readMap } = await import('../batch/map/read-map.ts');
  return readMap(path, { catalogue, areas: rules.areas.map((area) => area.id) }, io.files, zone);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
