import { CommanderError } from 'commander';
import type { GlobalFlags, Session } from './commands/session.ts';
import { createProgram } from './commands/program.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { Io } from './io/io.ts';
import { VERSION } from './version.ts';

export { realIo } from './io/real.ts';

/** The whole tool as a function: arguments and the outside world in, an exit code of DESIGN §9 out. Never throws. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const written: Promise<void>[] = [];
  const program = createProgram({
    version: VERSION,
    out: (text) => void written.push(io.stdout.write(text)),
    err: (text) => void written.push(io.stderr.write(text)),
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
    } else await program.parseAsync(bare ? ['diagnose', ...argv] : [...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
  await Promise.all(written);
  return code;
}

/** Opens what a verb needs, runs it, and is the one place where errors become words and codes. */
async function perform(io: Io, flags: GlobalFlags, verb: (session: Session) => Promise<ExitCode>): Promise<ExitCode> {
  try {
    const { openSession } = await import('./commands/session.ts');
    return await verb(openSession(io, flags));
  } catch (error) {
    const { reportError } = await import('./commands/report-error.ts');
    return reportError(error, io, flags);
  }
}
