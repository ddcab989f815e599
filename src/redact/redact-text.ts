import { foldText } from './fold-text.ts';
import type { SecretKind, Span } from './kind.ts';
import { SECRET_KINDS } from './kinds.ts';
import { isRemoved, type Placeholders } from './placeholders.ts';

/** Counts what was removed, by kind. */
export type Tally = Map<string, number>;

interface Finding extends Span {
  readonly kind: SecretKind;
}

/** The text with every secret replaced by its placeholder; `tally` is added to. */
export function redactText(text: string, placeholders: Placeholders, tally: Tally): string {
  const folded = foldText(text);
  const findings = SECRET_KINDS.flatMap((kind) => kind.find(folded).map((span) => ({ ...span, kind })));
  return replaceFindings(text, findings, placeholders, tally);
}

/** The value of a field that announces a secret of `kind`, without the secret. */
export function redactField(text: string, kind: SecretKind, placeholders: Placeholders, tally: Tally): string {
  if (text === '') return text;
  const span = kind.inField?.(foldText(text)) ?? { start: 0, end: text.length };
  return replaceFindings(text, [{ ...span, kind }], placeholders, tally);
}

function replaceFindings(text: string, findings: readonly Finding[], placeholders: Placeholders, tally: Tally): string {
  let result = '';
  let done = 0;
  for (const { kind, start, end } of withoutOverlaps(findings)) {
    const secret = text.slice(start, end);
    if (isRemoved(secret)) continue;
    result += text.slice(done, start) + placeholders.standFor(kind, secret);
    tally.set(kind.name, (tally.get(kind.name) ?? 0) + 1);
    done = end;
  }
  return result + text.slice(done);
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
