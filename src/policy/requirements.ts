import type { Facts } from '../facts/fact.ts';
import { evaluate, type Context } from '../rules/evaluate.ts';
import type { Policy, RequiredField, Requirement } from '../rules/policy.ts';
import type { Escalation } from './escalation.ts';

/** A piece of required information that is not there. */
export interface Missing {
  readonly field: string;
  readonly label: string;
}

/** What the policy requires for this area under these facts, in its order. */
export function requirementsFor(policy: Policy, area: string, facts: Facts, context: Context): readonly Requirement[] {
  // The area can come from anybody's file: "constructor" is none.
  const own = Object.hasOwn(policy.required, area) ? policy.required[area] : policy.required['otherwise'];
  const list = own ?? [];
  return list.filter((item) => item.when === undefined || evaluate(item.when, facts, context).truth === 'yes');
}

/** Everything required that the escalation lacks, listed at once; what is wanted only "if available" is never missing. */
export function missingInformation(policy: Policy, escalation: Escalation, facts: Facts, context: Context): Missing[] {
  return requirementsFor(policy, escalation.area, facts, context)
    .filter((item) => item.ifAvailable !== true && isEmpty(valueOf(escalation, item.field)))
    .map(({ field, label }) => ({ field, label }));
}

/** Identity that the vendor will ask for and that a partner can fill in later: named, never required. */
export function identityGaps(policy: Policy, escalation: Escalation): Missing[] {
  return policy.identity
    .filter((item) => isEmpty(escalation.identity?.[item.field]))
    .map(({ field, label }) => ({ field: `identity.${field}`, label }));
}

function valueOf(escalation: Escalation, field: RequiredField): unknown {
  switch (field) {
    case 'monitoring.numberCalled':
      return escalation.monitoring?.numberCalled;
    case 'monitoring.callSessionId':
      return escalation.monitoring?.callSessionId;
    default:
      return escalation[field];
  }
}

function isEmpty(value: unknown): boolean {
  const blank = typeof value === 'string' && value.trim() === '';
  return value === undefined || value === null || blank || (Array.isArray(value) && value.length === 0);
}
