import { quoteForShell } from '../dialogue/quote.ts';
import type { Session } from './session.ts';

/**
 * A command for a person to paste: this program once more, with these words. It also works from another shell, since it
 * names the home and the packs of this run. Lines that hold it are printed whole.
 */
export function commandLine({ io, flags, home }: Session, words: readonly string[]): string {
  const isElsewhere = flags.home !== undefined || io.env['DESKMEDIC_HOME'] !== undefined;
  const all = [
    ...io.system.command,
    ...words,
    ...(isElsewhere ? ['--home', home] : []),
    ...flags.rules.flatMap((dir) => ['--rules', dir]),
    ...(flags.plain ? ['--plain'] : []),
  ];
  return quoteForShell(all, io.system.platform, io.env);
}
