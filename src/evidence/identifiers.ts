import type { JsonField } from './json-fields.ts';
import type { IdentifierKind } from './reading.ts';

/** An identifier and what it is of. */
export type FoundId = readonly [kind: IdentifierKind, value: string];

/** Names of fields, headers, columns and query parameters, as `plainName` gives them. */
const KIND_OF: ReadonlyMap<string, IdentifierKind> = new Map([
  ['trackingid', 'tracking'],
  ['interactionid', 'interaction'],
  ['correlationid', 'correlation'],
  ['orgid', 'org'],
  ['organizationid', 'org'],
  ['callid', 'call'],
  ['sipcallid', 'call'],
  ['callsessionid', 'call'],
  ['sipsessionid', 'call'],
  ['localsessionid', 'call'],
  ['remotesessionid', 'call'],
]);

/** What an id may consist of; a sentence or a token is none. */
const ID = /^[A-Za-z0-9][\w.:@-]{3,127}$/;

/** The identifier that a field of this name (see `plainName`) holds, if it holds one. */
export function identifierNamed(name: string, value: unknown): readonly FoundId[] {
  const kind = KIND_OF.get(name);
  return kind !== undefined && typeof value === 'string' && ID.test(value) ? [[kind, value]] : [];
}

/** The identifiers among the fields of a body or a message. */
export function idsAmong(fields: readonly JsonField[]): readonly FoundId[] {
  return fields.flatMap(({ name, value }) => identifierNamed(name, value));
}
