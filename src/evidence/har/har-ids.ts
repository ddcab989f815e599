import { identifierNamed, type FoundId } from '../identifiers.ts';
import { plainName } from '../json-fields.ts';
import type { IdentifierKind } from '../reading.ts';
import type { HarRequest } from './har-request.ts';
import { fieldOf, listOf, textOf } from './shape.ts';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const IN_PATH: readonly (readonly [RegExp, IdentifierKind])[] = [
  [new RegExp(`/(?:organizations?|orgs?)/(${UUID})(?=/|$)`, 'i'), 'org'],
  [new RegExp(`/(?:tasks|interactions?)/(${UUID})(?=/|$)`, 'i'), 'interaction'],
];

/** Identifiers in the headers and the address of a request. */
export function idsOfRequest({ entry, url }: HarRequest): readonly FoundId[] {
  const headers = ['request', 'response'].flatMap((side) => listOf(fieldOf(fieldOf(entry, side), 'headers')));
  return [
    ...headers.flatMap((header) => identifierNamed(plainName(textOf(header, 'name') ?? ''), textOf(header, 'value'))),
    ...[...url.searchParams].flatMap(([name, value]) => identifierNamed(plainName(name), value)),
    ...IN_PATH.flatMap(([pattern, kind]): FoundId[] => {
      const id = pattern.exec(url.pathname)?.[1];
      return id === undefined ? [] : [[kind, id]];
    }),
  ];
}
