import type { Catalogue, Fact, KnownFact } from '../facts/fact.ts';
import { isValueOf } from '../facts/parse-value.ts';
import { compareTexts } from '../facts/text-order.ts';
import type { Reading, ShownFact } from './reading.ts';

/** A file that was read. */
export interface ReadFile {
  /** Its name. */
  readonly file: string;
  readonly reading: Reading;
}

/** One value that a file shows, with the file. */
export interface FileFact extends ShownFact {
  readonly file: string;
}

/** What files show of one fact: the value that counts, wherever it was seen, and others that were seen too. */
export interface ShownValues {
  /** At least one; the earliest first. */
  readonly counts: readonly [FileFact, ...FileFact[]];
  readonly others: readonly FileFact[];
}

/**
 * Facts that say something only beside another: how an agent signs in matters once signing in has failed, and that desktops
 * came back belongs to an outage. Alone, every log of a good day would have them, and would make rows possible.
 */
const ONLY_BESIDE: ReadonlyMap<string, string> = new Map([
  ['station.option', 'sign-in.failure'],
  ['network.reconnected', 'network.outage'],
]);

/**
 * What the files show, fact by fact, in the order of the catalogue. Of a measure (a length of time, a loss) the largest
 * counts, of anything else what was seen last; files without times count as older, the one named last as the newest.
 * Facts that the catalogue does not have, and values that are none of the fact's, are left out.
 */
export function shownValues(files: readonly ReadFile[], catalogue: Catalogue): ReadonlyMap<string, ShownValues> {
  const everything = files.flatMap(({ file, reading }) => reading.facts.map((fact): FileFact => ({ ...fact, file })));
  const ids = new Set(everything.map(({ fact }) => fact));
  const all = everything.filter(({ fact }) => ids.has(ONLY_BESIDE.get(fact) ?? fact));
  const shown = new Map<string, ShownValues>();
  for (const fact of catalogue.values()) {
    const values = all.filter((one) => one.fact === fact.id && isValueOf(fact, one.value));
    if (values.length === 0) continue;
    const { value } = values.reduce((best, one) => (outweighs(fact, best, one) ? one : best));
    const [first, ...same] = values.filter((one) => one.value === value).toSorted(byTime);
    shown.set(fact.id, { counts: [first!, ...same], others: values.filter((one) => one.value !== value) });
  }
  return shown;
}

/** What counts as a fact that is known; it was seen where it was seen first. */
export function knownFrom({ value, file, first }: FileFact): KnownFact {
  return { value, by: 'evidence', seen: { file, ...first } };
}

/** What is without a time stands behind what has one. */
function byTime({ first: a }: FileFact, { first: b }: FileFact): number {
  return compareTexts(a.at ?? '~', b.at ?? '~');
}

/** Whether `next` counts rather than `best`, which stands before it. */
function outweighs(fact: Fact, best: FileFact, next: FileFact): boolean {
  if (typeof best.value === 'number' && typeof next.value === 'number' && fact.type !== 'count')
    return next.value > best.value;
  return compareTexts(best.last.at ?? '', next.last.at ?? '') <= 0;
}
