import { areaOf } from '../../src/case/case-facts.ts';
import { PROMPT } from '../../src/case/prompts.ts';
import type { Desk } from '../../src/dialogue/desk.ts';
import { askFact } from '../../src/dialogue/fact-prompt.ts';
import type { Prompt } from '../../src/dialogue/prompt.ts';
import { askRow } from '../../src/dialogue/row-prompt.ts';
import { matchSymptoms } from '../../src/match/match.ts';
import { factsOf } from '../../src/rules/evaluate.ts';
import { asTheTool } from './dialogue-case.ts';

/**
 * The dialogue without any choice of questions: after the area menu the facts that the area's rows name, in the order of
 * the catalogue, until a row is *yes*; then the list of the area, what is yes first.
 */
export function inMenuOrder(desk: Desk): Prompt | undefined {
  const area = areaOf(desk.view);
  if (area === undefined || desk.symptom !== undefined) return asTheTool(desk);
  const rows = desk.rules.symptoms.filter((row) => row.area === area);
  const matches = matchSymptoms({ ...desk.rules, symptoms: rows }, desk.answered, desk.context);
  const sure = matches.filter(({ verdict }) => verdict.truth === 'yes').map(({ symptom }) => symptom);
  const named = new Set(rows.flatMap((row) => factsOf(row.when)));
  const isOpen = (id: string): boolean => named.has(id) && !desk.answered.has(id) && !desk.declined.has(id);
  const fact = sure.length > 0 ? undefined : desk.rules.facts.find(({ id }) => isOpen(id));
  if (fact !== undefined) return askFact(fact);
  return askRow(PROMPT.pickInArea, [...sure, ...rows.filter((row) => !sure.includes(row))]);
}
