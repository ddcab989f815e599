import { ownText } from '../facts/own-text.ts';
import type { SecretKind } from './kind.ts';
import type { KnownSecret } from './known/known-secret.ts';

/** Braces need no escaping in Markdown, HTML or a file name. The first bundles had angle brackets, and can still be added to. */
const PLACEHOLDER = String.raw`[{<]([a-z]+(?:-[a-z]+)*)-(\d{1,9})[>}]`;
const EACH = new RegExp(PLACEHOLDER, 'g');
const NOTHING_ELSE = new RegExp(String.raw`^[^\p{L}\p{N}]*(?:${PLACEHOLDER}[^\p{L}\p{N}]*)+$`, 'u');

/** The words that stand for secrets in one bundle: the same secret gets the same word in every file. */
export interface Placeholders {
  /** `{card-1}` or `{national-id-1}`, counted in the order in which secrets are first seen; never made from the secret itself. */
  standFor(kind: SecretKind, secret: string): string;
  /** Keeps the placeholders that stand in `text` already from being given to another secret. */
  reserve(text: string): void;
  /** What each placeholder stands for, in the order in which they were given; of several spellings the first. */
  list(): readonly KnownSecret[];
}

/** Whether a secret was removed from this place already: there are placeholders (in an address perhaps), and beside them punctuation at most. */
export function isRemoved(text: string): boolean {
  return NOTHING_ELSE.test(text.includes('%7') ? text.replace(/%7b/gi, '{').replace(/%7d/gi, '}') : text);
}

/** A new set of placeholders: one for each bundle. `texts` are those that may hold placeholders of an earlier one. */
export function newPlaceholders(texts: readonly string[] = []): Placeholders {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  const given: KnownSecret[] = [];

  function reserve(text: string): void {
    for (const [, name = '', number] of text.matchAll(EACH)) {
      counts.set(name, Math.max(counts.get(name) ?? 0, Number(number)));
    }
  }

  function standFor(kind: SecretKind, secret: string): string {
    const key = `${kind.name}:${kind.canonical?.(secret) ?? secret}`;
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const count = (counts.get(kind.name) ?? 0) + 1;
    counts.set(kind.name, count);
    const placeholder = `{${kind.name}-${count}}`;
    known.set(ownText(key), placeholder);
    given.push({ kind: kind.name, value: ownText(secret), placeholder });
    return placeholder;
  }

  texts.forEach(reserve);
  return { standFor, reserve, list: () => given };
}
