import { showTime } from '../facts/time.ts';
import type { SettableValue } from '../policy/settable-fields.ts';
import { IDENTITY_FIELDS, REQUIRED_FIELDS, type IdentityField, type RequiredField } from '../rules/policy.ts';
import type { CaseRecord } from './case-record.ts';
import type { ConfigValues } from './config.ts';

/** A field that a policy can require, or name as a gap in whose case it is. */
export type GapField = RequiredField | `identity.${IdentityField}`;

const GAP_FIELDS: ReadonlySet<string> = new Set([
  ...REQUIRED_FIELDS,
  ...IDENTITY_FIELDS.map((field) => `identity.${field}`),
]);

/** Whether a name is that of a gap this version can fill: a record may come from a newer one, or from anybody. */
export function isGapField(field: string): field is GapField {
  return GAP_FIELDS.has(field);
}

/** The record with this field filled, and no longer named as a gap. A time is ISO 8601 in UTC. */
export function withField(
  record: CaseRecord,
  field: Exclude<GapField, 'screenshots'>,
  value: SettableValue,
): CaseRecord {
  const shown = field === 'firstObservedAt' ? showTime(String(value), record.createdAt.zone) : value;
  const [group, name] = field.split('.') as [keyof CaseRecord, string | undefined];
  const own = name === undefined ? shown : { ...(record[group] as object | undefined), [name]: shown };
  return withoutGap({ ...record, [group]: own }, field);
}

/** The record without this gap, whose filling does not stand in the record yet. */
export function withoutGap(record: CaseRecord, field: GapField): CaseRecord {
  const isOther = (gap: { readonly field: string }): boolean => gap.field !== field;
  return { ...record, missing: record.missing.filter(isOther), gaps: record.gaps.filter(isOther) };
}

/** Fills what the configuration knows (identity, contact) and the record does not. */
export function fillFromConfig(record: CaseRecord, { identity, contact }: ConfigValues): CaseRecord {
  const callBack = { ...contact, ...record.contact };
  let filled = Object.keys(callBack).length === 0 ? record : { ...record, contact: callBack };
  for (const [name, value] of Object.entries(identity) as [IdentityField, string][]) {
    if (record.identity?.[name] === undefined) filled = withField(filled, `identity.${name}`, value);
  }
  return filled;
}
