import { foldText } from './fold-text.ts';
import type { SecretKind, Span } from './kind.ts';
import { SECRET_KINDS } from './kinds.ts';
import { isRemoved, type Placeholders } from './placeholders.ts';

/** Counts what was removed, by kind. */
export type Tally = Map<string, number>;

/** A secret and where it stands. */
export interface Finding extends Span {
  readonly kind: SecretKind;
}

/** The text with every secret replaced by its placeholder; `tally` is added to. */
export function redactText(
  text: string,
  placeholders: Placeholders,
  tally: Tally,
  kinds: readonly SecretKind[] = SECRET_KINDS,
): string {
  return replaceFindings(text, 0, text.length, findSecrets(text, kinds), placeholders, tally);
}

/** The secrets of the given kinds in a text, in its order, none within another. */
export function findSecrets(text: string, kinds: readonly SecretKind[] = SECRET_KINDS): readonly Finding[] {
  const folded = foldText(text);
  return withoutOverlaps(kinds.flatMap((kind) => findingsOf(kind, folded)));
}

function findingsOf(kind: SecretKind, folded: string): readonly Finding[] {
  if (kind.hint?.test(folded) === false) return [];
  return kind.find(folded).map((span) => ({ ...span, kind }));
}

/** The value of a field that announces a secret of `kind`, without the secret. */
export function redactField(text: string, kind: SecretKind, placeholders: Placeholders, tally: Tally): string {
  if (text === '') return text;
  const span = kind.inField?.(foldText(text)) ?? { start: 0, end: text.length };
  if (span.start === span.end) return redactText(text, placeholders, tally);
  return replaceFindings(text, 0, text.length, [{ ...span, kind }], placeholders, tally);
}

/**
 * What stands from `from` up to but not including `to`, with the findings that begin there replaced; of one that began
 * before, nothing is left. The findings stand in order and do not overlap.
 */
export function replaceFindings(
  text: string,
  from: number,
  to: number,
  findings: readonly Finding[],
  placeholders: Placeholders,
  tally: Tally,
): string {
  let result = '';
  let done = from;
  for (const { kind, start, end } of findings) {
    if (end <= from || start >= to) continue;
    const secret = text.slice(start, end);
    if (isRemoved(secret)) continue;
    result += text.slice(done, Math.max(start, from));
    if (start >= from) {
      result += placeholders.standFor(kind, secret);
      tally.set(kind.name, (tally.get(kind.name) ?? 0) + 1);
    }
    done = end;
  }
  return result + text.slice(done, to);
}

/** In the order of the text; what overlaps becomes one finding under the kind that begins first. */
function withoutOverlaps(findings: readonly Finding[]): readonly Finding[] {
  const merged: Finding[] = [];
  for (const finding of findings.toSorted((a, b) => a.start - b.start)) {
    const previous = merged.at(-1);
    if (previous === undefined || finding.start >= previous.end) merged.push(finding);
    else if (finding.end > previous.end) merged[merged.length - 1] = { ...previous, end: finding.end };
  }
  return merged;
}
