import type { Symptom } from './pack.ts';

/** When a symptom is escalated. */
export const ESCALATION_CLASSES = ['never', 'always', 'if-unresolved', 'conditional'] as const;
export type EscalationClass = (typeof ESCALATION_CLASSES)[number];

/**
 * The class of a symptom, which follows from its outcomes: all escalate → `always`, some → `conditional`; else
 * `if-unresolved` when it has steps, which can fail, and `never` when it has none.
 */
export function escalationClass(symptom: Pick<Symptom, 'outcomes' | 'steps'>): EscalationClass {
  const escalating = symptom.outcomes.filter((outcome) => outcome.kind === 'escalate').length;
  if (escalating > 0) return escalating === symptom.outcomes.length ? 'always' : 'conditional';
  return symptom.steps.length > 0 ? 'if-unresolved' : 'never';
}
