import type { Rules } from '../../src/rules/pack.ts';
import { plainName, type ParsedIncident } from './engines/engine.ts';
import { factsOf } from './facts-of.ts';
import { generateIncidents } from './generate.ts';

/** The first incidents, with a share of facts `unknown`, in the shapes that engines take. */
export function parseIncidents(catalogue: Rules, count: number, unknown = 0): ParsedIncident[] {
  const parsed: ParsedIncident[] = [];
  for (const incident of generateIncidents(1, unknown)) {
    if (parsed.length === count) break;
    const facts = factsOf(incident, catalogue);
    const plain = Object.fromEntries([...facts].map(([id, { value }]) => [plainName(id), value]));
    parsed.push({ id: incident.id, facts, plain });
  }
  return parsed;
}
