import { redactFile } from '../bundle/redact-file.ts';
import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { removedLine } from '../report/removals.ts';
import type { Session } from './session.ts';

/** The options of `redact`. */
export interface RedactOptions {
  readonly output: string;
  readonly json?: true;
}

/** `redact`: one file without its secrets. */
export function redact(file: string, options: RedactOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    session.io.system.keepMemoryLow();
    // What is read is read more than once.
    if (file === '-')
      throw new UserError('no-stdin', 'redact reads a file, not stdin', {
        hint: 'write what is to be redacted into a file',
      });
    const redacted = await session.progress('Removing secrets', () => redactFile(file, options.output, session.io));
    if (options.json === true) await session.printJson(redacted);
    else await session.print([`Written: ${redacted.output}`, removedLine(redacted.removed)]);
    return EXIT.ok;
  };
}
