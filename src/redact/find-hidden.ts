import { decodedViews } from './decoded-views.ts';
import { encodedTexts } from './encoded-texts.ts';
import type { SecretKind } from './kind.ts';
import { card } from './kinds/card.ts';
import { cvc } from './kinds/cvc.ts';
import type { Finding } from './redact-text.ts';
import { spelledDigits } from './spelled-digits.ts';
import type { View } from './view.ts';

/** A text in base64 or hexadecimal digits in which there is a secret: nothing of it is left. */
export const ENCODED: SecretKind = { name: 'encoded', find: () => [] };

/** How much of a text before and behind what is encoded is looked at with it, in characters, and by how much more then. */
const AROUND = 1024;
const WIDER = 8;
/** How often base64 is undone: base64 within base64. */
const DEEPEST = 2;

/** Finds what shows itself in a text that is written plainly. */
export type FindShown = (text: string, kinds?: readonly SecretKind[]) => readonly Finding[];

/**
 * The secrets that show themselves when what is encoded in the text is decoded: escapes of addresses, JSON, HTML and
 * mails (the findings stand for the encoded spelling), digits in words, base64. A text without any of it costs a search
 * for each. `shown` is what is found without.
 */
export function findHidden(
  text: string,
  shown: readonly Finding[],
  find: FindShown,
  depth: number = DEEPEST,
): readonly Finding[] {
  return [
    ...findInViews(text, decodedViews, (view) => {
      const inView = find(view);
      return [...inView, ...findEncoded(view, inView, find, depth)];
    }),
    ...findInViews(text, spelledDigits, (view) => find(view, [card, cvc])),
    ...findEncoded(text, shown, find, depth),
  ];
}

/** What is found in views of the text, where it stands there. The views are made wider until nothing goes on behind one. */
function findInViews(
  text: string,
  viewsOf: (text: string, around: number) => readonly View[],
  find: FindShown,
): readonly Finding[] {
  for (let around = AROUND; ; around *= WIDER) {
    const seen = viewsOf(text, around).map((view) => ({ view, found: find(view.text) }));
    const goesOn = seen.some(
      ({ view, found }) => view.isCut.behind && found.some((finding) => mayGoOn(view.text, finding)),
    );
    if (!goesOn || around > text.length) return seen.flatMap(({ view, found }) => inOriginal(view, found));
  }
}

/** Whether a finding ends with the text of a view; one of several lines, with its last line. */
function mayGoOn(text: string, { start, end }: Finding): boolean {
  return end === text.length || (end >= text.trimEnd().length && text.slice(start, end).includes('\n'));
}

/** Where in the original a view's findings stand; without those that may begin before it. */
function inOriginal(view: View, found: readonly Finding[]): readonly Finding[] {
  return found
    .filter(({ start }) => !(view.isCut.before && start === 0))
    .map((finding) => ({
      ...finding,
      ...view.original(finding),
      value: finding.value ?? view.text.slice(finding.start, finding.end),
    }));
}

function findEncoded(text: string, shown: readonly Finding[], find: FindShown, depth: number): readonly Finding[] {
  if (depth === 0) return [];
  const found: Finding[] = [];
  let next = 0;
  for (const { start, end, text: decoded } of encodedTexts(text)) {
    while (next < shown.length && shown[next]!.end <= start) next += 1;
    if ((shown[next]?.start ?? Infinity) <= start && shown[next]!.end >= end) continue;
    const inShown = find(decoded);
    const within = [...inShown, ...findHidden(decoded, inShown, find, depth - 1)].flatMap(
      (finding) =>
        finding.within ?? { kind: finding.kind, value: finding.value ?? decoded.slice(finding.start, finding.end) },
    );
    if (within.length > 0) found.push({ start, end, kind: ENCODED, within });
  }
  return found;
}
