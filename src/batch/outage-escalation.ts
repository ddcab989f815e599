import type { ConfigValues } from '../case/config.ts';
import { timeWords } from '../facts/time.ts';
import type { Facts } from '../facts/fact.ts';
import type { Escalation, Impact } from '../policy/escalation.ts';
import { agentWords, lengthWords, placeWords, type Outage } from '../report/outages.ts';
import { NETWORK_AREA } from './outage-kinship.ts';

/** An outage as what the vendor asks for: the time and the number of agents are those that were counted. Pure. */
export function outageEscalation(
  outage: Outage,
  facts: Facts,
  { identity, contact }: Pick<ConfigValues, 'identity' | 'contact'>,
  zone: string,
): Escalation {
  const { agents, seats, sites, symptoms, certain } = outage;
  const [symptom] = certain && symptoms.length === 1 ? symptoms : [];
  const impact = impactOf(facts);
  return {
    policy: outage.severity.policy,
    area: NETWORK_AREA,
    ...(symptom === undefined ? {} : { symptom }),
    summary: summaryOf(outage, zone),
    firstObservedAt: outage.from,
    ...(agents === 0 ? {} : { agentsAffected: agents }),
    ...(seats === null ? {} : { seats }),
    ...(sites.length === 0 ? {} : { site: sites.join(', ') }),
    screenshots: [],
    attachments: [],
    ...(Object.keys(impact).length === 0 ? {} : { impact }),
    ...(Object.keys(identity).length === 0 ? {} : { identity }),
    stepsTried: [],
    ...(Object.keys(contact).length === 0 ? {} : { contact }),
  };
}

/** What the reports say of the impact, by the names that an escalation has for it. */
function impactOf(facts: Facts): Impact {
  const fields = {
    scope: 'affected.scope',
    function: 'impact.function',
    workaround: 'impact.workaround',
    customersReachAgents: 'impact.customers-reach-agents',
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, id]) => {
      const fact = facts.get(id);
      return fact === undefined ? [] : [[field, fact.value]];
    }),
  ) as Impact;
}

function summaryOf(outage: Outage, zone: string): string {
  return [
    `Network outage ${placeWords(outage)}: ${agentWords(outage)} affected, ${lengthWords(outage)}.`,
    `First reported at ${timeWords(outage.from, zone)}, last at ${timeWords(outage.to, zone)}, in ${outage.reports} reports.`,
    ...(outage.because.length === 0 ? [] : [`Why: ${outage.because.join('; ')}.`]),
  ].join('\n');
}
