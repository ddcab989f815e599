import type { CaseRecord } from '../case/case-record.ts';

/** Fields of the record in which somebody was asked for a name or an address, with all that stands under them. */
const ASKED: readonly (keyof CaseRecord)[] = ['username', 'agentUsername', 'contact', 'identity', 'monitoring'];

/** Fields that hold sentences of the rules, in which the vendor's own telephone and e-mail stand. */
const OURS = new Set(['severity/say', 'symptoms/symptom', 'stepsTried/do', 'missing/label', 'gaps/label']);

/**
 * Whether personal data stand in a field of `case.json` as they are: because somebody was asked for them, since the
 * escalation requires it, or because they are the vendor's own.
 */
export function isAskedFor(path: readonly string[]): boolean {
  return ASKED.some((name) => name === path[0]) || OURS.has(path.join('/'));
}

/** The values of these fields: none of them is a secret that has to be removed elsewhere. */
export function requiredValues(record: CaseRecord): readonly string[] {
  return ASKED.flatMap((field) => textsIn(record[field]));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
