import { findHidden } from './find-hidden.ts';
import { foldText } from './fold-text.ts';
import type { SecretKind, Span } from './kind.ts';
import { SECRET_KINDS } from './kinds.ts';
import { searchFor, type Search } from './search/search.ts';
import { withoutColours } from './unseen.ts';
import { isRemoved, type Placeholders } from './placeholders.ts';

/** Counts what was removed, by kind. */
export type Tally = Map<string, number>;

/** A secret and where it stands. */
export interface Finding extends Span {
  readonly kind: SecretKind;
  /** What it reads decoded, where it is encoded in the text. */
  readonly value?: string;
  /** The secrets in it, where all of it is encoded. */
  readonly within?: readonly { readonly kind: SecretKind; readonly value: string }[];
}

/** The text with every secret replaced by its placeholder; `tally` is added to. */
export function redactText(
  text: string,
  placeholders: Placeholders,
  tally: Tally,
  kinds: readonly SecretKind[] = SECRET_KINDS,
): string {
  const findings = findSecrets(text, kinds);
  if (findings.length === 0) return text;
  return settle(replaceFindings(text, 0, text.length, findings, placeholders, tally), placeholders, tally, kinds);
}

const PLACEHOLDER = /\{[a-z]+(?:-[a-z]+)*-\d{1,9}\}/;
/** How often a line is searched once more. */
const ROUNDS = 2;

/**
 * A text from which something was removed, without what shows itself only now: two secrets that touch each other may have
 * been taken for one word. So that nothing more is found when it is redacted again.
 */
export function settle(
  text: string,
  placeholders: Placeholders,
  tally: Tally,
  kinds: readonly SecretKind[] = SECRET_KINDS,
): string {
  const settled = (lines: string): string => {
    let now = lines;
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = now;
      now = replaceFindings(before, 0, before.length, findSecrets(before, kinds), placeholders, tally);
      if (now === before) break;
    }
    return now;
  };
  return changedLines(text)
    .map(({ lines, isChanged }) => (isChanged ? settled(lines) : lines))
    .join('');
}

/** The text in pieces of whole lines: those that hold placeholders, and those between. */
function changedLines(text: string): readonly { readonly lines: string; readonly isChanged: boolean }[] {
  const pieces: { lines: string; isChanged: boolean }[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    const isChanged = PLACEHOLDER.test(line);
    const last = pieces.at(-1);
    if (last?.isChanged === isChanged) last.lines += line;
    else pieces.push({ lines: line, isChanged });
  }
  return pieces;
}

/** The secrets of the given kinds in a text, in its order, none within another; encoded ones too. */
export function findSecrets(text: string, kinds: readonly SecretKind[] = SECRET_KINDS): readonly Finding[] {
  const shown = findShown(text, kinds);
  const hidden = findHidden(text, shown, (view, some = kinds) =>
    findShown(
      view,
      some.filter((kind) => kinds.includes(kind)),
    ),
  );
  return hidden.length === 0 ? shown : withoutOverlaps([...shown, ...hidden]);
}

/** Those that stand there as they are. */
function findShown(text: string, kinds: readonly SecretKind[]): readonly Finding[] {
  const folded = foldText(text);
  const found = withoutOverlaps(kinds.flatMap((kind) => findingsOf(kind, folded)));
  return text.includes('\x1b') ? found.flatMap((finding) => withoutColours(text, finding) ?? []) : found;
}

/** The hints of the kinds, which are looked for with everything else. */
const HINTS: ReadonlyMap<RegExp, Search> = new Map(
  SECRET_KINDS.flatMap(({ hint }) => (hint === undefined ? [] : [[hint, searchFor(globally(hint))] as const])),
);

function globally({ source, flags }: RegExp): RegExp {
  return new RegExp(source, `${flags}g`);
}

function findingsOf(kind: SecretKind, folded: string): readonly Finding[] {
  if (kind.hint !== undefined && HINTS.get(kind.hint)?.isIn(folded) === false) return [];
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
  for (const { kind, start, end, value, within = [] } of findings) {
    if (end <= from || start >= to) continue;
    const secret = text.slice(start, end);
    if (isRemoved(value ?? secret) || isRemoved(secret)) continue;
    result += text.slice(done, Math.max(start, from));
    if (start >= from) {
      for (const inner of within) placeholders.standFor(inner.kind, inner.value);
      result += placeholders.standFor(kind, value ?? secret);
      tally.set(kind.name, (tally.get(kind.name) ?? 0) + 1);
    }
    done = end;
  }
  return result + text.slice(done, to);
}

/** In the order of the text; what overlaps becomes one finding under the kind that begins first. */
export function withoutOverlaps(findings: readonly Finding[]): readonly Finding[] {
  const merged: Finding[] = [];
  for (const finding of findings.toSorted((a, b) => a.start - b.start)) {
    const previous = merged.at(-1);
    if (previous === undefined || finding.start >= previous.end) merged.push(finding);
    else if (finding.end > previous.end) merged[merged.length - 1] = joined(previous, finding);
  }
  return merged;
}

/** What `previous` begins and `next` ends; it reads as it stands. */
function joined({ kind, start, within = [] }: Finding, next: Finding): Finding {
  return { kind, start, end: next.end, within: [...within, ...(next.within ?? [])] };
}
