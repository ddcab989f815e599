import { watchSites } from './outage-everywhere.ts';
import { addGroup, groupOf, nameKey, reportersOf, type OutageGroup } from './outage-group.ts';
import type { OutageReport } from './outage-report.ts';
import { timeHeap } from './time-heap.ts';

/** When reports belong together, in milliseconds. */
export interface Nearness {
  /** Reports no further apart than this, each from the one before it, are of one time. */
  readonly window: number;
  /** A report that comes after one which is so much later is taken in; one that comes later still is not. */
  readonly lateness: number;
}

/** Finds outages in reports as they come, holding no more than what is near in time. */
export interface OutageGrouper {
  /** Takes one report in; gives the outages that nothing can be added to any more, in the order in which they began. */
  add(report: OutageReport): OutageGroup[];
  /** No more reports come: the rest. */
  end(): OutageGroup[];
  /** Reports that are no outage, because they stand alone, and those that came too late, so far. */
  counts(): { readonly single: number; readonly late: number };
}

/** For the reports that name no site; no name has this key, since names are not blank. */
const NO_SITE = '';

/**
 * Reports of one site, each near in time to the one before it, are a group; a group to which more than one person has
 * contributed is an outage. Outages of several sites that are of one time are one outage at several sites. A single person
 * at another site is no part of it: alone there, that can be a cable. Somebody who names no site is taken to be there.
 * Where enough sites are hit at once, it is one outage everywhere, and single persons are of it too.
 */
export function groupReports({ window, lateness }: Nearness): OutageGrouper {
  const waiting = timeHeap<OutageReport>();
  /** By site: the group that a report of that site would be added to. */
  const open = new Map<string, OutageGroup>();
  const watch = watchSites(window);
  /** Groups of an outage everywhere. */
  const everywhere = new WeakSet<OutageGroup>();
  /** Groups of several people or of an outage everywhere, closed, which may yet be joined with one at another site. */
  let closed: OutageGroup[] = [];
  /** Closed groups of one person who named no site. */
  let lone: OutageGroup[] = [];
  let latest = -Infinity;
  /** No open group ends before this. */
  let nextEnd = Infinity;
  let single = 0;
  let late = 0;

  const close = (key: string, group: OutageGroup): void => {
    open.delete(key);
    if (reportersOf(group) > 1 || everywhere.has(group)) closed.push(group);
    else if (key === NO_SITE) lone.push(group);
    else single += group.reports;
  };
  const place = (report: OutageReport): void => {
    const key = report.site === undefined ? NO_SITE : nameKey(report.site);
    const group = open.get(key);
    const own = groupOf(report);
    if (group !== undefined && report.at - group.to <= window) return addGroup(group, own);
    if (group !== undefined) close(key, group);
    open.set(key, own);
    if (key !== NO_SITE) for (const hit of watch(own)) everywhere.add(hit);
    nextEnd = Math.min(nextEnd, report.at);
  };
  /** Ends what no report from `frontier` on can be near to. */
  const closeBefore = (frontier: number): void => {
    if (frontier - nextEnd <= window) return;
    for (const [key, group] of open) if (frontier - group.to > window) close(key, group);
    nextEnd = least([...open.values()].map((group) => group.to));
  };
  /** Gives those outages that no group from `frontier` on, and none that is open, can be near to. */
  const settle = (frontier: number): OutageGroup[] => {
    if (closed.length === 0 && lone.length === 0) return [];
    const barrier = Math.min(frontier, least([...open.values()].map((group) => group.from)));
    closed.sort((one, other) => one.from - other.from);
    const settled: OutageGroup[] = [];
    for (let count = chain(closed, window); count > 0; count = chain(closed, window)) {
      if (greatest(closed.slice(0, count).map((group) => group.to)) + window >= barrier) break;
      const [outage, ...others] = closed.slice(0, count) as [OutageGroup, ...OutageGroup[]];
      closed = closed.slice(count);
      for (const other of others) addGroup(outage, other);
      // One person who is at many sites.
      if (reportersOf(outage) === 1) {
        single += outage.reports;
        continue;
      }
      const { from, to } = outage;
      const isNear = (group: OutageGroup): boolean => group.from - to <= window && from - group.to <= window;
      for (const group of lone.filter(isNear)) addGroup(outage, group);
      lone = lone.filter((group) => !isNear(group));
      settled.push(outage);
    }
    const next = Math.min(barrier, closed[0]?.from ?? Infinity);
    const isAlone = (group: OutageGroup): boolean => group.to + window < next;
    single += lone.filter(isAlone).reduce((sum, group) => sum + group.reports, 0);
    lone = lone.filter((group) => !isAlone(group));
    return settled;
  };
  const advance = (frontier: number): OutageGroup[] => {
    for (let report = waiting.take(frontier); report !== undefined; report = waiting.take(frontier)) place(report);
    closeBefore(frontier);
    return settle(frontier);
  };
  return {
    add(report) {
      if (report.at < latest - lateness) {
        late++;
        return [];
      }
      latest = Math.max(latest, report.at);
      waiting.push(report);
      return advance(latest - lateness);
    },
    end: () => advance(Infinity),
    counts: () => ({ single, late }),
  };
}

/** How many groups at the front, sorted by their beginning, follow on each other without a gap over the window. */
function chain(groups: readonly OutageGroup[], window: number): number {
  let count = 0;
  let end = Infinity;
  for (const group of groups) {
    if (group.from - end > window) break;
    end = count === 0 ? group.to : Math.max(end, group.to);
    count++;
  }
  return count;
}

const least = (numbers: readonly number[]): number => numbers.reduce((one, other) => Math.min(one, other), Infinity);
const greatest = (numbers: readonly number[]): number =>
  numbers.reduce((one, other) => Math.max(one, other), -Infinity);
