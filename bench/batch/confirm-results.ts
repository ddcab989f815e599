import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { contextFor } from '../../src/rules/load-rules.ts';
import type { Rules } from '../../src/rules/pack.ts';
import { factsOf } from './facts-of.ts';
import type { GeneratedIncident } from './generate.ts';
import { expectSameMatches, matchesByEvaluator } from './oracle.ts';

/** How many results are looked at. */
const SAMPLE = 1000;

/** What is read of a result line. */
interface Result {
  readonly id: string;
  readonly symptoms: readonly { readonly id: string; readonly verdict: string }[];
}

/**
 * Throws when results name other rows of these rules than the plain evaluator, for the first incidents of two files of
 * lines.
 */
export async function confirmResults(incidents: string, results: string, rules: Rules): Promise<void> {
  const context = await contextFor(rules);
  const own = new Set(rules.symptoms.map((row) => row.id));
  const given = await firstLines(incidents);
  const found = await firstLines(results);
  if (found.length !== given.length) throw new Error(`${given.length} incidents in, ${found.length} results out`);
  given.forEach((line, at) => {
    const incident = JSON.parse(line) as GeneratedIncident;
    const result = JSON.parse(found[at]!) as Result;
    const rows = result.symptoms.filter(({ id, verdict }) => verdict === 'yes' && own.has(id)).map(({ id }) => id);
    const wanted = matchesByEvaluator(rules, factsOf(incident, rules), context);
    expectSameMatches('check', `${incident.id} (answered as ${result.id})`, rows, wanted);
  });
}

async function firstLines(file: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) if (lines.push(line) === SAMPLE) break;
  return lines;
}
