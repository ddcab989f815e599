import { incidentParser } from '../../src/batch/incident.ts';
import type { Facts } from '../../src/facts/fact.ts';
import type { Rules } from '../../src/rules/pack.ts';
import type { GeneratedIncident } from './generate.ts';

/** The facts of an incident as `check` reads them. Throws when there is something wrong with any. */
export function factsOf(incident: GeneratedIncident, { facts, areas }: Rules): Facts {
  const catalogue = new Map(facts.map((fact) => [fact.id, fact]));
  const parsed = incidentParser({ catalogue, areas: areas.map((area) => area.id) })(incident);
  if (!parsed.ok) throw new Error(`the generator made no incident: ${parsed.problem.message}`);
  const [problem] = parsed.incident.problems;
  if (problem !== undefined) throw new Error(`the generator made a faulty incident: ${problem.message}`);
  return parsed.incident.facts;
}
