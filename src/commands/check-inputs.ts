import { UserError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { reportError } from './report-error.ts';
import type { Session } from './session.ts';

/** One input of a batch, not read yet. */
export interface BatchInput {
  /** `-` is stdin. */
  readonly name: string;
  /** Its name in the results; only when there are several. */
  readonly file?: string;
  /** A regular file can be read again; a pipe cannot. */
  readonly isRepeatable: boolean;
  /** Throws {@link UnreadableInput}. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** What stopped the reading of an input, as its cause; the other inputs can still be read. */
export class UnreadableInput extends Error {
  override readonly name = 'UnreadableInput';
}

/**
 * The inputs that can be opened, and the exit codes of those that cannot, which stderr says: before anything is
 * printed, since half a report with such an error beneath it misleads.
 *
 * @param enough aborted when nothing more is wanted: whoever waits for stdin finds it at its end
 */
export async function openInputs(
  files: readonly string[],
  session: Session,
  enough?: AbortSignal,
): Promise<{ inputs: readonly BatchInput[]; failed: readonly ExitCode[] }> {
  const { io, flags } = session;
  const names = files.length === 0 ? ['-'] : files;
  if (names.filter((name) => name === '-').length > 1)
    throw new UserError('stdin-twice', 'stdin (-) can be read only once', { hint: 'name it once' });
  if (files.length === 0 && io.stdin.isTerminal)
    throw new UserError('no-input', 'there is nothing to check', {
      hint: 'name a file: deskmedic check incidents.ndjson; or - to read stdin',
    });
  const inputs: BatchInput[] = [];
  const failed: ExitCode[] = [];
  for (const name of names) {
    try {
      const { isRepeatable, open } = await source(name, session, enough);
      inputs.push({ name, isRepeatable, ...(names.length > 1 ? { file: name } : {}), chunks: () => guarded(open()) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      failed.push(await reportError(error, io, flags));
    }
  }
  return { inputs, failed };
}

/** stdin and files as they come; the pipe that a shell made for a command as a whole. */
async function source(
  name: string,
  { io: { files, stdin } }: Session,
  enough: AbortSignal | undefined,
): Promise<{ isRepeatable: boolean; open: () => AsyncIterable<Uint8Array> }> {
  if (name === '-') return { isRepeatable: false, open: () => stdin.chunks(enough) };
  if ((await files.facts(name))?.kind === 'other') return { isRepeatable: false, open: () => whole(files.read(name)) };
  await files.readAt(name, 0, 1);
  return { isRepeatable: true, open: () => files.stream(name, { reuse: true }) };
}

async function* whole(bytes: Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await bytes;
}

/** Sets what goes wrong in reading apart from what goes wrong with what was read. */
async function* guarded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UnreadableInput(error.message, { cause: error });
  }
}
