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

/** A UUID, also between what the vendor's programs write around it (`notifs_…`, `WX_…`, `…_12:imu:false`), or a number in hexadecimal. */
const MADE =
  /^(?:(?:[a-z][a-z\d-]{0,39}_){0,3}[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:[_.-]\d{1,6})?(?::[a-z\d]{1,12}){0,4}|(?=\D*\d)[\da-f]{16,64})$/i;
/** Ids of calls have no shape of their own; what has no digit is a word or a name. */
const PLAIN = /^(?=\D*\d)[A-Za-z\d][\w.:-]{3,127}$/;
/** What a call's id may look like and is something else: a token (RFC 7519), an address on a network. */
const NO_ID = [
  /^(?:[\w-]{8,}\.){2,}[\w-]*$/,
  /^\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?$/,
  /^(?:[\da-f]{2}[:-]){5}[\da-f]{2}$/i,
  /^(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}$/i,
];
/** As many digits as a telephone number or a card's (ISO/IEC 7812-1) has, in whatever groups. */
const AS_NUMBER = /^\d(?:[.:_-]?\d){6,18}$/;

/**
 * Whether the value can be an identifier of this kind. Names of fields lie: what is secret or personal by its shape (an
 * e-mail, a token, the number of a card or a telephone) is none, and neither is what redaction would take away before it could be quoted.
 */
export function isIdentifier(kind: IdentifierKind, value: string): boolean {
  if (AS_NUMBER.test(value)) return false;
  return MADE.test(value) || (kind === 'call' && PLAIN.test(value) && !NO_ID.some((pattern) => pattern.test(value)));
}

/** What a field of this name (see `plainName`) holds an identifier of, if it does. */
export function identifierKind(name: string): IdentifierKind | undefined {
  return KIND_OF.get(name);
}

/** The identifier that a field of this name (see `plainName`) holds, if it holds one. */
export function identifierNamed(name: string, value: unknown): readonly FoundId[] {
  const kind = identifierKind(name);
  return kind !== undefined && typeof value === 'string' && isIdentifier(kind, value) ? [[kind, value]] : [];
}

/** The identifiers among the fields of a body or a message. */
export function idsAmong(fields: readonly JsonField[]): readonly FoundId[] {
  return fields.flatMap(({ name, value }) => identifierNamed(name, value));
}
