import { verifyBundle } from '../bundle/verify.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { green, red, type Line } from '../report/text.ts';
import type { Session } from './session.ts';

/** `bundle verify`: every file against the manifest, both ways. */
export function bundleVerify(path: string, options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const result = await verifyBundle(path, session.io);
    const { valid, id, changed, missing, extra, errors } = result;
    const named = (word: string, files: readonly string[]): Line[] => files.map((file): Line => `  ${word}: ${file}`);
    if (options.json === true) await session.printJson(result);
    else {
      await session.print([
        valid ? [green('valid  '), path] : [red('NOT valid  '), path],
        ...(id === null ? [] : [`  id ${id}`]),
        ...named('changed', changed),
        ...named('missing', missing),
        ...named('extra', extra),
        ...named('error', errors),
      ]);
    }
    return valid ? EXIT.ok : EXIT.escalate;
  };
}
