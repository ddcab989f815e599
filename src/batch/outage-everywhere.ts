import type { OutageGroup } from './outage-group.ts';

/**
 * So many sites at which trouble begins within this share of the window have it together, although it may be a single
 * person at each: fewer are chance. Agents who work at home are a site each.
 */
export const EVERYWHERE: readonly { readonly sites: number; readonly share: number }[] = [
  { sites: 10, share: 1 },
  { sites: 5, share: 0.1 },
];

/**
 * Watches groups of sites as they begin, in order of time; gives those of which it shows now that they are of an outage
 * everywhere. Then a site tells no more who is in it, and so all are that begin within a window of that.
 */
export function watchSites(window: number): (group: OutageGroup) => readonly OutageGroup[] {
  /** Groups that began within the last window, the earliest first. */
  const begun: OutageGroup[] = [];
  let everywhereUntil = -Infinity;
  return (group) => {
    const { from } = group;
    while (begun.length > 0 && from - begun[0]!.from > window) begun.shift();
    begun.push(group);
    const isKnown = from <= everywhereUntil;
    const isHit = EVERYWHERE.some(({ sites, share }) => {
      const first = begun.at(-sites);
      return first !== undefined && from - first.from <= share * window;
    });
    if (isHit) everywhereUntil = from + window;
    // Where it was known, those before this one have been given.
    if (isKnown) return [group];
    return isHit ? [...begun] : [];
  };
}
