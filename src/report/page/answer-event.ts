import { factOfPrompt, factToConfirm, NONE, PROMPT } from '../../case/prompts.ts';
import { isObject } from '../../facts/plain-data.ts';
import { STEP_RESULTS, type StepResult } from '../../rules/step-result.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** Longest value that is shown whole, in characters; the record has it in full. */
const MOST_SHOWN = 160;

/** What is said before the answer, by the id of the prompt. */
const WORDS: Readonly<Record<string, string>> = {
  [PROMPT.text]: 'What is seen',
  [PROMPT.summary]: 'What is seen',
  [PROMPT.pick]: 'Symptom',
  [PROMPT.pickInArea]: 'Symptom',
  'next-row': 'Symptom to try next',
  [PROMPT.area]: 'Area',
  [PROMPT.explained]: 'The explanation fits',
  [PROMPT.waited]: 'After waiting',
  [PROMPT.escalate]: 'To be escalated',
  [PROMPT.administrator]: 'A bundle for the vendor as well',
  [PROMPT.names]: 'Usernames',
  [PROMPT.firstObservedAt]: 'First observed',
  [PROMPT.screenshots]: 'Screenshots',
  [PROMPT.copyScreenshots]: 'Screenshots may be copied',
  [PROMPT.monitoring]: 'Call that was monitored',
  [PROMPT.contact]: 'Contact',
  [PROMPT.incomplete]: 'The bundle may have gaps',
};

const ESCALATING: readonly string[] = [PROMPT.escalate, PROMPT.administrator, PROMPT.incomplete];

/** What an answer in a journal tells; undefined for what is no answer of ours. */
export function answerEvent(prompt: unknown, value: unknown, by: unknown): TimelineEvent | undefined {
  if (typeof prompt !== 'string') return undefined;
  const source = by === 'file' ? ' (answers file)' : by === 'config' ? ' (configuration)' : '';
  const told = (label: string): string => `${label}: ${valueWords(value)}${source}`;
  const fact = factOfPrompt(prompt);
  if (fact !== undefined) return { kind: 'answer', what: told(fact) };
  const confirmed = factToConfirm(prompt);
  if (confirmed !== undefined) return { kind: 'answer', what: told(`${confirmed}, asked once more`) };
  const [kind, subject = ''] = prompt.split(/:(.*)/s);
  if (kind === 'step' || kind === 'consent') return stepEvent(kind, subject, value, source);
  if (kind === 'copy') return { kind: 'answer', what: told(`Copy ${nameIn(subject)} into the bundle`) };
  const words = Object.hasOwn(WORDS, prompt) ? WORDS[prompt] : Object.hasOwn(WORDS, kind!) ? WORDS[kind!] : undefined;
  if (words === undefined) return undefined;
  return { kind: ESCALATING.includes(prompt) ? 'escalation' : 'answer', what: told(words) };
}

/** The name of a file, without the folders of any platform that it lies in. */
function nameIn(path: string): string {
  return /[^/\\]+$/.exec(path)?.[0] ?? 'a screenshot';
}

function stepEvent(kind: 'step' | 'consent', step: string, value: unknown, source: string): TimelineEvent | undefined {
  if (kind === 'consent')
    return value === true ? { kind: 'answer', what: `Agreed to step ${step}${source}` } : stepOf(step, 'skip', source);
  return isStepResult(value) ? stepOf(step, value, source) : undefined;
}

function stepOf(step: string, result: StepResult, source: string): TimelineEvent {
  return { kind: 'step', what: `Step: ${step}${source}`, result };
}

function isStepResult(value: unknown): value is StepResult {
  return STEP_RESULTS.includes(value as StepResult);
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined) return 'not known';
  if (value === NONE) return 'none of these';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return String(value.length);
  if (isObject(value)) return Object.values(value).map(valueWords).join(', ');
  const words = Array.from(typeof value === 'string' ? value : JSON.stringify(value));
  return words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN).join('')}…` : words.join('');
}
