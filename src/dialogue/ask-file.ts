import type { Json } from '../case/events.ts';
import { factOfPrompt, factToDecide, NONE, PROMPT } from '../case/prompts.ts';
import type { AnswersFile } from './answers-file.ts';
import type { Asker, Reply } from './asker.ts';
import type { Desk } from './desk.ts';
import type { Symptom } from '../rules/pack.ts';
import type { Prompt } from './prompt.ts';

/**
 * Answers from a file. Everything has a default but what the vendor requires: unknown facts, the likeliest row, no
 * consent, no escalation that the row does not ask for.
 */
export function askFile(answers: AnswersFile, desk: () => Desk): Asker {
  return {
    ask(prompt) {
      const here = desk();
      // Which row it is may be known only now.
      if (here.symptom !== undefined) answers.requireStepsOf(here.symptom);
      const value = valueFor(prompt, answers, here);
      return Promise.resolve(
        value === undefined ? { kind: 'nobody' } : ({ kind: 'value', value, by: 'file' } satisfies Reply),
      );
    },
  };
}

function valueFor(prompt: Prompt, answers: AnswersFile, desk: Desk): Json | undefined {
  if (prompt.id === 'fact:affected.scope') return scopeFrom(desk);
  if (factOfPrompt(prompt.id) !== undefined) return null;
  if (prompt.id.startsWith('step:')) return stepAnswer(prompt.id, answers, desk) ?? 'skip';
  // A file names its row and means what it says.
  if (prompt.id.startsWith('next-row:')) return NONE;
  if (prompt.id.startsWith('confirm:')) return true;
  // A file of the case errs more rarely than one that was written beforehand.
  const decided = factToDecide(prompt.id);
  if (decided !== undefined) return answers.decide[decided] ?? 'shown';
  // Only a person agrees to that.
  if (prompt.id.startsWith('copy:')) return false;
  // An answer to a step is the consent to it.
  if (prompt.id.startsWith('consent:')) return stepAnswer(prompt.id, answers, desk) !== undefined;
  switch (prompt.id) {
    case PROMPT.text:
      // Facts can be enough to know a row by.
      return answers.facts.size > 0 ? '' : undefined;
    case PROMPT.pick:
      return desk.rank().abstained ? NONE : prompt.choices[0]!.value;
    case PROMPT.area:
      return areaFrom(answers, prompt) ?? likeliest(desk)?.area ?? NONE;
    case PROMPT.pickInArea:
      return likeliest(desk)?.id ?? NONE;
    case PROMPT.explained:
      return answers.explained ?? answers.escalate !== true;
    case PROMPT.waited:
      return answers.waited ?? (answers.escalate === true ? 'still' : 'later');
    case PROMPT.escalate:
    case PROMPT.administrator:
      return answers.escalate === true;
    case PROMPT.copyScreenshots:
      return false;
    case PROMPT.summary:
      return '';
    case PROMPT.contact:
      return {};
    default:
      return undefined;
  }
}

function areaFrom(answers: AnswersFile, prompt: Prompt): string | undefined {
  const area = answers.escalation['area'];
  return typeof area === 'string' && prompt.choices.some((choice) => choice.value === area) ? area : undefined;
}

/** The row that the facts speak for, if they do; words that fit no row leave it at none. */
function likeliest(desk: Desk): Symptom | undefined {
  const { candidates, abstained } = desk.rank();
  return abstained || desk.text !== '' ? undefined : candidates[0]?.symptom;
}

/** The scope that follows from the number of agents, when that is all there is: from half of the seats on it is the site. */
function scopeFrom(desk: Desk): Json {
  const { fields } = desk.view;
  const agents = fields.get('agentsAffected') ?? desk.facts.get('affected.agents')?.value;
  if (typeof agents !== 'number' || agents === 0) return null;
  const seats = fields.get('seats');
  if (typeof seats === 'number' && agents > 1 && agents * 2 >= seats) return 'site';
  return agents === 1 ? 'one-agent' : 'some';
}

/** By the step's id, by its number in the row from 1, or the file's default. */
function stepAnswer(prompt: string, answers: AnswersFile, desk: Desk): string | undefined {
  const id = prompt.slice(prompt.indexOf('#') + 1);
  const number = (desk.symptom?.steps.findIndex((step) => step.id === id) ?? -1) + 1;
  return answers.steps[id] ?? answers.steps[String(number)] ?? answers.steps['default'];
}
