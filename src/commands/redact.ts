import { redactFile } from '../bundle/redact-file.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { removedLine } from '../report/removals.ts';
import type { Session } from './session.ts';
import { withStdinAsFile } from './stdin-as-file.ts';

/** The options of `redact`. */
export interface RedactOptions {
  readonly output: string;
  readonly json?: true;
}

/** `redact`: one file without its secrets. */
export function redact(file: string, options: RedactOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    session.io.system.keepMemoryLow();
    const redacted = await withStdinAsFile(session, [file], ({ io }) =>
      session.progress('Removing secrets', () => redactFile(file, options.output, io)),
    );
    if (options.json === true) await session.printJson(redacted);
    else await session.print([`Written: ${redacted.output}`, removedLine(redacted.removed)]);
    return EXIT.ok;
  };
}
