import type { Span } from './kind.ts';

/**
 * What a terminal takes for colours (ECMA-48 8.3.117, 8.3.41), also when it was escaped, and signs without a width: a
 * person sees nothing of it, and what stands on both sides of it is one word.
 */
export const UNSEEN: string = String.raw`(?:\x1b|(?<!\\)\\{1,4}(?:u001b|x1b|033|e))\[[\d;:]{0,32}[mK]|[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]`;

/** Colours at which a pattern may end in the midst, for `;` stands in them. */
const BEFORE = /^(?:\x1b(?:\[[\d;:]{0,32}[mK]?)?)+/;
const BEHIND = /(?:\x1b(?:\[[\d;:]{0,32}[mK]?)?)+$/;

/** Characters of colours behind a secret. */
const MOST = 256;

/** The span without the colours at its ends; `undefined` when it holds nothing else. */
export function withoutColours<T extends Span>(text: string, span: T): T | undefined {
  const found = text.slice(span.start, span.end);
  if (!found.includes('\x1b')) return span;
  const before = BEFORE.exec(found)?.[0].length ?? 0;
  if (before === found.length) return undefined;
  return { ...span, start: span.start + before, end: span.end - (BEHIND.exec(found.slice(-MOST))?.[0].length ?? 0) };
}
