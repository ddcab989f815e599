import type { Facts } from '../facts/fact.ts';
import { missingInformation } from '../policy/requirements.ts';
import { proposeSeverity } from '../policy/severity.ts';
import type { Escalation } from '../policy/escalation.ts';
import type { ResultEscalation, ResultSymptom } from '../report/result.ts';
import { factsOf, type Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import type { Policy } from '../rules/policy.ts';
import type { Incident } from './incident.ts';

/** What the policy proposes and still asks for when a record is escalated for a row. */
export type Escalate = (incident: Incident, row: Pick<ResultSymptom, 'id' | 'to'>) => ResultEscalation;

/** What escalations go by. */
export interface Terms {
  readonly policy: Policy;
  /** Of the desk, where a record does not say how many there are. */
  readonly seats: number | undefined;
}

/** Escalations that are kept. */
const MOST_KEPT = 1024;

/**
 * Makes a policy ready for the records of a batch. What it comes to for a record rests on the row, on the few facts that
 * the policy names and on which fields are filled: it is worked out once for all records that have these in common.
 */
export function escalateBy({ policy, seats }: Terms, rules: Rules, context: Context): Escalate {
  const named = namedBy(policy);
  const areas = new Map(rules.symptoms.map((row) => [row.id, row.area]));
  const kept = new Map<string, ResultEscalation>();
  return (incident, { id, to = 'vendor' }) => {
    const key = keyOf(id, to, incident, named);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const facts = withSeats(incident.facts, seats);
    const { severity } = proposeSeverity(policy, facts, context);
    const carried = carriedBy(incident, areas.get(id) ?? incident.area ?? '', policy);
    const missing = to === 'vendor' ? missingInformation(policy, carried, facts, context) : [];
    const made = Object.freeze({ severity, policy: policy.id, to, missing: missing.map(({ field }) => field) });
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, made);
    return made;
  };
}

/** The facts that the policy looks at, and those that the share of the seats is worked out from. */
function namedBy({ severities, required }: Policy): readonly string[] {
  const conditions = [...severities, ...Object.values(required).flat()].flatMap((item) => item.when ?? []);
  return [...new Set([...conditions.flatMap(factsOf), 'affected.share', 'affected.agents', SEATS])];
}

function withSeats(facts: Facts, seats: number | undefined): Facts {
  return seats === undefined || facts.has(SEATS) ? facts : new Map([...facts, [SEATS, { value: seats, by: 'config' }]]);
}

const SEATS = 'site.seats';

/** What two records have in common that come to the same. Of fields it matters whether they are filled. */
function keyOf(id: string, to: string, { agent, observedAt, area, facts }: Incident, named: readonly string[]): string {
  let key = `${id}/${to}/${area}/${agent === undefined}/${observedAt === undefined}`;
  for (let nth = 0; nth < named.length; nth++) {
    const known = facts.get(named[nth]!);
    if (known !== undefined) key += `/${nth}=${JSON.stringify(known.value)}`;
  }
  return key;
}

/** An incident as an escalation: it names one agent and a time, and never a screenshot. */
function carriedBy(incident: Incident, area: string, policy: Policy): Escalation {
  const { agent, observedAt, text, facts } = incident;
  const agents = facts.get('affected.agents')?.value;
  return {
    policy: policy.id,
    area,
    summary: text ?? '',
    ...(agent === undefined ? {} : { username: agent, agentUsername: agent }),
    ...(observedAt === undefined ? {} : { firstObservedAt: 'utc' in observedAt ? observedAt.utc : observedAt.wall }),
    ...(typeof agents === 'number' ? { agentsAffected: agents } : {}),
    screenshots: [],
    attachments: [],
    stepsTried: [],
  };
}
