import { missingInformation } from '../policy/requirements.ts';
import { proposeSeverity } from '../policy/severity.ts';
import type { Escalation } from '../policy/escalation.ts';
import type { ResultEscalation, ResultSymptom } from '../report/result.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import type { Policy } from '../rules/policy.ts';
import type { Incident } from './incident.ts';

/** What the policy proposes and still asks for when this record is escalated for this row. Pure. */
export function resultEscalation(
  incident: Incident,
  { id, to = 'vendor' }: Pick<ResultSymptom, 'id' | 'to'>,
  policy: Policy,
  rules: Rules,
  context: Context,
): ResultEscalation {
  const { facts } = incident;
  const { severity } = proposeSeverity(policy, facts, context);
  const area = rules.symptoms.find((symptom) => symptom.id === id)?.area ?? incident.area ?? '';
  const missing = missingInformation(policy, carriedBy(incident, area, policy), facts, context);
  return { severity, policy: policy.id, to, missing: to === 'vendor' ? missing.map(({ field }) => field) : [] };
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
