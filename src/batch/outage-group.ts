import { joinShared, type OutageReport, type ReportedRow, type SharedFacts } from './outage-report.ts';

/** Reports that belong together: what they come to, not the reports. Its size grows with people and sites, not with reports. */
export interface OutageGroup {
  /** Milliseconds since 1970 of the first and the last report. */
  from: number;
  to: number;
  reports: number;
  /** The agents, by their names without regard to case, as one of the reports writes them. */
  readonly agents: Map<string, string>;
  /** Reports that name no agent. */
  withoutAgent: number;
  readonly sites: Map<string, string>;
  /** Reports that name no site. */
  withoutSite: number;
  facts: SharedFacts;
  /** Matched rows, with what they came to, and how many reports that was. */
  readonly rows: Map<string, { readonly row: ReportedRow; reports: number }>;
}

/** A group of one report. */
export function groupOf({ at, agent, site, facts, rows }: OutageReport): OutageGroup {
  return {
    from: at,
    to: at,
    reports: 1,
    agents: named(agent),
    withoutAgent: agent === undefined ? 1 : 0,
    sites: named(site),
    withoutSite: site === undefined ? 1 : 0,
    facts,
    rows: new Map(rows.map((row) => [JSON.stringify(row), { row, reports: 1 }])),
  };
}

/** Adds what another group holds; the order in which groups are added makes no difference. */
export function addGroup(group: OutageGroup, other: OutageGroup): void {
  group.from = Math.min(group.from, other.from);
  group.to = Math.max(group.to, other.to);
  group.reports += other.reports;
  group.withoutAgent += other.withoutAgent;
  group.withoutSite += other.withoutSite;
  addNames(group.agents, other.agents);
  addNames(group.sites, other.sites);
  group.facts = joinShared(group.facts, other.facts);
  for (const [key, { row, reports }] of other.rows) {
    const known = group.rows.get(key);
    if (known === undefined) group.rows.set(key, { row, reports });
    else known.reports += reports;
  }
}

/** People who may have reported: whoever gives no name can be somebody else. */
export function reportersOf({ agents, withoutAgent }: OutageGroup): number {
  return agents.size + withoutAgent;
}

/** `TUL`, `tul` and ` TUL ` are one site, and so are names of agents. */
export function nameKey(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

function named(name: string | undefined): Map<string, string> {
  return name === undefined ? new Map() : new Map([[nameKey(name), name.trim()]]);
}

function addNames(names: Map<string, string>, others: ReadonlyMap<string, string>): void {
  for (const [key, name] of others) {
    const known = names.get(key);
    if (known === undefined || name < known) names.set(key, name);
  }
}
