import { escalationOf, firstShownAt, screenshotsOf } from '../case/case-escalation.ts';
import { answerTo } from '../case/fold.ts';
import { copyPrompt, factPrompt, PROMPT } from '../case/prompts.ts';
import { timeWords } from '../facts/time.ts';
import { missingInformation, requirementsFor } from '../policy/requirements.ts';
import { goesByTelephone, severityOf } from '../policy/severity.ts';
import { bold, type Line } from '../report/text.ts';
import type { RequiredField } from '../rules/policy.ts';
import type { Desk } from './desk.ts';
import { askFact } from './fact-prompt.ts';
import type { Prompt } from './prompt.ts';

const SCOPE = 'affected.scope';
const AGENTS = 'affected.agents';
const CUSTOMERS = 'impact.customers-reach-agents';
/** Facts that are asked for on escalating, if nothing needs them earlier. */
export const ASKED_ON_ESCALATING: ReadonlySet<string> = new Set([SCOPE, AGENTS, CUSTOMERS]);
/** From this scope on, whether customers still get through decides the severity. */
const WIDE: ReadonlySet<unknown> = new Set(['site', 'everyone']);
/** What is only helpful is left out rather than made the ninth prompt of a person in a hurry. */
const PROMPT_BUDGET = 8;

/** What is still to be asked before a bundle can be made, in order; undefined when all is answered. */
export function nextEscalationQuestion(desk: Desk): Prompt | undefined {
  const required = new Set(requirementsFor(desk.policy, desk.area, desk.facts, desk.context).map((item) => item.field));
  const open = questionsFor(desk, required).find((prompt) => answerTo(desk.view, prompt.id) === undefined);
  return open ?? askAboutGaps(desk);
}

function questionsFor(desk: Desk, required: ReadonlySet<RequiredField>): Prompt[] {
  const questions: Prompt[] = [];
  if (desk.symptom === undefined && (desk.text ?? '') === '') questions.push(askSummary());
  if (required.has('username')) questions.push(askNames(required.has('agentUsername'), shownTimeLines(desk)));
  if (required.has('firstObservedAt')) questions.push(askTime(desk));
  if (required.has('screenshots')) questions.push(askScreenshots());
  questions.push(...askCopies(desk));
  if (required.has('monitoring.numberCalled')) questions.push(askMonitoring());
  if (required.has('agentsAffected')) questions.push(...askIfDeclared(desk, AGENTS));
  questions.push(...askIfDeclared(desk, SCOPE));
  if (WIDE.has(desk.facts.get(SCOPE)?.value)) questions.push(...askIfDeclared(desk, CUSTOMERS));
  const asked = desk.view.answers.filter((answer) => answer.by === 'person').length;
  const contactKnown = ['contact', 'contact.name', 'contact.phone', 'contact.email'].some((field) =>
    desk.view.fields.has(field),
  );
  if (!contactKnown && (asked < PROMPT_BUDGET || answerTo(desk.view, PROMPT.contact) !== undefined))
    questions.push(askContact());
  return questions.filter((prompt) => !isKnownByField(desk, prompt.id));
}

/** A pack that replaces the built-in one whole may not have these facts; then there is nothing to ask. */
function askIfDeclared(desk: Desk, id: string): Prompt[] {
  const fact = desk.rules.facts.find((known) => known.id === id);
  return fact === undefined ? [] : [askFact(fact)];
}

/** Fields set beside the dialogue (`case set`, an answers file) are not asked for again. */
function isKnownByField(desk: Desk, id: string): boolean {
  const { fields } = desk.view;
  switch (id) {
    case PROMPT.names:
      return fields.has('username');
    case PROMPT.firstObservedAt:
      return fields.has('firstObservedAt') || firstShownAt(desk) !== undefined;
    case PROMPT.monitoring:
      return fields.has('monitoring.numberCalled') || fields.has('monitoring');
    case factPrompt(AGENTS):
      return fields.has('agentsAffected');
    case factPrompt(SCOPE):
      return fields.has('impact.scope') || fields.has('impact');
    case factPrompt(CUSTOMERS):
      return fields.has('impact.customersReachAgents');
    default:
      return fields.has(id.replace(/^field:/, ''));
  }
}

function askSummary(): Prompt {
  return {
    id: PROMPT.summary,
    kind: 'words',
    lines: [],
    question: 'Describe what is seen, for the vendor.',
    hint: 'what happens, what should happen, since when; a sentence or two',
    choices: [],
    initial: '',
  };
}

/** A time that files show is not asked for, but said. */
function shownTimeLines(desk: Desk): Line[] {
  const at = firstShownAt(desk);
  const isAnswered =
    desk.view.fields.has('firstObservedAt') || answerTo(desk.view, PROMPT.firstObservedAt) !== undefined;
  return at === undefined || isAnswered ? [] : [`First observed, as the files show: ${timeWords(at, desk.view.zone)}.`];
}

function askNames(withAgent: boolean, lines: readonly Line[]): Prompt {
  return {
    id: PROMPT.names,
    kind: withAgent ? 'names' : 'username',
    lines: [[bold('For the vendor. '), 'Enter alone leaves a gap that can be filled later.'], ...lines],
    question: 'Login username of the person affected?',
    ...(withAgent ? { hint: 'if the agent username is another one, add it after a comma' } : {}),
    choices: [],
    initial: '',
  };
}

function askTime(desk: Desk): Prompt {
  return {
    id: PROMPT.firstObservedAt,
    kind: 'time',
    lines: [],
    question: 'When did you first see it?',
    hint: `08:41, yesterday 14:05, 20 min ago, 2026-11-20 08:41; times are ${desk.view.zone}`,
    choices: [],
    initial: '',
  };
}

function askScreenshots(): Prompt {
  return {
    id: PROMPT.screenshots,
    kind: 'screenshots',
    lines: [],
    question: 'Screenshots?',
    hint: 'type paths, or drop the files here; several are separated by blanks; logs and HAR files may be among them',
    choices: [],
    initial: '',
  };
}

/** Each image shows something else, so each is asked for by itself. */
function askCopies(desk: Desk): Prompt[] {
  const images = screenshotsOf(desk.view);
  if (images.length === 0) return [];
  if (images.length === 1 || answerTo(desk.view, PROMPT.copyScreenshots) !== undefined)
    return [askCopy(PROMPT.copyScreenshots, 'it', true)];
  return images.map(({ path }, at) => askCopy(copyPrompt(path), nameIn(path), at === 0));
}

/** The name of a file on any platform. */
function nameIn(path: string): string {
  return /[^/\\]+$/.exec(path)?.[0] ?? path;
}

function askCopy(id: string, what: string, isFirst: boolean): Prompt {
  return {
    id,
    kind: 'yes-no',
    lines: isFirst
      ? [
          `What is painted in a screenshot cannot be removed from it. Without a yes, only path, size and SHA-256 go into the bundle.`,
        ]
      : [],
    question: `Copy ${what} into the bundle?`,
    choices: [
      { value: 'no', words: 'No' },
      { value: 'yes', words: 'Yes, copy it' },
    ],
  };
}

function askMonitoring(): Prompt {
  return {
    id: PROMPT.monitoring,
    kind: 'monitoring',
    lines: [],
    question: 'Which number did the supervisor try to reach?',
    hint: 'and after a comma the call session id, if there is one',
    choices: [],
    initial: '',
  };
}

function askContact(): Prompt {
  return {
    id: PROMPT.contact,
    kind: 'contact',
    lines: [],
    question: 'Whom may the vendor call back?',
    hint: 'name, number, e-mail, with commas between; kept for the next case; Enter to leave out',
    choices: [],
    initial: '',
  };
}

/** With something required missing, a bundle is written only if the person wants it so. */
function askAboutGaps(desk: Desk): Prompt | undefined {
  const missing = missingInformation(
    desk.policy,
    escalationOf(desk.view, desk.rules, desk.context),
    desk.facts,
    desk.context,
  );
  if (missing.length === 0 || answerTo(desk.view, PROMPT.incomplete) !== undefined) return undefined;
  return {
    id: PROMPT.incomplete,
    kind: 'yes-no',
    lines: [`${desk.policy.vendor} requires more:`, ...missing.map((item): Line => `  - ${item.label}`)],
    question: 'Write the bundle with these gaps marked?',
    choices: [
      { value: 'yes', words: 'Yes, write it' },
      { value: 'no', words: 'No, stop here; the case is kept' },
    ],
  };
}

/** What is said when the case goes to the vendor: severity and channel, the telephone first of all. */
export function channelLines(desk: Desk): Line[] {
  const escalation = escalationOf(desk.view, desk.rules, desk.context);
  const { inForce: severity } = severityOf(desk.policy, escalation, desk.facts, desk.context);
  const first: Line = [bold(`Severity ${severity.severity}`), ` (${severity.title})`];
  const how: Line = severity.say;
  return goesByTelephone(severity) ? [[bold(severity.say)], first] : [first, how];
}
