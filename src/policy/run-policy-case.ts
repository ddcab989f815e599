import type { CaseResult } from '../match/run-cases.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import type { RuleCase } from '../rules/rule-case.ts';
import { proposeSeverity } from './severity.ts';

/** Runs one case of a policy: the severity that it proposes. */
export function runPolicyCase(ruleCase: RuleCase & { kind: 'policy' }, rules: Rules, context: Context): CaseResult {
  const policy = rules.policies.find((known) => known.id === ruleCase.policy);
  const actual = policy === undefined ? 'no such policy' : proposeSeverity(policy, ruleCase.facts, context).severity;
  return { case: ruleCase, passed: actual === ruleCase.severity, expected: ruleCase.severity, actual };
}
