import { EXIT, type ExitCode } from '../exit-codes.ts';
import { findUncovered } from '../match/run-cases.ts';
import { coverageLines, type CoverageReport } from '../report/rules-test.ts';
import { layPacks } from '../rules/lay-packs.ts';
import { contextFor } from '../rules/load-rules.ts';
import { refuseFaulty } from '../rules/open-pack.ts';
import { openPacks } from './open-packs.ts';
import type { Session } from './session.ts';

/** `rules coverage`: the symptoms and outcomes of the packs that lack a case. A faulty pack throws. */
export function ruleCoverage(options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { packs, layers } = await openPacks(session, refuseFaulty);
    const rules = layPacks(layers);
    const names = new Set(packs.map((pack) => pack.layer.identity.name));
    const cases = packs.flatMap((pack) => pack.cases);
    const report: CoverageReport = {
      schema: 'deskmedic/rule-coverage/v1',
      symptoms: rules.symptoms.filter((symptom) => names.has(symptom.pack)).length,
      lacking: findUncovered(rules, cases, await contextFor(rules), names),
    };
    await (options.json ? session.printJson(report) : session.print(coverageLines(report)));
    return report.lacking.length > 0 ? EXIT.escalate : EXIT.ok;
  };
}
