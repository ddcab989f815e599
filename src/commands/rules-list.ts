import { EXIT, type ExitCode } from '../exit-codes.ts';
import { rulesList, rulesListLines } from '../report/rules-list.ts';
import type { Session } from './session.ts';

/** `rules list`: every symptom of the rules in force. */
export function listRules(options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { rules } = await session.rules();
    const list = rulesList(rules);
    await (options.json ? session.printJson(list) : session.print(rulesListLines(list, rules.areas)));
    return EXIT.ok;
  };
}
