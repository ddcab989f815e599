import type { Facts } from '../facts/fact.ts';
import { isObject } from '../facts/plain-data.ts';
import { planSteps } from '../diagnose/step-plan.ts';
import { withImpact } from '../policy/impact-facts.ts';
import type { Contact, Escalation, Impact, Scope, StepTried } from '../policy/escalation.ts';
import { factsOf, type Context } from '../rules/evaluate.ts';
import type { Rules, Symptom } from '../rules/pack.ts';
import { readCaseFacts, readStepAnswers, type CaseFacts } from './case-facts.ts';
import type { Json } from './events.ts';
import { answerTo, type CaseView } from './fold.ts';
import { consentPrompt, PROMPT, stepPrompt } from './prompts.ts';

/** A screenshot as it was found when its path was typed. */
export interface Screenshot {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** `png`, `jpeg`, … */
  readonly type: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a case says to the vendor, from its answers and from the fields set beside them (which win). Pure. */
export function escalationOf(view: CaseView, rules: Rules, context: Context): Escalation {
  const found = readCaseFacts(view, rules);
  const fields = new Map(view.fields);
  // What was tried before the dialogue is not instead of what it offers.
  const triedBefore = (fields.get('stepsTried') ?? []) as unknown as readonly StepTried[];
  fields.delete('stepsTried');
  const names = (answerTo(view, PROMPT.names) ?? {}) as { username?: string; agentUsername?: string };
  const monitoring = answerTo(view, PROMPT.monitoring);
  const text = answerTo(view, PROMPT.text);
  const affected = found.facts.get('affected.agents')?.value;
  const observed = answerTo(view, PROMPT.firstObservedAt);
  const observedAt = typeof observed === 'string' ? observed : firstShownAt(found);
  const escalation: Mutable<Escalation> = {
    policy: view.policy,
    area: found.area,
    ...(found.symptom === undefined ? {} : { symptom: found.symptom.id }),
    summary: [text, answerTo(view, PROMPT.summary)].find(isWords) ?? found.symptom?.symptom ?? '',
    ...names,
    ...(observedAt === undefined ? {} : { firstObservedAt: observedAt }),
    ...(typeof affected === 'number' ? { agentsAffected: affected } : {}),
    screenshots: screenshotsOf(view).map((screenshot) => screenshot.path),
    attachments: view.attachments.map((attachment) => attachment.name),
    ...(isObject(monitoring) ? { monitoring: monitoring as { numberCalled?: string; callSessionId?: string } } : {}),
    ...impactOf(found.facts),
    stepsTried: [...triedBefore, ...stepsOf(view, found, context)],
    ...contactOf(view),
  };
  return withFields(escalation, fields);
}

/** The facts of a case, with the impact that its escalation states and whoever stated it. */
export function factsWithImpact(view: CaseView, facts: Facts, escalation: Escalation): Facts {
  return withImpact(facts, escalation, (field) => view.fieldSources.get(field) ?? 'person');
}

/**
 * When the files of a case show first what its row is about, ISO 8601 in UTC; without a row, the first thing that they
 * show. Undefined when they show nothing, or not when.
 */
export function firstShownAt({ symptom, answered }: Pick<CaseFacts, 'symptom' | 'answered'>): string | undefined {
  const ofRow = symptom === undefined ? undefined : new Set(factsOf(symptom.when));
  const moments = [...answered].flatMap(([id, { seen }]) =>
    seen?.at !== undefined && (ofRow === undefined || ofRow.has(id)) ? [seen.at] : [],
  );
  return moments.toSorted()[0];
}

/** The screenshots of a case, as they were found when they were named. */
export function screenshotsOf(view: CaseView): readonly Screenshot[] {
  return (answerTo(view, PROMPT.screenshots) ?? []) as unknown as readonly Screenshot[];
}

function stepsOf(view: CaseView, found: CaseFacts, context: Context): StepTried[] {
  const { symptom, tried } = found;
  if (symptom === undefined) return [];
  const before = tried.flatMap((row) =>
    stepsOfRow(view, found, row, context).map((step) => ({ ...step, step: `${row.id}#${step.step}` })),
  );
  return [...before, ...stepsOfRow(view, found, symptom, context)];
}

function stepsOfRow(view: CaseView, found: CaseFacts, symptom: Symptom, context: Context): StepTried[] {
  const { results, consents } = readStepAnswers(view, symptom);
  const plan = planSteps(symptom, { facts: found.facts, declined: found.declined, results, consents }, context);
  const helped = plan.findIndex(({ state }) => state.kind === 'done' && state.result === 'fixed');
  // What comes after the step that helped was not reached.
  return plan.slice(0, helped === -1 ? undefined : helped + 1).flatMap(({ step, state }): StepTried[] => {
    if (state.kind === 'withheld') return [{ step: step.id, result: 'withheld' }];
    if (state.kind !== 'done') return [];
    // A step that was declined when it was announced has no answer of its own.
    const ids = [stepPrompt(symptom.id, step.id), consentPrompt(symptom.id, step.id)];
    const answer = view.answers.findLast((item) => ids.includes(item.prompt));
    if (answer === undefined) return [{ step: step.id, result: state.result }];
    return [{ step: step.id, result: state.result, at: answer.at, by: answer.by === 'file' ? 'file' : 'person' }];
  });
}

function impactOf(facts: Facts): { impact?: Impact } {
  const impact: Mutable<Impact> = {};
  const scope = facts.get('affected.scope')?.value;
  const down = facts.get('impact.function')?.value;
  const workaround = facts.get('impact.workaround')?.value;
  const reach = facts.get('impact.customers-reach-agents')?.value;
  if (typeof scope === 'string') impact.scope = scope as Scope;
  if (typeof down === 'string') impact.function = down as NonNullable<Impact['function']>;
  if (typeof workaround === 'boolean') impact.workaround = workaround;
  if (typeof reach === 'boolean') impact.customersReachAgents = reach;
  return Object.keys(impact).length === 0 ? {} : { impact };
}

function contactOf(view: CaseView): { contact?: Contact } {
  const contact = answerTo(view, PROMPT.contact);
  return isObject(contact) && Object.keys(contact).length > 0 ? { contact: contact as Contact } : {};
}

/** Lays fields set by their path (`identity.sr`) over the escalation. */
function withFields(escalation: Escalation, fields: ReadonlyMap<string, Json>): Escalation {
  const result: Record<string, unknown> = { ...escalation };
  for (const [path, value] of fields) {
    const [head, tail] = path.split('.') as [string, string | undefined];
    result[head] = tail === undefined ? value : { ...(result[head] as object | undefined), [tail]: value };
  }
  return result as unknown as Escalation;
}

function isWords(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
