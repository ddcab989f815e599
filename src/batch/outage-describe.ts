import { formatDuration } from '../facts/duration.ts';
import type { Facts, KnownFact } from '../facts/fact.ts';
import { withShare } from '../policy/impact-facts.ts';
import { goesByTelephone, proposeSeverity, type Severity } from '../policy/severity.ts';
import type { Outage, OutageAction } from '../report/outages.ts';
import { formatReason } from '../report/reason-words.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import { evaluate, type Context } from '../rules/evaluate.ts';
import type { Outcome, Rules } from '../rules/pack.ts';
import type { Policy } from '../rules/policy.ts';
import { reportersOf, type OutageGroup } from './outage-group.ts';
import { NETWORK_AREA } from './outage-kinship.ts';
import { LENGTH_FACT, outageRows, type OutageLength, type OutageRow } from './outage-length.ts';
import type { ReportedRow } from './outage-report.ts';

/** What an outage is held against. */
export interface OutageTerms {
  readonly rules: Rules;
  readonly context: Context;
  readonly policy: Policy;
  /** How many agents there are in all; absent: not known. */
  readonly seats?: number;
}

/** What a group of reports comes to: its length, its row, its share, its severity. Pure. */
export function describeOutage(group: OutageGroup, terms: OutageTerms): Outage {
  const { rules, context, policy, seats } = terms;
  const catalogue = catalogueOf(rules);
  const agentIds = [...group.agents.values()].sort();
  const agents = agentIds.length;
  const facts = outageFacts(group, seats);
  const length = lengthOf(group);
  const network = rules.symptoms.filter((symptom) => symptom.area === NETWORK_AREA);
  const rows = outageRows(network, facts, length, context);
  const severity = proposeSeverity(policy, facts, context);
  const written = formatDuration(length.milliseconds);
  return {
    id: `outage-${idOf(group.from)}`,
    from: new Date(group.from).toISOString(),
    to: new Date(group.to).toISOString(),
    agents,
    agentIds,
    withoutAgent: group.withoutAgent,
    sites: [...group.sites.values()].sort(),
    withoutSite: group.withoutSite,
    reports: group.reports,
    length: written,
    lengthFrom: length.isExact ? 'reports' : 'span',
    symptoms: rows.map((row) => row.symptom.id),
    certain: rows.every((row) => row.isCertain),
    because: [...lengthReasons(length, written, rows), ...rowReasons(rows, catalogue)],
    rows: countRows(group),
    seats: seats ?? null,
    share: seats === undefined || agents === 0 ? null : Math.min(1, agents / seats),
    severity: {
      policy: severity.policy,
      severity: severity.severity,
      title: severity.title,
      because: severityReasons(severity, facts, terms),
      channel: severity.channel,
      say: severity.say,
    },
    action: actionOf(rows, [...group.rows.values()], severity),
  };
}

/** What the reports say of the outage as a whole, and what was counted. Its length is no fact while only its span is known. */
export function outageFacts(group: OutageGroup, seats: number | undefined): Facts {
  const known = (value: KnownFact['value']): KnownFact => ({ value, by: 'incident' });
  const facts = new Map<string, KnownFact>();
  for (const [id, value] of group.facts) if (value !== null) facts.set(id, known(value));
  // What each of several agents says of nobody but themselves.
  if (facts.get('affected.scope')?.value === 'one-agent' && reportersOf(group) > 1) facts.delete('affected.scope');
  if (group.agents.size > 0) facts.set('affected.agents', known(group.agents.size));
  if (seats !== undefined) facts.set('site.seats', { value: seats, by: 'config' });
  if (seats !== undefined && group.agents.size >= seats) facts.set('affected.scope', known('everyone'));
  return withShare(facts);
}

/** What a report told; else what lies between the first report and the last. */
function lengthOf(group: OutageGroup): OutageLength {
  const told = group.facts.get(LENGTH_FACT);
  return typeof told === 'number'
    ? { milliseconds: told, isExact: true }
    : { milliseconds: group.to - group.from, isExact: false };
}

function lengthReasons({ isExact }: OutageLength, written: string, rows: readonly OutageRow[]): string[] {
  if (isExact) return rows.length === 0 ? [`${LENGTH_FACT} = ${written}, and no row of the network fits`] : [];
  const span = `no report tells the length; from the first to the last it was at least ${written}`;
  const open = rows.filter((row) => !row.isCertain).map((row) => row.symptom.id);
  return [open.length === 0 ? span : `${span}, which leaves it open whether it is ${open.join(' or ')}`];
}

function rowReasons(rows: readonly OutageRow[], catalogue: ReturnType<typeof catalogueOf>): string[] {
  const reasons = rows.filter((row) => row.isCertain).flatMap((row) => row.because);
  return [...new Set(reasons.map((reason) => formatReason(reason, catalogue)))];
}

/** What decided; or, for the default, what would have to be known for another. */
function severityReasons(severity: Severity, facts: Facts, { rules, context, policy, seats }: OutageTerms): string[] {
  if (severity.because.length > 0) {
    const catalogue = catalogueOf(rules);
    const told = severity.because.map((reason) => formatReason(reason, catalogue));
    const agents = facts.get('affected.agents')?.value;
    return seats === undefined || agents === undefined ? told : [...told, `${agents} of ${seats} seats are affected`];
  }
  const conditions = policy.severities.flatMap(({ when }) => when ?? []);
  const missing = new Set(conditions.flatMap((when) => evaluate(when, facts, context).missing));
  const unknown = missing.size === 0 ? [] : [`not known: ${[...missing].join(', ')}`];
  return [...unknown, `${severity.severity} is what the policy takes by default`];
}

/** Rows of single reports, most reports first. */
function countRows(group: OutageGroup): Outage['rows'] {
  const counts = new Map<string, number>();
  for (const { row, reports } of group.rows.values()) counts.set(row.id, (counts.get(row.id) ?? 0) + reports);
  return [...counts]
    .map(([id, reports]) => ({ id, reports }))
    .sort((one, other) => other.reports - one.reports || (one.id < other.id ? -1 : 1));
}

/**
 * To be escalated: when its own row says so, when the row of any report in it does, or when it is of a severity for which the
 * vendor wants to be called. Else the most that any of its rows comes to.
 */
function actionOf(
  rows: readonly OutageRow[],
  reported: readonly { readonly row: ReportedRow }[],
  severity: Severity,
): OutageAction {
  const certain = rows.filter((row) => row.isCertain && !row.isOpen && hasOneKind(row.outcomes));
  const mustEscalate =
    certain.some((row) => row.outcomes.some(isEscalation)) || reported.some(({ row }) => row.outcome === 'escalate');
  if (mustEscalate || goesByTelephone(severity)) return 'escalate';
  if (rows.some((row) => row.isOpen || row.outcomes.some(isEscalation))) return 'ask';
  const kinds = rows.flatMap((row) => row.outcomes.map(({ kind }) => kind));
  const told = kinds.length > 0 ? kinds : reported.flatMap(({ row }) => row.outcome ?? []);
  return (['workaround', 'wait', 'explain'] as const).find((kind) => told.includes(kind)) ?? 'ask';
}

const isEscalation = ({ kind }: Outcome): boolean => kind === 'escalate';

function hasOneKind(outcomes: readonly Outcome[]): boolean {
  return new Set(outcomes.map(({ kind }) => kind)).size === 1;
}

/** `20261120T144100Z`: no two outages of a run begin at one moment. */
function idOf(from: number): string {
  return new Date(from)
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.000Z$/, 'Z');
}
