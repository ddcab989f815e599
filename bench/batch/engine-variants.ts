import { contextFor } from '../../src/rules/load-rules.ts';
import type { ParsedIncident } from './engines/engine.ts';
import { OURS } from './engines/ours.ts';
import { generateRules } from './generate.ts';
import { median, type Line } from '../budgets/line.ts';
import { expectSameMatches, matchesByEvaluator } from './oracle.ts';
import { parseIncidents } from './parse-incidents.ts';

const ROWS = 100;
const MOST = 20_000;
const SAMPLE = 500;

/**
 * What the comparison does not show of our engine: facts that are unknown, which the others get wrong; and messages of
 * which no two are alike, since it keeps what it found out of a text. Answers are compared here, too.
 */
export async function measureVariants(count: number, rounds: number): Promise<Line[]> {
  const rules = generateRules(ROWS);
  const context = await contextFor(rules);
  const base = parseIncidents(rules, Math.min(count, MOST));
  const variants = [
    { name: 'as they are', incidents: base },
    { name: '20 % unknown', incidents: parseIncidents(rules, base.length, 0.2) },
    { name: 'no two messages alike', incidents: base.map(withOwnMessage) },
  ].map((variant) => ({ ...variant, ms: [] as number[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, incidents, ms } of variants) {
      // A new one each time, which has seen none of the messages.
      const matcher = OURS.prepare(rules, context);
      const start = performance.now();
      let matches = 0;
      for (const incident of incidents) matches += (matcher(incident) as readonly string[]).length;
      const taken = (performance.now() - start) / incidents.length;
      if (round > 0 && matches > 0) ms.push(taken);
      if (round > 0) continue;
      for (const incident of incidents.slice(0, SAMPLE)) {
        const wanted = matchesByEvaluator(rules, incident.facts, context);
        expectSameMatches(OURS.name, `${incident.id}, ${name}`, await matcher(incident), wanted);
      }
    }
  }
  return variants.slice(1).map(({ name, ms }) => ({
    what: `deskmedic, ${ROWS} rows, ${name} / as they are`,
    value: median(ms.map((one, round) => one / variants[0]!.ms[round]!)),
    unit: 'x',
    note: `an incident: ${(median(ms) * 1000).toFixed(1)} µs`,
  }));
}

function withOwnMessage(incident: ParsedIncident, nth: number): ParsedIncident {
  const message = incident.facts.get('desk.message')!;
  const facts = new Map(incident.facts).set('desk.message', { ...message, value: `${String(message.value)} ${nth}` });
  return { ...incident, facts };
}
