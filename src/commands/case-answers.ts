import { writeAnswers } from '../dialogue/write-answers.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { requirePacks } from './case-packs.ts';
import { lookAtCase } from './look-at-case.ts';
import type { Session } from './session.ts';

/** `case answers`: the answers file that repeats a case unattended. */
export function caseAnswers(
  id: string,
  options: { readonly output?: string },
): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { view } = await lookAtCase(session, id);
    await requirePacks(session, view);
    const { rules, context } = await session.rules();
    const text = writeAnswers(view, rules, context);
    if (options.output === undefined) await session.io.stdout.write(text);
    else {
      await session.io.files.write(options.output, text);
      await session.say([`${options.output} is written`]);
    }
    return EXIT.ok;
  };
}
