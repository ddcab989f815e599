import { EXIT, worstExitCode, type ExitCode } from '../exit-codes.ts';
import { runSymptomCase, type CaseResult } from '../match/run-cases.ts';
import { runPolicyCase } from '../policy/run-policy-case.ts';
import { ruleTestLines, ruleTestReport, type RuleTestReport } from '../report/rules-test.ts';
import type { Context } from '../rules/evaluate.ts';
import { layPacks } from '../rules/lay-packs.ts';
import { contextFor } from '../rules/load-rules.ts';
import { refuseFaulty } from '../rules/open-pack.ts';
import type { Rules } from '../rules/pack.ts';
import type { RuleCase } from '../rules/rule-case.ts';
import { openPacks } from './open-packs.ts';
import type { Session } from './session.ts';

/** `rules test`: runs the cases of the packs, with the settings as the packs declare them. A faulty pack throws. */
export function testRules(options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { packs, layers } = await openPacks(session, refuseFaulty);
    const rules = layPacks(layers);
    const context = await contextFor(rules);
    const results = packs.flatMap((pack) => pack.cases).map((ruleCase) => runCase(ruleCase, rules, context));
    const untested = packs.filter((pack) => pack.cases.length === 0).map((pack) => pack.layer.identity.name);
    const report = ruleTestReport(results, untested);
    await (options.json ? session.printJson(report) : session.print(ruleTestLines(report)));
    return testExitCode(report);
  };
}

function runCase(ruleCase: RuleCase, rules: Rules, context: Context): CaseResult {
  return ruleCase.kind === 'symptom'
    ? runSymptomCase(ruleCase, rules, context)
    : runPolicyCase(ruleCase, rules, context);
}

/** A failed case 3; a pack that nothing is known of, having no case, 5. */
function testExitCode({ failed, untested }: RuleTestReport): ExitCode {
  return worstExitCode([...(failed > 0 ? [EXIT.escalate] : []), ...(untested.length > 0 ? [EXIT.incomplete] : [])]);
}
