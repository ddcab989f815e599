import { escalationOf } from '../case/case-escalation.ts';
import { promptOfRow, readStepAnswers } from '../case/case-facts.ts';
import { answerTo } from '../case/fold.ts';
import { consentPrompt, PROMPT, stepPrompt } from '../case/prompts.ts';
import { nextStep, planSteps, type PlannedStep } from '../diagnose/step-plan.ts';
import { formatDuration } from '../facts/duration.ts';
import { decideOutcome } from '../match/outcome.ts';
import { goesByTelephone, severityOf } from '../policy/severity.ts';
import { conditionWords, formatCondition } from '../report/condition-words.ts';
import { bold, dim, yellow, type Line } from '../report/text.ts';
import { evaluate } from '../rules/evaluate.ts';
import type { Outcome, Step, Symptom } from '../rules/pack.ts';
import { askAnotherRow } from './another-row.ts';
import type { Desk } from './desk.ts';
import { ASKED_ON_ESCALATING } from './escalation-questions.ts';
import { askFact } from './fact-prompt.ts';
import { ask, end, type Move, type Prompt } from './prompt.ts';

/** What working through a row comes to: a move, or that the case goes to the vendor. */
export type Work = Move | { readonly kind: 'escalate' };

const ESCALATE: Work = { kind: 'escalate' };

/** The next move on a row that is settled: facts its outcome needs, its steps, its end. */
export function workThrough(desk: Desk, symptom: Symptom): Work {
  const { results, consents } = readStepAnswers(desk.view, symptom);
  if ([...results.values()].includes('fixed'))
    return end({ state: 'solved', bundle: false, lines: ['Good. Nothing else is needed.'] });
  const plan = planSteps(symptom, { facts: desk.facts, declined: desk.declined, results, consents }, desk.context);
  const next = nextStep(plan);
  const decision = decideOutcome(symptom, desk.facts, desk.context, desk.declined);
  if (decision.kind === 'ask') {
    const comesFirst = next !== undefined && results.size === 0 && canWait(desk, decision.missing);
    return ask(comesFirst ? askNext(desk, symptom, plan, next) : askFact(desk.fact(decision.missing[0]!)));
  }
  const { outcome } = decision;
  // At severity 1 and 2 nobody is kept from the telephone by steps.
  const isUrgent = outcome.kind === 'escalate' && isForTelephone(desk);
  if (next !== undefined && !isUrgent) return ask(askNext(desk, symptom, plan, next, outcome));
  return conclude(desk, symptom, outcome, withheldLines(plan));
}

/**
 * Whether these facts need not be known before the first step: they are such as nobody is asked for who does not
 * escalate. The step takes minutes and may be all that is needed; when it does not help, they are asked for.
 */
function canWait(desk: Desk, missing: readonly string[]): boolean {
  return missing.every((id) => ASKED_ON_ESCALATING.has(id)) && !isForTelephone(desk);
}

function isForTelephone(desk: Desk): boolean {
  const escalation = escalationOf(desk.view, desk.rules, desk.context);
  return goesByTelephone(severityOf(desk.policy, escalation, desk.facts, desk.context).inForce);
}

/** What the next step wants. @param outcome what the row comes to, where that is known */
function askNext(
  desk: Desk,
  symptom: Symptom,
  plan: readonly PlannedStep[],
  next: PlannedStep,
  outcome?: Outcome,
): Prompt {
  const { consents } = readStepAnswers(desk.view, symptom);
  // Once, with what comes first: the consent where one is needed, else the step.
  const isAnnounced = next.state.kind === 'ask' || consents.has(next.step.id);
  const lines = isAnnounced ? [] : [...introduction(outcome, plan), ...withheldLines(passedOver(plan, next))];
  return askAbout(desk, symptom, next, lines);
}

/** Steps between the last one that was tried and the next, so that each is spoken of once. */
function passedOver(plan: readonly PlannedStep[], next: PlannedStep): readonly PlannedStep[] {
  const before = plan.slice(0, plan.indexOf(next));
  return before.slice(before.findLastIndex(({ state }) => state.kind === 'done') + 1);
}

/** What is said of an expected behaviour before its first step. */
function introduction(outcome: Outcome | undefined, plan: readonly PlannedStep[]): Line[] {
  const untouched = plan.every(({ state }) => state.kind !== 'done');
  return outcome?.say !== undefined && untouched ? [outcome.say] : [];
}

function askAbout(desk: Desk, symptom: Symptom, { step, state }: PlannedStep, lines: readonly Line[]): Prompt {
  if (state.kind === 'ask') return askFact(desk.fact(state.fact), lines);
  return state.kind === 'needs-consent' ? askConsent(symptom, step, lines) : askStep(desk, symptom, step, lines);
}

function askConsent(symptom: Symptom, step: Step, lines: readonly Line[]): Prompt {
  const what =
    step.disrupts === 'call'
      ? 'the next step would end a call (you said that none is on) and signs the agent out for a moment.'
      : 'the next step signs the agent out for a moment, or reloads the desktop.';
  return {
    id: consentPrompt(symptom.id, step.id),
    kind: 'yes-no',
    lines: [...lines, [yellow('Careful: '), what], ['  ', bold(step.do)]],
    question: 'Do it now?',
    choices: [
      // What Enter alone takes stands first.
      { value: 'no', words: 'No, leave this step out' },
      { value: 'yes', words: 'Yes, go on' },
    ],
  };
}

const WHO: Readonly<Record<Step['who'], string>> = { agent: 'the agent', supervisor: 'you', admin: 'an administrator' };

function askStep(desk: Desk, symptom: Symptom, step: Step, lines: readonly Line[]): Prompt {
  const number = symptom.steps.indexOf(step) + 1;
  // Nobody knows whether it applies; the person can still try it if it does.
  const isOpen = step.if !== undefined && evaluate(step.if, desk.facts, desk.context).truth === 'unknown';
  const condition = isOpen ? [`  Only if ${formatCondition(step.if!, conditionWords(desk.rules))}.`] : [];
  return {
    id: stepPrompt(symptom.id, step.id),
    kind: 'choice',
    lines: [
      ...lines,
      [bold(`Step ${number} of ${symptom.steps.length}: `), bold(step.do)],
      ...condition,
      [dim(`  for ${WHO[step.who]}, about ${step.minutes} min`)],
    ],
    question: step.verify,
    choices: [
      { value: 'fixed', words: 'Yes, fixed' },
      { value: 'not-fixed', words: 'No, not fixed' },
      { value: 'could-not-do', words: 'Could not do it' },
      { value: 'skip', words: 'Skip this step' },
    ],
  };
}

function withheldLines(plan: readonly PlannedStep[]): Line[] {
  return plan.flatMap(({ step, state }) => {
    if (state.kind !== 'withheld') return [];
    const why = state.why === 'call-active' ? 'a call is on' : 'a call may be on';
    return [[yellow('A step was left out'), ` because ${why} (${step.id}).`] as Line];
  });
}

/** Steps are used up, or there are none: the outcome itself. */
function conclude(desk: Desk, symptom: Symptom, outcome: Outcome, lines: readonly Line[]): Work {
  switch (outcome.kind) {
    case 'escalate':
      return outcome.to === 'administrator' ? tellAdministrator(desk, lines) : escalateUnlessRefused(desk);
    case 'explain':
      return explain(desk, symptom, outcome, lines);
    case 'wait':
      return wait(desk, symptom, outcome, lines);
    case 'workaround':
      return unresolved(desk, symptom, [
        ...lines,
        readStepAnswers(desk.view, symptom).results.size === 0
          ? 'None of the documented steps applies here.'
          : 'None of the documented steps has helped.',
      ]);
    default:
      return outcome.kind satisfies never;
  }
}

/** Only an answers file says in advance that an escalation is not wanted. */
function escalateUnlessRefused(desk: Desk): Work {
  if (answerTo(desk.view, PROMPT.escalate) !== false) return ESCALATE;
  return end({ state: 'unresolved', bundle: false, lines: ['This is one to escalate; that was declined.'] });
}

function explain(desk: Desk, symptom: Symptom, outcome: Outcome, lines: readonly Line[]): Work {
  const id = promptOfRow(desk, 'explained', symptom);
  const fits = answerTo(desk.view, id);
  if (fits === true)
    return end({
      state: 'solved',
      bundle: false,
      lines: [outcome.say ?? '', 'This is expected behaviour; nothing needs mending.'],
    });
  if (fits === false) return unresolved(desk, symptom, []);
  return ask({
    id,
    kind: 'yes-no',
    lines: [...lines, [bold(outcome.say ?? '')]],
    question: 'Does this explain what is seen?',
    choices: [
      { value: 'yes', words: 'Yes' },
      { value: 'no', words: 'No' },
    ],
  });
}

function wait(desk: Desk, symptom: Symptom, outcome: Outcome, lines: readonly Line[]): Work {
  const id = promptOfRow(desk, 'waited', symptom);
  const after = answerTo(desk.view, id);
  if (after === 'gone') return end({ state: 'solved', bundle: false, lines: ['Good. It passed by itself.'] });
  if (after === 'later')
    return end({
      state: 'waiting',
      bundle: false,
      lines: [
        outcome.say ?? '',
        `Look again in ${formatDuration(outcome.waitFor ?? 0)}, and go on with this case if it is still there.`,
      ],
    });
  if (after === 'still') return unresolved(desk, symptom, []);
  return ask({
    id,
    kind: 'choice',
    lines: [...lines, [bold(outcome.say ?? '')], `Wait ${formatDuration(outcome.waitFor ?? 0)}.`],
    question: 'Is it still there?',
    choices: [
      { value: 'gone', words: 'No, it is gone' },
      { value: 'later', words: 'I will look again later' },
      { value: 'still', words: 'Yes, still there' },
    ],
  });
}

/** What an administrator can mend goes to no vendor; a bundle is offered, not pressed on anybody. */
function tellAdministrator(desk: Desk, lines: readonly Line[]): Work {
  const wanted = answerTo(desk.view, PROMPT.administrator);
  if (wanted === true) return ESCALATE;
  if (wanted === false)
    return end({
      state: 'escalated',
      bundle: false,
      lines: [
        `Tell your system administrator: ${desk.symptom?.symptom ?? desk.text ?? ''}.`,
        'The case keeps what was found.',
      ],
    });
  return ask({
    id: PROMPT.administrator,
    kind: 'yes-no',
    lines: [...lines, [bold('This one is for your system administrator: '), 'tell them what you see and since when.']],
    question: 'Make a bundle for the vendor as well?',
    choices: [
      { value: 'no', words: 'No' },
      { value: 'yes', words: 'Yes' },
    ],
  });
}

function unresolved(desk: Desk, symptom: Symptom, lines: readonly Line[]): Work {
  const wanted = answerTo(desk.view, PROMPT.escalate);
  if (wanted === true) return ESCALATE;
  if (wanted === false)
    return end({
      state: 'unresolved',
      bundle: false,
      lines: ['The case stays unresolved; it can be escalated later.'],
    });
  return ask(askAnotherRow(desk, symptom) ?? askWhetherToEscalate(desk, lines));
}

/** Asked for what is unresolved, and for what no table lists. */
export function askWhetherToEscalate(desk: Desk, lines: readonly Line[]): Prompt {
  return {
    id: PROMPT.escalate,
    kind: 'yes-no',
    lines,
    question: `Escalate it to ${desk.policy.vendor}?`,
    choices: [
      { value: 'yes', words: 'Yes, make a bundle' },
      { value: 'no', words: 'No' },
    ],
  };
}
