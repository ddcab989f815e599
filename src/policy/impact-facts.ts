import type { Facts, FactSource, FactValue, KnownFact } from '../facts/fact.ts';
import { percentOf } from '../facts/percent.ts';
import type { Escalation } from './escalation.ts';

/** Who said a field of an escalation; the field by its path, `impact.scope`. */
export type SourceOfField = (field: string) => FactSource;

/** What an escalation says of its impact, as facts that a policy's conditions can name. */
export function impactFacts(
  escalation: Pick<Escalation, 'impact' | 'agentsAffected' | 'seats'>,
  sourceOf: SourceOfField,
): Facts {
  const { impact = {}, agentsAffected, seats } = escalation;
  const values: readonly (readonly [id: string, field: string, value: FactValue | undefined])[] = [
    ['affected.scope', 'impact.scope', impact.scope],
    ['affected.agents', 'agentsAffected', agentsAffected],
    ['impact.function', 'impact.function', impact.function],
    ['impact.workaround', 'impact.workaround', impact.workaround],
    ['impact.customers-reach-agents', 'impact.customersReachAgents', impact.customersReachAgents],
    ['site.seats', 'seats', seats],
  ];
  return new Map(
    values.flatMap(([id, field, value]): [string, KnownFact][] =>
      value === undefined ? [] : [[id, { value, by: sourceOf(field) }]],
    ),
  );
}

/** The facts of a desk with the impact that its escalation states laid over them; a fact that says the same keeps its source. */
export function withImpact(
  facts: Facts,
  escalation: Parameters<typeof impactFacts>[0],
  sourceOf: SourceOfField = () => 'person',
): Facts {
  const all = new Map(facts);
  for (const [id, stated] of impactFacts(escalation, sourceOf))
    if (all.get(id)?.value !== stated.value) all.set(id, stated);
  return all;
}

/** The facts with the share of the seats that is affected, where both numbers are known and nobody has told the share itself. */
export function withShare(facts: Facts): Facts {
  const agents = facts.get('affected.agents');
  const seats = facts.get('site.seats')?.value;
  if (facts.has('affected.share') || typeof agents?.value !== 'number' || typeof seats !== 'number' || seats === 0)
    return facts;
  return new Map([...facts, ['affected.share', { value: percentOf(agents.value, seats), by: agents.by }]]);
}
