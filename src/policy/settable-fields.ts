import { UserError } from '../errors.ts';
import { hintFor } from '../rules/did-you-mean.ts';
import { FUNCTION_STATES, SCOPES } from './escalation.ts';

/** How the text of a field becomes a value. */
type FieldType = 'text' | 'count' | 'boolean' | readonly string[] | RegExp;

const FIELDS: Readonly<Record<string, FieldType>> = {
  summary: 'text',
  username: 'text',
  agentUsername: 'text',
  firstObservedAt: 'text',
  agentsAffected: 'count',
  seats: 'count',
  site: 'text',
  errorText: 'text',
  'monitoring.numberCalled': 'text',
  'monitoring.callSessionId': 'text',
  'impact.scope': SCOPES,
  'impact.function': FUNCTION_STATES,
  'impact.workaround': 'boolean',
  'impact.customersReachAgents': 'boolean',
  'impact.business': 'text',
  severity: 'text',
  severityReason: 'text',
  'identity.ccoId': 'text',
  'identity.contract': 'text',
  'identity.subscription': 'text',
  'identity.product': 'text',
  // The vendor's service request number has nine digits; nine zeros are a placeholder.
  'identity.sr': /^(?!0{9})\d{9}$/,
  'contact.name': 'text',
  'contact.phone': 'text',
  'contact.email': 'text',
};

/** What a field can hold. */
export type SettableValue = string | number | boolean;

/** A value, or why the text is none, and an example of one. */
export type ParsedValue =
  | { readonly ok: true; readonly value: SettableValue }
  | { readonly ok: false; readonly reason: string; readonly example: string };

/** Reads `name=value` for a field of the escalation. Throws `unknown-field` and `bad-value`. */
export function parseSettableField(assignment: string): [field: string, value: SettableValue] {
  const at = assignment.indexOf('=');
  const field = at < 0 ? assignment : assignment.slice(0, at).trim();
  const parsed = parseSettableValue(field, at < 0 ? '' : assignment.slice(at + 1).trim());
  if (parsed.ok) return [field, parsed.value];
  throw new UserError('bad-value', parsed.reason, { hint: `write ${field}=${parsed.example}` });
}

/** Reads what was typed for a field of the escalation. Throws `unknown-field`. */
export function parseSettableValue(field: string, text: string): ParsedValue {
  const type = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (type === undefined)
    throw new UserError('unknown-field', `there is no field "${field}" to set`, {
      hint: hintFor(field, Object.keys(FIELDS)),
    });
  const value = read(type, text);
  return value === undefined
    ? { ok: false, reason: `"${text}" is no value of "${field}"`, example: example(type) }
    : { ok: true, value };
}

function read(type: FieldType, text: string): SettableValue | undefined {
  if (text === '' || text.length > 20_000) return undefined;
  if (type === 'text') return text;
  if (type === 'count') return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  if (type === 'boolean') return { true: true, yes: true, false: false, no: false }[text.toLowerCase()];
  if (type instanceof RegExp) return type.test(text) ? text : undefined;
  return type.includes(text) ? text : undefined;
}

function example(type: FieldType): string {
  if (type === 'text') return '"…"';
  if (type === 'count') return '21';
  if (type === 'boolean') return 'yes or no';
  return type instanceof RegExp ? '694123456 (nine digits)' : type.join(' | ');
}
