import type { Facts, FactSource, FactValue, KnownFact } from '../facts/fact.ts';
import type { Escalation } from './escalation.ts';

/** What an escalation says of its impact, as facts that a policy's conditions can name. */
export function impactFacts(
  escalation: Pick<Escalation, 'impact' | 'agentsAffected' | 'seats'>,
  by: FactSource,
): Facts {
  const { impact = {}, agentsAffected, seats } = escalation;
  const values: readonly (readonly [string, FactValue | undefined])[] = [
    ['affected.scope', impact.scope],
    ['affected.agents', agentsAffected],
    ['impact.function', impact.function],
    ['impact.workaround', impact.workaround],
    ['impact.customers-reach-agents', impact.customersReachAgents],
    ['site.seats', seats],
  ];
  return new Map(
    values.flatMap(([id, value]): [string, KnownFact][] => (value === undefined ? [] : [[id, { value, by }]])),
  );
}
