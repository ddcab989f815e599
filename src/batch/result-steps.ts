import { planSteps } from '../diagnose/step-plan.ts';
import type { Facts } from '../facts/fact.ts';
import { formatCondition, type ConditionWords } from '../report/condition-words.ts';
import type { ResultStep } from '../report/result.ts';
import { evaluate, type Context } from '../rules/evaluate.ts';
import type { Step, Symptom } from '../rules/pack.ts';

/** The steps of a row for a record: those for another desk are left out, those that a call forbids keep their words back. */
export function resultSteps(symptom: Symptom, facts: Facts, context: Context, words: ConditionWords): ResultStep[] {
  // Nobody can be asked here: every fact that is not known counts as "don't know".
  const declined = new Set(words.catalogue.keys());
  const plan = planSteps(symptom, { facts, declined, results: new Map(), consents: new Set() }, context);
  return plan.flatMap(({ step, state }): ResultStep[] => {
    const { id, who, disrupts } = step;
    if (state.kind === 'does-not-apply') return [];
    if (state.kind === 'withheld') return [{ id, who, disrupts, withheld: state.why }];
    return [{ id, do: step.do, who, disrupts, ...openCondition(step, facts, context, words) }];
  });
}

function openCondition(step: Step, facts: Facts, context: Context, words: ConditionWords): { if?: string } {
  if (step.if === undefined || evaluate(step.if, facts, context).truth === 'yes') return {};
  return { if: formatCondition(step.if, words) };
}
