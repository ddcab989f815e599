import { isRemoved, type Placeholders } from '../placeholders.ts';
import { redactText, type Tally } from '../redact-text.ts';
import type { HarKind } from './plain-text.ts';
import { remember } from './remember.ts';

/** Cleans the texts that are kept of one HAR, and counts what was not. */
export interface Cleaner {
  /** The text without what the kinds of secrets find in it. */
  text(text: string): string;
  /** A placeholder for the whole text, which is a secret or may be one. */
  standIn(kind: HarKind, text: string): string;
  /** Something of this kind was left out. */
  count(kind: string, times?: number): void;
  /** An id that support needs was kept. */
  keepId(id: string): void;
  /** The ids that were kept: nobody may take them for secrets elsewhere. */
  readonly ids: ReadonlySet<string>;
  readonly tally: ReadonlyMap<string, number>;
}

/** What is as long is told apart by its beginning, or addresses that hold whole files would be kept in memory. */
const LONGEST_KEY = 2000;

/**
 * A cleaner for one HAR; `redact` is what the whole bundle removes from a text beside the kinds, if anything. What was
 * removed is counted in `tally`.
 */
export function newCleaner(
  placeholders: Placeholders,
  redact: (text: string) => string = (text) => text,
  tally: Tally = new Map(),
): Cleaner {
  const ids = new Set<string>();
  /** Texts in which nothing was found. */
  const clean = new Set<string>();
  const count = (kind: string, times = 1): void => {
    if (times > 0) tally.set(kind, (tally.get(kind) ?? 0) + times);
  };
  const reserve = (text: string): void => {
    if (/[{<]/.test(text)) placeholders.reserve(text);
  };
  return {
    text(text) {
      reserve(text);
      const known = redact(text);
      if (clean.has(known)) return known;
      const cleaned = redactText(known, placeholders, tally);
      if (cleaned === known) remember(clean, known);
      return cleaned;
    },
    standIn(kind, text) {
      reserve(text);
      if (isRemoved(text)) return text;
      count(kind);
      return placeholders.standFor({ name: kind, find: () => [] }, text.slice(0, LONGEST_KEY));
    },
    count,
    keepId: (id) => ids.add(id),
    ids,
    tally,
  };
}
