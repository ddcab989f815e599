import { askability, type Askability } from '../diagnose/askability.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { lintLines, lintReport } from '../report/rules-lint.ts';
import { hasErrors } from '../rules/compile-pack.ts';
import { layPacks } from '../rules/lay-packs.ts';
import { contextFor } from '../rules/load-rules.ts';
import { inReadingOrder, type Problem } from '../rules/problem.ts';
import { askabilityNotes } from './askability-notes.ts';
import { openPacks, type OpenedPacks } from './open-packs.ts';
import type { Session } from './session.ts';

/** `rules lint`: everything wrong with the packs named with `--rules`, or with the built-in one. */
export function lintRules(options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const opened = await openPacks(session);
    const { packs } = opened;
    const found = await findAskability(opened);
    const problems = packs.flatMap((pack) =>
      found === undefined ? pack.problems : inReadingOrder([...pack.problems, ...askabilityNotes(pack, found)]),
    );
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

/** How well questions tell the rows of all packs in force apart; with an error anywhere, that is not known. */
async function findAskability({ packs, layers }: OpenedPacks): Promise<Askability | undefined> {
  if (packs.some((pack) => hasErrors(pack.problems))) return undefined;
  const rules = layPacks(layers);
  return askability(rules, await contextFor(rules));
}

/** Errors 2, warnings alone 4, else 0: notes never count. */
function lintExitCode(problems: readonly Problem[]): ExitCode {
  const levels = new Set(problems.map((problem) => problem.level));
  if (levels.has('error')) return EXIT.usage;
  return levels.has('warning') ? EXIT.workaround : EXIT.ok;
}
