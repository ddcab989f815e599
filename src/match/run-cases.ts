import type { Context } from '../rules/evaluate.ts';
import { evaluate } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import type { RuleCase } from '../rules/rule-case.ts';
import { decideOutcome } from './outcome.ts';

/** What one case of a symptom came to, beside what it expected. */
export interface CaseResult {
  readonly case: RuleCase;
  readonly passed: boolean;
  readonly expected: string;
  readonly actual: string;
}

type SymptomCase = RuleCase & { kind: 'symptom' };

/** Runs one case of a symptom: the row's verdict, and with *yes* its outcome (`ask` while a fact must be asked for). */
export function runSymptomCase(ruleCase: SymptomCase, rules: Rules, context: Context): CaseResult {
  const symptom = rules.symptoms.find((row) => row.id === ruleCase.symptom);
  const expected = ruleCase.outcome === undefined ? ruleCase.verdict : `${ruleCase.verdict}, ${ruleCase.outcome}`;
  if (symptom === undefined) return { case: ruleCase, passed: false, expected, actual: 'no such symptom' };
  const { truth } = evaluate(symptom.when, ruleCase.facts, context);
  const decision = decideOutcome(symptom, ruleCase.facts, context);
  const outcome = decision.kind === 'ask' ? 'ask' : decision.outcome.kind;
  const actual = ruleCase.outcome === undefined ? truth : `${truth}, ${outcome}`;
  return { case: ruleCase, passed: actual === expected, expected, actual };
}

/** What a symptom still lacks: a case for each verdict, and one for each of its outcomes. */
export interface Uncovered {
  readonly symptom: string;
  readonly lacks: string;
}

/** The gaps of a pack's cases. Only symptoms of the packs named in `packs` are looked at. */
export function findUncovered(
  rules: Rules,
  cases: readonly RuleCase[],
  context: Context,
  packs: ReadonlySet<string>,
): Uncovered[] {
  const own = cases.filter((ruleCase): ruleCase is SymptomCase => ruleCase.kind === 'symptom');
  return rules.symptoms
    .filter((symptom) => packs.has(symptom.pack))
    .flatMap((symptom) => {
      const mine = own.filter((ruleCase) => ruleCase.symptom === symptom.id);
      const lacks: string[] = [];
      if (!mine.some((item) => item.verdict === 'yes')) lacks.push('a case that matches');
      if (!mine.some((item) => item.verdict === 'no')) lacks.push('a near miss that does not match');
      if (!mine.some((item) => item.verdict === 'unknown')) lacks.push('a case where a fact is missing');
      const reached = new Set(
        mine
          .filter((item) => item.verdict === 'yes')
          .map((item) => decideOutcome(symptom, item.facts, context))
          .flatMap((decision) => (decision.kind === 'outcome' ? [symptom.outcomes.indexOf(decision.outcome)] : [])),
      );
      for (const [index, outcome] of symptom.outcomes.entries()) {
        if (!reached.has(index)) lacks.push(`a case for its outcome ${index + 1} (${outcome.kind})`);
      }
      return lacks.map((lack) => ({ symptom: symptom.id, lacks: lack }));
    });
}
