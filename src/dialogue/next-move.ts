import { answerTo } from '../case/fold.ts';
import { PROMPT } from '../case/prompts.ts';
import { concludeFromFiles } from './conclude-from-files.ts';
import { confirmAnswer } from './confirm-answer.ts';
import { decideDisagreement } from './decide-disagreement.ts';
import type { Desk } from './desk.ts';
import { channelLines, nextEscalationQuestion } from './escalation-questions.ts';
import { findSymptom } from './find-symptom.ts';
import { ask, end, type Move } from './prompt.ts';
import { askWhetherToEscalate, workThrough, type Work } from './work-through.ts';

/**
 * The whole dialogue as one pure function: a case so far in, the next question or the end out. That is why a case can
 * be left at any prompt and taken up again at the same one.
 */
export function nextMove(desk: Desk): Move {
  const found = concludeFromFiles(desk);
  if (found !== undefined) return found;
  const prompt = confirmAnswer(desk) ?? decideDisagreement(desk) ?? findSymptom(desk);
  if (prompt !== undefined) return ask(prompt);
  const work = desk.symptom === undefined ? unlisted(desk) : workThrough(desk, desk.symptom);
  return work.kind === 'escalate' ? escalate(desk) : work;
}

/** No row fits: it can still be escalated, as what no table lists. */
function unlisted(desk: Desk): Work {
  const wanted = answerTo(desk.view, PROMPT.escalate);
  if (wanted === true) return { kind: 'escalate' };
  if (wanted === false)
    return end({ state: 'unresolved', bundle: false, lines: ['The case is kept; it can be escalated later.'] });
  return ask(askWhetherToEscalate(desk, ['This is none of the documented symptoms.']));
}

function escalate(desk: Desk): Move {
  const question = nextEscalationQuestion(desk);
  if (question !== undefined) return ask(question);
  const bundle = answerTo(desk.view, PROMPT.incomplete) !== false;
  return end({ state: bundle ? 'escalated' : 'unresolved', bundle, lines: channelLines(desk) });
}
