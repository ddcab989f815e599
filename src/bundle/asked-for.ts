import type { CaseRecord } from '../case/case-record.ts';

/** Fields of the record in which somebody was asked for a name or an address, with all that stands under them. */
const ASKED: readonly (keyof CaseRecord)[] = ['username', 'agentUsername', 'contact', 'identity', 'monitoring'];

/**
 * Whether a field of `case.json` was asked for: what a person is called and reached by stands there because the
 * escalation requires it, and nowhere else.
 */
export function isAskedFor([field]: readonly string[]): boolean {
  return ASKED.some((name) => name === field);
}

/** The values of these fields: none of them is a secret that has to be removed elsewhere. */
export function requiredValues(record: CaseRecord): readonly string[] {
  return ASKED.flatMap((field) => textsIn(record[field]));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
