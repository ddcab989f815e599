import { promptOfRow, readStepAnswers } from '../case/case-facts.ts';
import { answerTo } from '../case/fold.ts';
import { nextRowPrompt } from '../case/prompts.ts';
import { rowsToTry, type NextRow, type TriedRow } from '../diagnose/next-row.ts';
import { planSteps } from '../diagnose/step-plan.ts';
import { impliedFacts } from '../match/implied-facts.ts';
import type { Step, Symptom } from '../rules/pack.ts';
import type { Desk } from './desk.ts';
import type { Prompt } from './prompt.ts';
import { askRow } from './row-prompt.ts';

/** Asks, once for a row that was tried in vain, whether it is another one that is still likely. */
export function askAnotherRow(desk: Desk, tried: Symptom): Prompt | undefined {
  const id = nextRowPrompt(tried.id);
  if (answerTo(desk.view, id) !== undefined) return undefined;
  const rows = otherRows(desk).map(({ symptom }) => symptom);
  return rows.length === 0 ? undefined : askRow(id, rows, ['That has not helped. It could also be one of these.']);
}

/** The rows that are still likely although those tried did not help, in the order in which to try them. */
export function otherRows(desk: Desk): NextRow[] {
  const tried = [...desk.tried, ...(desk.symptom === undefined ? [] : [desk.symptom])];
  return rowsToTry(
    desk.rank(),
    tried.map((row) => triedRow(desk, row)),
    (row) => firstSafeStep(desk, row),
    desk.context,
  );
}

function triedRow(desk: Desk, symptom: Symptom): TriedRow {
  const isRefused =
    answerTo(desk.view, promptOfRow(desk, 'explained', symptom)) === false ||
    answerTo(desk.view, promptOfRow(desk, 'waited', symptom)) === 'still';
  return { symptom, results: readStepAnswers(desk.view, symptom).results, isRefused };
}

/** The first step of a row that disrupts nobody and may apply. */
function firstSafeStep(desk: Desk, row: Symptom): Step | undefined {
  const situation = {
    facts: new Map([...impliedFacts(row), ...desk.answered]),
    declined: desk.declined,
    results: new Map(),
    consents: new Set<string>(),
  };
  return planSteps(row, situation, desk.context).find(
    ({ step, state }) => step.disrupts === 'none' && state.kind !== 'does-not-apply',
  )?.step;
}
