import type { CaseRecord } from '../case/case-record.ts';
import type { SecretKind } from '../redact/kind.ts';
import { CREDENTIAL_KINDS, IMPERSONAL_KINDS, SECRET_KINDS } from '../redact/kinds.ts';

/** Fields of the record in which somebody was asked for a name, an address or an id, with all that stands under them. */
const ASKED: readonly (keyof CaseRecord)[] = ['username', 'agentUsername', 'contact', 'identity', 'monitoring'];

/** Fields that hold sentences of the rules, in which the vendor's own telephone and e-mail stand. */
const OURS = new Set(['severity/say', 'symptoms/symptom', 'stepsTried/do', 'missing/label', 'gaps/label']);

/**
 * What is removed from a field of `case.json`: less where somebody was asked for it, since the escalation requires it,
 * and where the sentences are ours.
 */
export function kindsIn(path: readonly string[]): readonly SecretKind[] {
  if (ASKED.some((name) => name === path[0])) return CREDENTIAL_KINDS;
  return OURS.has(path.join('/')) ? IMPERSONAL_KINDS : SECRET_KINDS;
}

/** The values of these fields: none of them is a secret that has to be removed elsewhere. */
export function requiredValues(record: CaseRecord): readonly string[] {
  return ASKED.flatMap((field) => textsIn(record[field]));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
