import { factOfPrompt, PROMPT, factToDecide } from '../case/prompts.ts';
import { weighQuestion } from '../diagnose/next-question.ts';
import { HELPS } from '../diagnose/next-row.ts';
import { CALL_ACTIVE } from '../diagnose/step-plan.ts';
import { toldApart } from '../diagnose/told-apart.ts';
import type { Catalogue } from '../facts/fact.ts';
import { formatFactValue } from '../facts/parse-value.ts';
import { BIT } from '../match/posterior.ts';
import type { Candidate } from '../match/rank.ts';
import { formatReason } from '../report/reason-words.ts';
import { seenWords } from '../report/seen-words.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import { factsOf } from '../rules/evaluate.ts';
import type { Symptom } from '../rules/pack.ts';
import { requirementsFor } from '../policy/requirements.ts';
import type { RequiredField } from '../rules/policy.ts';
import { sourceWords } from '../report/rules-show.ts';
import { bold, dim, type Line } from '../report/text.ts';
import { otherRows } from './another-row.ts';
import { rowsInQuestion, type Desk } from './desk.ts';
import type { Prompt } from './prompt.ts';

/** How many rows of the ranking are worth showing. */
const SHOWN = 3;

/** What moved the ranking so far, which row it is about and where that was read, and what the question is for. */
export function explainPrompt(prompt: Prompt, desk: Desk): Line[] {
  return [...purpose(prompt, desk), ...standing(desk), ...known(desk)];
}

function purpose(prompt: Prompt, desk: Desk): Line[] {
  const id = factOfPrompt(prompt.id);
  if (id === undefined) return purposeOfOther(prompt, desk);
  if (desk.symptom === undefined) return [whatItTells(id, desk)];
  const decides = desk.symptom.outcomes.some(
    (outcome) => outcome.when !== undefined && factsOf(outcome.when).includes(id),
  );
  if (decides) return ['What this row comes to depends on it.'];
  const gates = desk.symptom.steps.some((step) => step.if !== undefined && factsOf(step.if).includes(id));
  if (gates) return ['Which steps apply depends on it.'];
  return [id === CALL_ACTIVE ? 'The next step would end a call that is on.' : 'The severity depends on it.'];
}

/** Rows that a question tells apart, and groups of them, that are named. */
const NAMED = 2;
const GROUPS = 3;

/** What the answer to a question is expected to do, and what it costs. */
function whatItTells(id: string, desk: Desk): Line {
  const { candidates } = desk.rank({ rows: rowsInQuestion(desk) });
  const fact = desk.fact(id);
  const { bits, seconds } = weighQuestion(fact, candidates, desk.context);
  const groups = toldApart(fact, candidates, desk.context);
  const shown = groups.slice(0, GROUPS).map(namesOf);
  const others = candidates.length - groups.slice(0, GROUPS).flat().length;
  const parts = [...shown, ...(others > 0 ? [`${others} other${others === 1 ? '' : 's'}`] : [])];
  const tells = parts.length > 1 ? `It tells ${parts.join(' from ')}; ` : '';
  return `${tells}about ${tenths(bits)} bits for ${seconds} s (one bit halves what is left).`;
}

function namesOf(rows: readonly Symptom[]): string {
  const named = rows.slice(0, NAMED).map(({ id }) => id);
  return [...named, ...(rows.length > NAMED ? [`${rows.length - NAMED} more`] : [])].join(', ');
}

function tenths(bits: number): string {
  return (bits / BIT).toFixed(1);
}

const MAY_LEAVE = 'A screenshot may show customers and figures; whether it leaves this computer is for you to say.';

const PURPOSE: Readonly<Record<string, string>> = {
  [PROMPT.text]: 'Your words are compared with the sentence, the phrases and the screen texts of each documented row.',
  [PROMPT.shown]: 'What the files show makes these rows true; where each stands in them is named above.',
  [PROMPT.pick]: 'The row decides which steps are shown. If none fits, the next question goes by area.',
  [PROMPT.pickInArea]: 'The row decides which steps are shown. If none fits, it can still be escalated.',
  [PROMPT.area]: 'It leaves the rows of one part of the system to choose from.',
  [PROMPT.explained]: 'If it does, nothing is broken and nothing has to be mended.',
  [PROMPT.waited]: 'This passes by itself as a rule; if it does not, it can be escalated.',
  [PROMPT.copyScreenshots]: MAY_LEAVE,
  // Of several, `copy:<path>`.
  copy: MAY_LEAVE,
  [PROMPT.summary]: 'No row says it, so the case needs a sentence that does.',
  [PROMPT.contact]: 'It is not required; with it the vendor can call back.',
  [PROMPT.incomplete]: 'Without what is required a case comes back with questions.',
};

function purposeOfOther(prompt: Prompt, desk: Desk): Line[] {
  const { id } = prompt;
  if (id.startsWith('consent:')) return ['What disrupts somebody at work is never started without a yes.'];
  if (id.startsWith('step:'))
    return [
      'If it did not help, the next step follows; what was tried travels with an escalation, so that nobody asks again.',
    ];
  if (id.startsWith('confirm:'))
    return ['One answer in twenty is a slip; this one would change which row is looked at, so it is asked once more.'];
  if (factToDecide(id) !== undefined)
    return ['A file errs more rarely than somebody who is asked in a hurry, but it may be of another day or desk.'];
  if (id.startsWith('next-row:')) return whatToTry(desk);
  const asked = ASKED_FOR[id];
  // Of a row that is not the first to be tried, `explained:<row>`.
  if (asked === undefined) return [PURPOSE[id.split(':')[0]!] ?? PURPOSE[id] ?? 'It decides how the case goes on.'];
  const required = requirementsFor(desk.policy, desk.area, desk.facts, desk.context);
  const labels = required.filter((item) => asked.includes(item.field)).map((item) => item.label);
  return [`${desk.policy.vendor} requires for such a case: ${labels.join('; ')}.`];
}

/** How likely each row is now, and what trying it takes. */
function whatToTry(desk: Desk): Line[] {
  const lines = otherRows(desk).map(({ symptom, probability, step }): Line => {
    const chance =
      step === undefined
        ? 'no step that interrupts nobody'
        : `its first step helps ${HELPS[step.likelihood]} times in 100, and takes ${step.minutes} min`;
    return [bold(symptom.id), ` ${percent(probability)}`, dim(`  ${chance}`)];
  });
  return ['What is likeliest to help for the minutes that it takes comes first.', ...lines];
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
  const catalogue = catalogueOf(desk.rules);
  return desk
    .rank({ rows: rowsInQuestion(desk) })
    .candidates.slice(0, SHOWN)
    .map((candidate) => ({ candidate, moved: whatMoved(candidate, catalogue) }))
    .filter(({ moved }) => moved !== '' || isWords(desk.text))
    .map(({ candidate: { symptom, probability }, moved }): Line => [
      bold(symptom.id),
      ` ${percent(probability)}`,
      dim(moved === '' ? '' : `  ${moved}`),
    ]);
}

/** The words and facts that speak for a row, then those that speak against it, the strongest first. */
function whatMoved({ words, facts }: Candidate, catalogue: Catalogue): string {
  const reasons = [
    ...words().map(({ text, isScreenText, bits }) => ({ what: isScreenText ? `"${text}" on the screen` : text, bits })),
    ...facts.map(({ reasons: because, bits }) => ({
      what: because.map((reason) => formatReason(reason, catalogue)).join(', '),
      bits,
    })),
  ].sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
  const side = (isFor: boolean): string =>
    reasons
      .filter(({ bits }) => bits > 0 === isFor)
      .map(({ what }) => what)
      .join(', ');
  const against = side(false);
  return [side(true), ...(against === '' ? [] : [`against it: ${against}`])].filter((part) => part !== '').join('; ');
}

function isWords(text: string | undefined): boolean {
  return text !== undefined && text !== '';
}

function percent(probability: number): string {
  return `${Math.round(probability * 100)} %`;
}

function known(desk: Desk): Line[] {
  const said: Readonly<Record<string, string>> = {
    person: 'you said so',
    file: 'from the answers file',
    symptom: 'follows from the row',
  };
  return [...desk.facts].map(([id, fact]): Line => {
    const value = String(formatFactValue(desk.fact(id), fact.value));
    return `  ${id} = ${value} (${fact.seen === undefined ? (said[fact.by] ?? fact.by) : seenWords(fact.seen)})`;
  });
}
