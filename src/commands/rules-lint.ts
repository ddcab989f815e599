import { EXIT, type ExitCode } from '../exit-codes.ts';
import { lintLines, lintReport } from '../report/rules-lint.ts';
import type { Problem } from '../rules/problem.ts';
import { openPacks } from './open-packs.ts';
import type { Session } from './session.ts';

/** `rules lint`: everything wrong with the packs named with `--rules`, or with the built-in one. */
export function lintRules(options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { packs } = await openPacks(session);
    const problems = packs.flatMap((pack) => pack.problems);
    await (options.json
      ? session.printJson(lintReport(problems))
      : session.print(
          lintLines(
            problems,
            packs.map((pack) => pack.directory),
          ),
        ));
    return lintExitCode(problems);
  };
}

/** Errors 2, warnings alone 4, else 0: notes never count. */
function lintExitCode(problems: readonly Problem[]): ExitCode {
  const levels = new Set(problems.map((problem) => problem.level));
  if (levels.has('error')) return EXIT.usage;
  return levels.has('warning') ? EXIT.workaround : EXIT.ok;
}
