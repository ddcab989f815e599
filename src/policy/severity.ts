import { UserError } from '../errors.ts';
import type { Facts } from '../facts/fact.ts';
import type { Escalation } from './escalation.ts';
import { withImpact, withShare } from './impact-facts.ts';
import { evaluate, type Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import type { Policy, SeverityLevel } from '../rules/policy.ts';
import type { Reason } from '../rules/verdict.ts';

/** A severity with what to do about it. */
export interface Severity {
  readonly policy: string;
  readonly severity: string;
  readonly title: string;
  /** Empty when nothing that is known speaks for another than the default. */
  readonly because: readonly Reason[];
  readonly channel: string;
  /** What to do, in one sentence. */
  readonly say: string;
}

/** Proposes a severity from what is known of the impact: the first level whose condition is *yes*, else the default. */
export function proposeSeverity(policy: Policy, known: Facts, context: Context): Severity {
  const facts = withShare(known);
  for (const level of policy.severities) {
    if (level.when === undefined) continue;
    const verdict = evaluate(level.when, facts, context);
    if (verdict.truth === 'yes') return described(policy, level, verdict.because);
  }
  return chooseSeverity(policy, policy.defaultSeverity);
}

/** The severity in force, and what the policy proposed; they differ when a person chose another one. */
export interface SettledSeverity {
  readonly proposed: Severity;
  readonly inForce: Severity;
}

/**
 * The severity of an escalation: the one that a person chose, else what the policy proposes for its impact and the
 * facts of the desk. Whatever is said or written about a case's severity comes from here.
 */
export function severityOf(policy: Policy, escalation: Escalation, facts: Facts, context: Context): SettledSeverity {
  const proposed = proposeSeverity(policy, withImpact(facts, escalation), context);
  const inForce = escalation.severity === undefined ? proposed : chooseSeverity(policy, escalation.severity);
  return { proposed, inForce };
}

/** A level that a person chose. Throws `unknown-severity` for one that the policy does not have. */
export function chooseSeverity(policy: Policy, id: string): Severity {
  const level = policy.severities.find((known) => known.id.toLowerCase() === id.toLowerCase());
  if (level === undefined) {
    const known = policy.severities.map((item) => item.id).join(', ');
    throw new UserError('unknown-severity', `${policy.title} has no severity "${id}"`, {
      hint: `choose one of ${known}`,
    });
  }
  return described(policy, level, []);
}

/** Whether the vendor wants a telephone call for it, which is then always said first. */
export function goesByTelephone(severity: Pick<Severity, 'channel'>): boolean {
  return severity.channel === 'phone';
}

/** The policy with this id. Throws `unknown-policy`. */
export function findPolicy(rules: Rules, id: string): Policy {
  const policy = rules.policies.find((known) => known.id === id);
  if (policy !== undefined) return policy;
  const known = rules.policies.map((item) => item.id).join(', ');
  throw new UserError('unknown-policy', `there is no policy "${id}"`, { hint: `known are ${known}` });
}

function described(policy: Policy, level: SeverityLevel, because: readonly Reason[]): Severity {
  const channel = policy.channels.find((known) => known.id === level.channel);
  return {
    policy: policy.id,
    severity: level.id,
    title: level.title,
    because,
    channel: level.channel,
    say: channel?.say ?? '',
  };
}
