import { EXIT, type ExitCode } from '../exit-codes.ts';
import { rulesMarkdown } from '../report/rules-markdown.ts';
import type { Session } from './session.ts';

/** `rules docs`: the text of `rules/README.md`. */
export function ruleDocs(): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { rules } = await session.rules();
    await session.io.stdout.write(rulesMarkdown(rules));
    return EXIT.ok;
  };
}
