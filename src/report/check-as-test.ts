import type { Result } from './result.ts';

/** How a result stands in formats that know only tests. */
export type TestStanding =
  | { readonly kind: 'passed' | 'failed' | 'error' }
  | { readonly kind: 'skipped'; readonly why: 'incomplete' | 'unmatched' };

/**
 * A result as a test, the same in JUnit and TAP: *passed* when there is a documented answer (workaround, explain, wait),
 * *failed* when it is to be escalated, *error* when it is invalid, else *skipped*: incomplete (to ask about, or a rule
 * failed), or unmatched, since a record that nobody has an answer for has not passed. Nothing else fails or is an error.
 */
export function asTest({ status, action, rules }: Pick<Result, 'status' | 'action' | 'rules'>): TestStanding {
  if (status === 'invalid') return { kind: 'error' };
  if (action === 'escalate') return { kind: 'failed' };
  if (action === 'ask' || rules.failed > 0) return { kind: 'skipped', why: 'incomplete' };
  return action === 'none' ? { kind: 'skipped', why: 'unmatched' } : { kind: 'passed' };
}
