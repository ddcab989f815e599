import type { Facts } from '../facts/fact.ts';
import type { Declined } from '../match/outcome.ts';
import { evaluate, type Context } from '../rules/evaluate.ts';
import type { Step, Symptom } from '../rules/pack.ts';
import type { StepResult } from '../rules/step-result.ts';

/** How one step stands. */
export type StepState =
  /** Its `if` is *no*: it is for another desk. */
  | { readonly kind: 'does-not-apply' }
  /** This fact decides whether it applies, or whether it is safe. */
  | { readonly kind: 'ask'; readonly fact: string }
  /** It would disrupt a call that is on, or may be on. */
  | { readonly kind: 'withheld'; readonly why: 'call-active' | 'call-unknown' }
  /** It disrupts the session (or a call that is known to be over), which needs a yes first. */
  | { readonly kind: 'needs-consent' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly result: StepResult };

/** A step and how it stands. */
export interface PlannedStep {
  readonly step: Step;
  readonly state: StepState;
}

/** What is known when steps are planned. */
export interface Situation {
  readonly facts: Facts;
  readonly declined: Declined;
  /** Results by step id. */
  readonly results: ReadonlyMap<string, StepResult>;
  /** Ids of steps that the person agreed to although they disrupt the session. */
  readonly consents: ReadonlySet<string>;
}

/** The fact that keeps steps from dropping a live call. */
export const CALL_ACTIVE = 'call.active';
const SCOPE = 'affected.scope';

/**
 * Every step of a row with its state, in the order in which they are to be tried: the row's own, but beyond one agent
 * the steps at a single workstation come after those that help everybody.
 */
export function planSteps(symptom: Symptom, situation: Situation, context: Context): PlannedStep[] {
  const scope = situation.facts.get(SCOPE)?.value;
  const many = scope !== undefined && scope !== 'one-agent';
  const steps = many
    ? [...symptom.steps.filter((step) => step.who !== 'agent'), ...symptom.steps.filter((step) => step.who === 'agent')]
    : symptom.steps;
  return steps.map((step) => ({ step, state: stateOf(step, situation, context) }));
}

/** The first step that still wants something: a fact, a consent, or to be tried. */
export function nextStep(plan: readonly PlannedStep[]): PlannedStep | undefined {
  return plan.find(({ state }) => state.kind === 'ask' || state.kind === 'needs-consent' || state.kind === 'ready');
}

function stateOf(step: Step, situation: Situation, context: Context): StepState {
  const result = situation.results.get(step.id);
  if (result !== undefined) return { kind: 'done', result };
  if (step.if !== undefined) {
    const verdict = evaluate(step.if, situation.facts, context);
    if (verdict.truth === 'no') return { kind: 'does-not-apply' };
    // Declined facts leave it open; the step is then offered, with its condition in words.
    const fact = verdict.missing.find((id) => !situation.declined.has(id));
    if (verdict.truth === 'unknown' && fact !== undefined) return { kind: 'ask', fact };
  }
  if (step.disrupts === 'call') {
    const active = situation.facts.get(CALL_ACTIVE)?.value;
    if (active === undefined && !situation.declined.has(CALL_ACTIVE)) return { kind: 'ask', fact: CALL_ACTIVE };
    if (active !== false) return { kind: 'withheld', why: active === undefined ? 'call-unknown' : 'call-active' };
  }
  if (step.disrupts !== 'none' && !situation.consents.has(step.id)) return { kind: 'needs-consent' };
  return { kind: 'ready' };
}
