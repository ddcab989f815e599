import type { Facts } from '../facts/fact.ts';
import { evaluate, type Context } from '../rules/evaluate.ts';
import type { Outcome, Symptom } from '../rules/pack.ts';
import type { Reason } from '../rules/verdict.ts';

/** What a symptom comes to under the facts: an outcome, or the facts that must be asked for first. */
export type Decision =
  | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly because: readonly Reason[] }
  | { readonly kind: 'ask'; readonly missing: readonly string[] };

/** Facts that a person was asked for and does not know: they count as "no" for an outcome, and are not asked again. */
export type Declined = ReadonlySet<string>;

const NONE_DECLINED: Declined = new Set();

/**
 * The first outcome that is *yes*. An earlier one that is *unknown* must be asked for first, unless all of the facts
 * that keep it open were declined.
 */
export function decideOutcome(
  symptom: Symptom,
  facts: Facts,
  context: Context,
  declined: Declined = NONE_DECLINED,
): Decision {
  for (const outcome of symptom.outcomes) {
    if (outcome.when === undefined) return { kind: 'outcome', outcome, because: [] };
    const verdict = evaluate(outcome.when, facts, context);
    if (verdict.truth === 'yes') return { kind: 'outcome', outcome, because: verdict.because };
    const missing = verdict.missing.filter((id) => !declined.has(id));
    if (verdict.truth === 'unknown' && missing.length > 0) return { kind: 'ask', missing };
  }
  // Lint demands an "otherwise"; a pack that got past it without one still comes to something safe.
  return { kind: 'outcome', outcome: { kind: 'escalate', to: 'vendor' }, because: [] };
}
