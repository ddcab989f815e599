import { answerTo } from '../case/fold.ts';
import { confirmPrompt, factOfPrompt, factToConfirm } from '../case/prompts.ts';
import { overturnedBy } from '../diagnose/overturned.ts';
import { CALL_ACTIVE } from '../diagnose/step-plan.ts';
import type { Fact, FactValue } from '../facts/fact.ts';
import { rowsInQuestion, type Desk } from './desk.ts';
import { askFact, valueWords } from './fact-prompt.ts';
import type { Prompt } from './prompt.ts';

/**
 * Asks once more about the newest answer when it took the lead from a likely row: people err, and one slip would send
 * them the wrong way. Once for a fact, by the person only, and never while a call is on. What is taken back is asked
 * again at once.
 */
export function confirmAnswer(desk: Desk): Prompt | undefined {
  const newest = desk.view.answers.at(-1);
  if (newest === undefined || newest.by !== 'person' || desk.symptom !== undefined) return undefined;
  const withdrawn = newest.value === false ? factToConfirm(newest.prompt) : undefined;
  if (withdrawn !== undefined) {
    const fact = knownFact(desk, withdrawn);
    return fact === undefined ? undefined : askFact(fact);
  }
  const fact = knownFact(desk, factOfPrompt(newest.prompt));
  const value = fact === undefined ? undefined : desk.answered.get(fact.id)?.value;
  if (fact === undefined || value === undefined || answerTo(desk.view, confirmPrompt(fact.id)) !== undefined)
    return undefined;
  if (desk.facts.get(CALL_ACTIVE)?.value === true || !isSurprise(desk, fact, value)) return undefined;
  return {
    id: confirmPrompt(fact.id),
    kind: 'yes-no',
    lines: [`${fact.question} You said: ${valueWords(fact, value)}. That speaks against what was likeliest so far.`],
    question: 'Is that right?',
    choices: [
      { value: 'yes', words: 'Yes' },
      { value: 'no', words: 'No, ask me again' },
    ],
  };
}

/** An older journal may name facts that the rules no longer have. */
function knownFact(desk: Desk, id: string | undefined): Fact | undefined {
  return desk.rules.facts.find((fact) => fact.id === id);
}

function isSurprise(desk: Desk, fact: Fact, value: FactValue): boolean {
  const rows = rowsInQuestion(desk);
  const before = desk.rank({ rows, without: fact.id });
  return overturnedBy({ fact: fact.id, value }, before, desk.rank({ rows }), desk.context) !== undefined;
}
