import { factOfPrompt, PROMPT } from '../case/prompts.ts';
import { CALL_ACTIVE } from '../diagnose/step-plan.ts';
import { formatFactValue } from '../facts/parse-value.ts';
import { factsOf } from '../rules/evaluate.ts';
import { requirementsFor } from '../policy/requirements.ts';
import type { RequiredField } from '../rules/policy.ts';
import { sourceWords } from '../report/rules-show.ts';
import { bold, dim, type Line } from '../report/text.ts';
import type { Desk } from './desk.ts';
import type { Prompt } from './prompt.ts';

/** How many rows of the ranking are worth showing. */
const SHOWN = 3;

/** What moved the ranking so far, which row it is about and where that was read, and what the question is for. */
export function explainPrompt(prompt: Prompt, desk: Desk): Line[] {
  return [...purpose(prompt, desk), ...standing(desk), ...known(desk)];
}

function purpose(prompt: Prompt, desk: Desk): Line[] {
  const id = factOfPrompt(prompt.id);
  if (id === undefined) return [purposeOfOther(prompt, desk)];
  if (desk.symptom === undefined) {
    const rows = desk.rank().candidates.filter((candidate) => factsOf(candidate.symptom.when).includes(id));
    return [`This tells ${rows.length === 1 ? 'one row' : `${rows.length} rows`} from the others.`];
  }
  const decides = desk.symptom.outcomes.some(
    (outcome) => outcome.when !== undefined && factsOf(outcome.when).includes(id),
  );
  if (decides) return ['What this row comes to depends on it.'];
  const gates = desk.symptom.steps.some((step) => step.if !== undefined && factsOf(step.if).includes(id));
  if (gates) return ['Which steps apply depends on it.'];
  return [id === CALL_ACTIVE ? 'The next step would end a call that is on.' : 'The severity depends on it.'];
}

const PURPOSE: Readonly<Record<string, string>> = {
  [PROMPT.text]: 'Your words are compared with the sentence, the phrases and the screen texts of each documented row.',
  [PROMPT.pick]: 'The row decides which steps are shown. If none fits, the next question goes by area.',
  [PROMPT.pickInArea]: 'The row decides which steps are shown. If none fits, it can still be escalated.',
  [PROMPT.area]: 'It leaves the rows of one part of the system to choose from.',
  [PROMPT.explained]: 'If it does, nothing is broken and nothing has to be mended.',
  [PROMPT.waited]: 'This passes by itself as a rule; if it does not, it can be escalated.',
  [PROMPT.copyScreenshots]:
    'A screenshot may show customers and figures; whether it leaves this computer is for you to say.',
  [PROMPT.summary]: 'No row says it, so the case needs a sentence that does.',
  [PROMPT.contact]: 'It is not required; with it the vendor can call back.',
  [PROMPT.incomplete]: 'Without what is required a case comes back with questions.',
};

function purposeOfOther(prompt: Prompt, desk: Desk): Line {
  if (prompt.id.startsWith('consent:')) return 'What disrupts somebody at work is never started without a yes.';
  if (prompt.id.startsWith('step:'))
    return 'If it did not help, the next step follows; what was tried travels with an escalation, so that nobody asks again.';
  const asked = ASKED_FOR[prompt.id];
  if (asked === undefined) return PURPOSE[prompt.id] ?? 'It decides how the case goes on.';
  const required = requirementsFor(desk.policy, desk.area, desk.facts, desk.context);
  const labels = required.filter((item) => asked.includes(item.field)).map((item) => item.label);
  return `${desk.policy.vendor} requires for such a case: ${labels.join('; ')}.`;
}

/** What of the required information a prompt asks for. */
const ASKED_FOR: Readonly<Record<string, readonly RequiredField[]>> = {
  [PROMPT.names]: ['username', 'agentUsername'],
  [PROMPT.firstObservedAt]: ['firstObservedAt'],
  [PROMPT.screenshots]: ['screenshots'],
  [PROMPT.monitoring]: ['monitoring.numberCalled', 'monitoring.callSessionId'],
};

function standing(desk: Desk): Line[] {
  if (desk.symptom !== undefined) {
    const { id, symptom, source } = desk.symptom;
    return [[bold(id), ` ${symptom}`], [dim(`  ${sourceWords(source)}`)]];
  }
  if (desk.text === undefined || desk.text === '') return [];
  return desk
    .rank()
    .candidates.slice(0, SHOWN)
    .map(({ symptom, probability, words }): Line => {
      const because = words()
        .map((word) => (word.isScreenText ? `"${word.text}" on the screen` : word.text))
        .join(', ');
      return [bold(symptom.id), ` ${Math.round(probability * 100)} %`, dim(because === '' ? '' : `  ${because}`)];
    });
}

function known(desk: Desk): Line[] {
  const said: Readonly<Record<string, string>> = {
    person: 'you said so',
    file: 'from the answers file',
    symptom: 'follows from the row',
  };
  return [...desk.facts].map(([id, fact]): Line => {
    const value = String(formatFactValue(desk.fact(id), fact.value));
    return `  ${id} = ${value} (${said[fact.by] ?? fact.by})`;
  });
}
