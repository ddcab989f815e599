import type { CaseEvent, Json } from '../case/events.ts';
import { pathsOf } from '../case/home.ts';
import { factPrompt, NONE, PROMPT } from '../case/prompts.ts';
import { UserError } from '../errors.ts';
import type { FactValue } from '../facts/fact.ts';
import { parseFactValue } from '../facts/parse-value.ts';
import type { Io } from '../io/io.ts';
import { hintFor } from '../rules/did-you-mean.ts';
import type { Rules } from '../rules/pack.ts';
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
  readonly steps: Readonly<Record<string, StepResult>>;
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
  steps?: Record<string, StepResult>;
  explained?: boolean;
  waited?: 'gone' | 'later' | 'still';
  escalate?: boolean;
  escalation?: EscalationInput;
  output?: string;
}

/** Reads and checks an answers file. Throws `bad-document`, `unknown-symptom` or `bad-answer`, with the place. */
export async function readAnswersFile(path: string, rules: Rules, io: Pick<Io, 'files'>): Promise<AnswersFile> {
  const file = await readDocument(path, answersSchema, io.files);
  const { symptom, facts = {}, steps = {}, escalation = {}, ...rest } = file.data as RawAnswers;
  const complain = (place: (string | number)[], message: string, hint: string): never => {
    const { line, column } = file.problem('bad-value', place, message);
    throw new UserError('bad-answer', message, { where: { file: path, line, column }, hint });
  };
  const ids = rules.symptoms.map((row) => row.id);
  if (symptom !== undefined && symptom !== NONE && !ids.includes(symptom))
    complain(['symptom'], `there is no symptom "${symptom}"`, hintFor(symptom, ids));
  const known = new Map<string, FactValue>();
  for (const [id, raw] of Object.entries(facts)) {
    if (id === 'default') {
      if (raw !== 'unknown')
        complain(['facts', id], 'the only default for facts is "unknown"', 'name each fact with its value');
      continue;
    }
    const fact = rules.facts.find((item) => item.id === id);
    if (fact === undefined)
      return complain(
        ['facts', id],
        `there is no fact "${id}"`,
        hintFor(
          id,
          rules.facts.map((item) => item.id),
        ),
      );
    if (raw === 'unknown' && !fact.options.some((option) => option.value === raw)) continue;
    const parsed = parseFactValue(fact, raw);
    if (!parsed.ok)
      return complain(['facts', id], `${JSON.stringify(raw)} is no value of "${id}"`, `it ${parsed.reason}`);
    known.set(id, parsed.value);
  }
  return { path, ...rest, ...(symptom === undefined ? {} : { symptom }), facts: known, steps, escalation };
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
    ...(await escalationEvents(answers.escalation, folder, zone, io)),
  ];
}
