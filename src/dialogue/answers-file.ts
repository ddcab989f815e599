import type { CaseEvent, Json } from '../case/events.ts';
import { pathsOf } from '../case/home.ts';
import { factPrompt, NONE, PROMPT } from '../case/prompts.ts';
import { UserError } from '../errors.ts';
import type { FactValue } from '../facts/fact.ts';
import { parseFactValue } from '../facts/parse-value.ts';
import type { Io } from '../io/io.ts';
import { hintFor } from '../rules/did-you-mean.ts';
import type { Rules, Symptom } from '../rules/pack.ts';
import { readDocument } from '../rules/read-document.ts';
import type { StepResult } from '../rules/step-result.ts';
import { answersSchema } from './answers-schema.ts';
import { escalationEvents, type EscalationInput } from './escalation-events.ts';

/** An answers file, checked: `deskmedic/answers/v1`. */
export interface AnswersFile {
  readonly path: string;
  readonly text?: string;
  /** Id of a row, or {@link NONE}. */
  readonly symptom?: string;
  readonly facts: ReadonlyMap<string, FactValue>;
  /** By fact: whether what was answered counts, or what a file shows. */
  readonly decide: Readonly<Record<string, 'said' | 'shown'>>;
  /** By id of a step, by its number in the row from 1, or `default`. */
  readonly steps: Readonly<Record<string, StepResult>>;
  /** Throws `bad-answer` when {@link steps} names one that the row does not have. */
  readonly requireStepsOf: (row: Symptom) => void;
  readonly explained?: boolean;
  readonly waited?: 'gone' | 'later' | 'still';
  readonly escalate?: boolean;
  readonly escalation: EscalationInput;
  /** As written, relative to the working directory. */
  readonly output?: string;
}

interface RawAnswers {
  text?: string;
  symptom?: string;
  facts?: Record<string, unknown>;
  decide?: Record<string, 'said' | 'shown'>;
  steps?: Record<string, StepResult>;
  explained?: boolean;
  waited?: 'gone' | 'later' | 'still';
  escalate?: boolean;
  escalation?: EscalationInput;
  output?: string;
}

/** A mistake in an answers file, at one of its keys. */
interface Mistake {
  readonly place: readonly string[];
  readonly message: string;
  readonly hint: string;
}

/**
 * Reads and checks an answers file; `-` is stdin. Throws `bad-document` or `bad-answer` with the place of the first
 * mistake, and all of them named.
 */
export async function readAnswersFile(
  path: string,
  rules: Rules,
  io: Pick<Io, 'files' | 'stdin'>,
): Promise<AnswersFile> {
  const file = await readDocument(path, answersSchema, io.files, io.stdin);
  const { facts = {}, decide = {}, steps = {}, escalation = {}, ...rest } = file.data as RawAnswers;
  const ofEscalation = escalation['symptom'] as string | undefined;
  const symptom = rest.symptom ?? ofEscalation;
  const refuse = (mistakes: readonly Mistake[]): void => {
    const [first, ...more] = mistakes.map(({ place, message, hint }) => {
      const { line, column } = file.problem('bad-value', place, message);
      return { line, column, message, hint };
    });
    if (first === undefined) return;
    const others = more.map(({ line, message, hint }) => `; line ${line}: ${message} (${hint})`).join('');
    const where = { file: path, line: first.line, column: first.column };
    throw new UserError('bad-answer', `${first.message}${others}`, { where, hint: first.hint });
  };
  const row = rules.symptoms.find((known) => known.id === symptom);
  const known = readFacts(facts, rules);
  refuse([
    ...(symptom === undefined || symptom === NONE || row !== undefined
      ? []
      : [unknownRow(symptom, rest.symptom === undefined ? ['escalation', 'symptom'] : ['symptom'], rules)]),
    ...(ofEscalation === undefined || ofEscalation === symptom ? [] : [otherRow(ofEscalation, symptom!)]),
    ...known.mistakes,
    ...Object.keys(decide).flatMap((id) =>
      rules.facts.some((fact) => fact.id === id) ? [] : [unknownFact(id, rules)],
    ),
    ...(row === undefined ? [] : unknownSteps(steps, row)),
  ]);
  return {
    path,
    ...rest,
    ...(symptom === undefined ? {} : { symptom }),
    facts: known.facts,
    decide,
    steps,
    requireStepsOf: (found) => refuse(unknownSteps(steps, found)),
    escalation,
  };
}

/** A decision about a fact that there is not. */
function unknownFact(id: string, rules: Rules): Mistake {
  const ids = rules.facts.map((fact) => fact.id);
  return { place: ['decide', id], message: `there is no fact "${id}"`, hint: hintFor(id, ids) };
}

function unknownRow(id: string, place: Mistake['place'], rules: Rules): Mistake {
  const ids = rules.symptoms.map((row) => row.id);
  return { place, message: `there is no symptom "${id}"`, hint: hintFor(id, ids) };
}

/** An escalation that is about another row than the dialogue. */
function otherRow(id: string, symptom: string): Mistake {
  const message = `the escalation is about "${id}", and the file takes "${symptom}"`;
  return { place: ['escalation', 'symptom'], message, hint: 'name one of them in both places, or leave one out' };
}

/** The values of the facts that are known, and what is wrong with the others. */
function readFacts(
  raw: Readonly<Record<string, unknown>>,
  rules: Rules,
): { facts: ReadonlyMap<string, FactValue>; mistakes: readonly Mistake[] } {
  const facts = new Map<string, FactValue>();
  const mistakes: Mistake[] = [];
  const ids = rules.facts.map((fact) => fact.id);
  for (const [id, value] of Object.entries(raw)) {
    const complain = (message: string, hint: string): void =>
      void mistakes.push({ place: ['facts', id], message, hint });
    const fact = rules.facts.find((item) => item.id === id);
    if (id === 'default') {
      if (value !== 'unknown') complain('the only default for facts is "unknown"', 'name each fact with its value');
    } else if (fact === undefined) complain(`there is no fact "${id}"`, hintFor(id, ids));
    else if (value !== 'unknown' || fact.options.some((option) => option.value === value)) {
      const parsed = parseFactValue(fact, value);
      if (parsed.ok) facts.set(id, parsed.value);
      else complain(`${JSON.stringify(value)} is no value of "${id}"`, `it ${parsed.reason}`);
    }
  }
  return { facts, mistakes };
}

/** Answers to steps that the row does not have: nobody would ever ask for them. */
function unknownSteps(steps: AnswersFile['steps'], row: Symptom): Mistake[] {
  const ids = row.steps.map((step) => step.id);
  const allowed = new Set(['default', ...ids, ...ids.map((_, at) => String(at + 1))]);
  return Object.keys(steps)
    .filter((key) => !allowed.has(key))
    .map((key) => {
      const isNumber = /^\d+$/.test(key);
      const message = isNumber ? `"${row.id}" has no step ${key}` : `"${row.id}" has no step "${key}"`;
      const hint =
        isNumber || ids.length === 0 ? `it has ${ids.length}: ${ids.join(', ') || 'none'}` : hintFor(key, ids);
      return { place: ['steps', key], message, hint };
    });
}

/** The files that an answers file attaches, by absolute path. */
export function attachmentsOf(answers: AnswersFile, system: Pick<Io['system'], 'platform' | 'cwd'>): string[] {
  const { resolve, dirname } = pathsOf(system.platform);
  const named = (answers.escalation['attachments'] ?? []) as readonly string[];
  return named.map((path) => resolve(system.cwd, dirname(answers.path), path));
}

/** What the file settles before the first prompt: the facts, the row, and what goes to the vendor. */
export async function answersAsEvents(
  answers: AnswersFile,
  zone: string,
  io: Pick<Io, 'files' | 'system' | 'clock'>,
): Promise<CaseEvent[]> {
  const answered = (prompt: string, value: Json): CaseEvent => ({ type: 'answered', prompt, value, by: 'file' });
  const folder = pathsOf(io.system.platform).dirname(answers.path);
  return [
    ...(answers.text === undefined && answers.symptom === undefined ? [] : [answered(PROMPT.text, answers.text ?? '')]),
    ...[...answers.facts].map(([id, value]) => answered(factPrompt(id), value)),
    ...(answers.symptom === undefined ? [] : [answered(PROMPT.pick, answers.symptom)]),
    ...(answers.escalate === undefined ? [] : [answered(PROMPT.escalate, answers.escalate)]),
    ...(await escalationEvents(answers.escalation, folder, zone, io, 'file')),
  ];
}
