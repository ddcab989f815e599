import { pieceChecker } from '../batch/check-piece.ts';
import { readIncidents } from '../batch/read-incidents.ts';
import { exitCodeOf, NO_RESULTS, sumOf } from '../batch/summary.ts';
import { worstExitCode, type ExitCode } from '../exit-codes.ts';
import { configInZone } from './config-in-zone.ts';
import { crewOf, type Crew } from './check-crew.ts';
import { openInputs, UnreadableInput } from './check-inputs.ts';
import { checkProgress } from './check-progress.ts';
import { setUpCheck, type CheckOptions, type CheckSetup } from './check-setup.ts';
import { readInputs } from './read-inputs.ts';
import { reportError } from './report-error.ts';
import type { Session } from './session.ts';
import { shareOut } from './share-out.ts';

/** `check`: incidents in, one result for each out, in order, as they come. Nothing is kept of a record. */
export function check(files: readonly string[], options: CheckOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { io, flags } = session;
    const enough = new AbortController();
    const { inputs, failed } = await openInputs(files, session, enough.signal);
    if (inputs.length === 0) return worstExitCode(failed);
    const setup = await setUpCheck(session, options);
    const { format, map } = setup;
    const progress = checkProgress(session);
    const notices: string[] = [];
    const sayNotices = async (): Promise<void> => {
      if (notices.length === 0) return;
      await progress.clear();
      await session.warn(notices.splice(0));
    };
    const pieces = readInputs(
      inputs,
      ({ file, chunks }) =>
        readIncidents(chunks(), {
          format: options.inputFormat,
          catalogue: setup.catalogue,
          isShared: options.jobs > 1,
          ...(file === undefined ? {} : { file }),
          ...(map === undefined ? {} : { map }),
          notice: (message) => notices.push(`note: ${message}`),
        }),
      map !== undefined,
    );
    const found = shareOut(pieces, pieceChecker(setup.check, format), crewFor(setup, options, session), () =>
      enough.abort(),
    );
    const codes: ExitCode[] = [...failed];
    // Written when there is something to follow it.
    let { head } = format;
    let summary = NO_RESULTS;
    try {
      for await (const block of found) {
        await sayNotices();
        if (block instanceof UnreadableInput) {
          await progress.clear();
          codes.push(await reportError(block.cause, io, flags));
          continue;
        }
        if (head !== '') await io.stdout.write(head);
        head = '';
        await io.stdout.write(block.content);
        if ('giveBack' in block) block.giveBack();
        summary = sumOf(summary, block.summary);
        // Nobody reads on: the exit code tells what was seen until then.
        if (io.stdout.isClosed) break;
        io.interrupted.throwIfAborted();
        await progress.tick(summary.records, summary.statuses.matched + summary.statuses.possible);
      }
    } finally {
      await progress.clear();
    }
    await sayNotices();
    const exitCode = worstExitCode([...codes, exitCodeOf(summary, options.failOn)]);
    await io.stdout.write([head, format.tail(summary, exitCode)]);
    return exitCode;
  };
}

/** The threads that help, where more than one is wanted and can be. */
function crewFor({ packs, format, given }: CheckSetup, options: CheckOptions, session: Session): Crew | undefined {
  const { io, flags } = session;
  const { threads, stdout } = io;
  if (threads === undefined || options.jobs === 1 || format.isNumbered === true) return undefined;
  const { isTerminal, columns } = stdout;
  return crewOf(options.jobs - 1, threads, async () => {
    const config = await configInZone(session, options.zone);
    const screen = { isTerminal, columns };
    return { flags: { ...flags, quiet: true }, options, screen, packs, given: { ...given, config } };
  });
}
