import { foldText } from '../../../src/redact/fold-text.ts';
import type { SecretKind, Span } from '../../../src/redact/kind.ts';
import { IMPERSONAL_KINDS } from '../../../src/redact/kinds.ts';

/** The kinds of credentials; what they find does not depend on the kinds of personal data. */
export const CREDENTIALS: readonly SecretKind[] = IMPERSONAL_KINDS.filter(
  ({ name }) => !/^(?:card|cvc|keypad|iban|national-id)$/.test(name),
);

/** The text with `{name}` of its kind in the place of each secret: the simplest redactor there can be. */
export function marked(text: string, kinds: readonly SecretKind[] = CREDENTIALS): string {
  const folded = foldText(text);
  const found = kinds
    .filter((kind) => kind.hint?.test(folded) !== false)
    .flatMap((kind) => kind.find(folded).map((span) => ({ ...span, name: kind.name })))
    .toSorted((a, b) => a.start - b.start);
  const merged: (Span & { readonly name: string })[] = [];
  for (const next of found) {
    const last = merged.at(-1);
    if (last === undefined || next.start >= last.end) merged.push(next);
    else merged[merged.length - 1] = { ...last, end: Math.max(last.end, next.end) };
  }
  return merged.reduceRight(
    (result, { start, end, name }) => `${result.slice(0, start)}{${name}}${result.slice(end)}`,
    text,
  );
}
