import { EXIT, type ExitCode } from '../exit-codes.ts';
import { rulesMarkdown } from '../report/rules-markdown.ts';
import { layPacks } from '../rules/lay-packs.ts';
import { refuseFaulty } from '../rules/open-pack.ts';
import { openPacks } from './open-packs.ts';
import type { Session } from './session.ts';

/** `rules docs`: the text of `rules/README.md`; whatever packs the configuration names, it is about the built-in one. */
export function ruleDocs(): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { layers } = await openPacks(session, refuseFaulty);
    await session.io.stdout.write(rulesMarkdown(layPacks(layers)));
    return EXIT.ok;
  };
}
