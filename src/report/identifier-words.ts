import { IDENTIFIER_KINDS, READING_LIMITS, type IdentifierKind, type Identifiers } from '../evidence/reading.ts';

/** What an identifier is called where the vendor's engineers look for it. */
const KIND_WORDS: Readonly<Record<IdentifierKind, string>> = {
  tracking: 'Tracking id',
  interaction: 'Interaction id',
  correlation: 'Correlation id',
  org: 'Organization id',
  call: 'Call id',
};

/** The name of a kind of identifier. */
export function identifierLabel(kind: IdentifierKind): string {
  return KIND_WORDS[kind];
}

/** Identifiers in words, a kind at a time: `Tracking id: GTWY_…, GTWY_…`. */
export function identifierWords(ids: Identifiers): string[] {
  return (Object.keys(KIND_WORDS) as IdentifierKind[]).flatMap((kind) => {
    const values = ids[kind] ?? [];
    return values.length === 0 ? [] : [`${KIND_WORDS[kind]}: ${values.join(', ')}`];
  });
}

/**
 * The identifiers of several files together, by kind, each once, and no more than are kept of one file. Kinds that a newer
 * version may have written are left out: nobody knows what stands there.
 */
export function identifiersOf(files: readonly { readonly ids: Identifiers }[]): Identifiers {
  return Object.fromEntries(
    IDENTIFIER_KINDS.flatMap((kind) => {
      const values = new Set(files.flatMap(({ ids }) => ids[kind] ?? []));
      return values.size === 0 ? [] : [[kind, [...values].slice(0, READING_LIMITS.ids)]];
    }),
  );
}
