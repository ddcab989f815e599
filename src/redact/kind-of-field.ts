import { ownText } from '../facts/own-text.ts';
import type { SecretKind } from './kind.ts';
import { SECRET_KINDS } from './kinds.ts';
import { plainName } from './words.ts';

/** Documents repeat a few names thousands of times; names that are made up for each value are not kept. */
const knownFields = new Map<string, SecretKind | undefined>();

/** The kind of secret that a field of this name announces, if any, in an object of the name `object`, if it has one. */
export function kindOfField(field: string, object = ''): SecretKind | undefined {
  if (!knownFields.has(field)) {
    if (knownFields.size > 1000) knownFields.clear();
    const plain = asKnown(field);
    knownFields.set(
      ownText(field),
      SECRET_KINDS.find((kind) => kind.isField?.(plain) === true),
    );
  }
  return knownFields.get(field) ?? (object === '' ? undefined : kindWithin(asKnown(object), asKnown(field)));
}

function kindWithin(object: string, field: string): SecretKind | undefined {
  return SECRET_KINDS.find((kind) => kind.isFieldOf?.(field, object) === true);
}

function asKnown(name: string): string {
  return plainName(name.normalize('NFKC'));
}
