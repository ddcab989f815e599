import { CommanderError, type Command } from 'commander';
import type { GlobalFlags, Session } from './commands/session.ts';
import { createProgram } from './commands/program.ts';
import { EXIT, worstExitCode, type ExitCode } from './exit-codes.ts';
import { UserError } from './errors.ts';
import type { Io } from './io/io.ts';
import { realIo, realThreadIo } from './io/real.ts';
import { escapeText } from './report/escape.ts';
import { VERSION } from './version.ts';

export { realIo };

/** The whole tool as a function: arguments and the outside world in, an exit code of DESIGN §9 out. Never throws. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const written: Promise<void>[] = [];
  const program = createProgram({
    version: VERSION,
    out: (text) => void written.push(io.stdout.write(text)),
    err: (text) => void written.push(io.stderr.write(escapeMessage(text))),
    perform: async (flags, verb) => {
      code = await perform(io, flags, verb);
    },
  });
  try {
    const verbs = program.parseOptions([...argv]);
    const bare = verbs.operands.length === 0 && verbs.unknown.length === 0;
    if (bare && io.terminal === null && !program.opts()['plain']) {
      program.outputHelp({ error: true });
      code = EXIT.usage;
    } else await program.parseAsync(bare ? ['diagnose', ...argv] : verbFirst(program, verbs, argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  try {
    await Promise.all(written);
  } catch (error) {
    code = worstExitCode([code, await report(error, io, { ...NO_FLAGS, ...program.opts() })]);
  }
  return code;
}

/** Commander shows the help of the whole program for a verb that is none: without the flag it says that there is none. */
function verbFirst(program: Command, { operands: [verb] }: { operands: string[] }, argv: readonly string[]): string[] {
  const isUnknown = verb !== undefined && program.commands.every((known) => known.name() !== verb);
  return argv.filter((word) => !isUnknown || (word !== '--help' && word !== '-h'));
}

/** What a further thread of the program does: it checks what it is given. */
export async function runThread(packageRoot: string): Promise<void> {
  const [{ answerQuestions }, { checkThread }] = await Promise.all([
    import('./io/threads.ts'),
    import('./commands/check-thread.ts'),
  ]);
  answerQuestions(checkThread((screen) => realThreadIo(packageRoot, screen)));
}

const NO_FLAGS: GlobalFlags = { rules: [], offline: false, plain: false, color: true, quiet: false, debug: false };

/**
 * What commander says, with what was typed in it escaped. In an error only its own two line ends stay: the one before
 * a suggestion, and the last.
 */
function escapeMessage(text: string): string {
  const [, message, end] = /^(error: [^]*?)((?:\n\(Did you mean [^\n]*\))?\n)$/.exec(text) ?? [undefined, '', text];
  return escapeText(message ?? '') + (end ?? '').split('\n').map(escapeText).join('\n');
}

/** Opens what a verb needs, runs it, and is the one place where errors become words and codes. */
async function perform(io: Io, flags: GlobalFlags, verb: (session: Session) => Promise<ExitCode>): Promise<ExitCode> {
  try {
    const { openSession } = await import('./commands/session.ts');
    return await verb(openSession(io, flags));
  } catch (error) {
    return report(error, io, flags);
  }
}

async function report(error: unknown, io: Io, flags: GlobalFlags): Promise<ExitCode> {
  const { reportError } = await import('./commands/report-error.ts');
  try {
    return await reportError(error, io, flags);
  } catch (failure) {
    // stderr cannot be written: nobody can be told, but the code still tells.
    return failure instanceof UserError ? failure.exit : EXIT.bug;
  }
}
