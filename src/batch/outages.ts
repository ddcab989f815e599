import type { WordEvidence } from '../match/word-evidence.ts';
import type { OutageCounts } from '../report/outages.ts';
import { checkIncident, type Checker, type Finding } from './check-incident.ts';
import { settleTime, type Lookups } from './check-records.ts';
import { incidentParser, type Incident } from './incident.ts';
import type { OutageGroup } from './outage-group.ts';
import { groupReports, type Nearness } from './outage-groups.ts';
import { kinshipOf } from './outage-kinship.ts';
import { outageReport } from './outage-report.ts';
import type { BatchRecord } from './record.ts';

/** Finds outages in the records of a batch, one after the other, and counts what is in none. */
export interface OutageFinder {
  /** Takes one record in; gives the outages that are complete by now, in the order in which they began. */
  add(record: BatchRecord): Promise<readonly OutageGroup[]>;
  /** No more records come: the outages that were still open. */
  end(): readonly OutageGroup[];
  counts(): OutageCounts;
}

/** A finder at nought. Records are matched as `check` matches them; those that speak of the network are reports. */
export function findOutages(
  checker: Checker,
  lookups: Pick<Lookups, 'zone' | 'words'>,
  nearness: Nearness,
): OutageFinder {
  const { rules, context, words } = checker;
  const parse = incidentParser({ catalogue: words.catalogue, areas: rules.areas.map((area) => area.id) });
  const kinship = kinshipOf(rules, context);
  const grouper = groupReports(nearness);
  const counts = {
    records: 0,
    blankLines: 0,
    invalid: 0,
    withProblems: 0,
    withFailedRules: 0,
    reports: 0,
    withoutTime: 0,
  };

  const matched = async (incident: Incident): Promise<{ finding: Finding; evidence: WordEvidence | null }> => {
    const index = incident.text === undefined ? null : await lookups.words();
    const evidence = index === null ? null : index(incident.text!);
    return { finding: checkIncident(incident, checker, evidence), evidence };
  };
  const add: OutageFinder['add'] = async (record) => {
    if (record.kind === 'blank') {
      counts.blankLines++;
      return [];
    }
    counts.records++;
    const parsed = record.kind === 'unreadable' ? undefined : parse(record.value);
    if (record.kind === 'unreadable' || parsed === undefined || !parsed.ok) {
      counts.invalid++;
      return [];
    }
    const { incident, utc } = await settleTime(parsed.incident, lookups);
    const { finding, evidence } = await matched(incident);
    if (incident.problems.length + (record.problems ?? []).length > 0) counts.withProblems++;
    if (finding.rules.failed > 0) counts.withFailedRules++;
    if (!kinship.speaksOfNetwork(incident, finding, evidence)) return [];
    counts.reports++;
    if (utc !== undefined) return grouper.add(outageReport(incident, finding, utc, kinship.rows));
    counts.withoutTime++;
    return [];
  };
  return { add, end: () => grouper.end(), counts: () => ({ ...counts, ...grouper.counts() }) };
}
