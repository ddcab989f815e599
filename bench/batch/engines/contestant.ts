// One engine with one number of rows, in a process of its own: what others leave in the memory slows down those that
// allocate much. Arguments: engine, rows, incidents, folder of zen-engine. Says `ready`, then measures whenever told to.
import { contextFor } from '../../../src/rules/load-rules.ts';
import { generateRules } from '../generate.ts';
import { expectSameMatches, matchesByEvaluator } from '../oracle.ts';
import { parseIncidents } from '../parse-incidents.ts';
import type { Matcher, ParsedIncident, RuleEngine } from './engine.ts';
import { JSON_LOGIC_ENGINE } from './json-logic.ts';
import { JSON_RULES_ENGINE } from './json-rules.ts';
import { OURS } from './ours.ts';
import { zenEngine } from './zen.ts';

/** What a contestant tells. */
export type Told =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | ({ readonly kind: 'measured' } & Measured);

/** What one round found, for an incident each. */
export interface Measured {
  readonly ms: number;
  readonly matches: number;
}

/** How long a round is to take. */
const LIMIT_MS = 1000;
/** Least number of incidents in a round. */
const LEAST = 3;

/** How many answers are compared with the plain evaluator's: there it takes its time. */
function sampleFor(rows: number): number {
  return Math.max(30, Math.min(1000, 200_000 / rows));
}

const [name = '', rowsGiven, incidentsGiven, zenFolder = ''] = process.argv.slice(2);
const engines: readonly RuleEngine[] = [OURS, JSON_LOGIC_ENGINE, JSON_RULES_ENGINE];

async function take(): Promise<void> {
  const [rows, most] = [Number(rowsGiven), Number(incidentsGiven)];
  const rules = generateRules(rows);
  const engine = engines.find((one) => one.name === name) ?? zenEngine(zenFolder);
  const matcher = engine.prepare(rules, await contextFor(rules));
  const sample = parseIncidents(rules, Math.min(most, sampleFor(rows)));
  const context = await contextFor(rules);
  for (const incident of sample) {
    const wanted = matchesByEvaluator(rules, incident.facts, context);
    expectSameMatches(engine.name, `${incident.id} and ${rows} rows`, await matcher(incident), wanted);
  }
  let { ms: pace } = await measure(matcher, sample, Math.min(sample.length, 100));
  // It gets faster when it is warm, by how much nobody knows.
  const incidents = parseIncidents(rules, Math.min(most, Math.ceil((4 * LIMIT_MS) / pace) + LEAST));
  const countNow = (): number => Math.max(LEAST, Math.floor(LIMIT_MS / pace));
  tell({ kind: 'ready' });
  process.on('message', () => {
    measure(matcher, incidents, countNow()).then((measured) => {
      pace = measured.ms;
      tell({ kind: 'measured', ...measured });
    }, fail);
  });
}

/** The incidents, from the first again when there are too few. */
async function measure(matcher: Matcher, incidents: readonly ParsedIncident[], count: number): Promise<Measured> {
  let matches = 0;
  const start = performance.now();
  for (let at = 0; at < count; at++) {
    const found = matcher(incidents[at % incidents.length]!);
    matches += (found instanceof Promise ? await found : found).length;
  }
  return { ms: (performance.now() - start) / count, matches: matches / count };
}

function tell(told: Told): void {
  process.send!(told);
}

function fail(error: unknown): void {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}

take().catch(fail);
