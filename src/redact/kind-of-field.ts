import { ownText } from '../facts/own-text.ts';
import type { SecretKind } from './kind.ts';
import { SECRET_KINDS } from './kinds.ts';

/** Documents repeat a few names thousands of times; names that are made up for each value are not kept. */
const knownFields = new Map<string, SecretKind | undefined>();

/** The kind of secret that a field of this name announces, if any. */
export function kindOfField(field: string): SecretKind | undefined {
  if (!knownFields.has(field)) {
    if (knownFields.size > 1000) knownFields.clear();
    knownFields.set(ownText(field), findKind(field));
  }
  return knownFields.get(field);
}

function findKind(field: string): SecretKind | undefined {
  const plain = field
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return SECRET_KINDS.find((kind) => kind.isField?.(plain) === true);
}
