import type { SecretKind } from './kind.ts';

const PLACEHOLDER = /<([a-z]+)-(\d{1,9})>/g;

/** The words that stand for secrets in one bundle: the same secret gets the same word in every file. */
export interface Placeholders {
  /** `<card-1>`, counted in the order in which secrets are first seen; never made from the secret itself. */
  standFor(kind: SecretKind, secret: string): string;
  /** Keeps the placeholders that stand in `text` already from being given to another secret. */
  reserve(text: string): void;
}

/** A new set of placeholders: one for each bundle. `texts` are those that may hold placeholders of an earlier one. */
export function newPlaceholders(texts: readonly string[] = []): Placeholders {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();

  function reserve(text: string): void {
    for (const [, name = '', number] of text.matchAll(PLACEHOLDER)) {
      counts.set(name, Math.max(counts.get(name) ?? 0, Number(number)));
    }
  }

  function standFor(kind: SecretKind, secret: string): string {
    const key = kind.canonical?.(secret) ?? secret;
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const count = (counts.get(kind.name) ?? 0) + 1;
    counts.set(kind.name, count);
    const placeholder = `<${kind.name}-${count}>`;
    known.set(key, placeholder);
    return placeholder;
  }

  texts.forEach(reserve);
  return { standFor, reserve };
}
