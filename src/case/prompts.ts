/**
 * The ids under which answers stand in a journal. They are part of its format: a prompt may be reworded, its id never
 * changes its meaning.
 */
export const PROMPT = {
  /** What is seen, in the person's words; '' for none. */
  text: 'text',
  /** Id of the row that files of the case show, or {@link NONE}. */
  shown: 'shown',
  /** Id of the row chosen after the words, or {@link NONE}. */
  pick: 'pick',
  /** Id of an area, or {@link NONE}. */
  area: 'area',
  /** Id of the row chosen within the area, or {@link NONE}. */
  pickInArea: 'pick-in-area',
  /** Whether the explanation fits: boolean. Of a row tried after another, see {@link rowPrompt}. */
  explained: 'explained',
  /** What became of the wait: `gone`, `still`, `later`. Of a row tried after another, see {@link rowPrompt}. */
  waited: 'waited',
  /** Whether to escalate what is unresolved: boolean. */
  escalate: 'escalate',
  /** Whether a bundle for the vendor is wanted beside the word to the administrator: boolean. */
  administrator: 'administrator',
  /** What is seen, where no words were typed first and no row fits: the vendor needs a sentence. */
  summary: 'field:summary',
  /** `{username, agentUsername?}` */
  names: 'field:names',
  /** ISO 8601 in UTC, or null when not known. */
  firstObservedAt: 'field:firstObservedAt',
  /** A list of {@link import('./case-escalation.ts').Screenshot}. */
  screenshots: 'field:screenshots',
  /** Whether the screenshots are copied into the bundle: boolean. Of each of several, see {@link copyPrompt}. */
  copyScreenshots: 'field:copyScreenshots',
  /** `{numberCalled, callSessionId?}`, or null when not known. */
  monitoring: 'field:monitoring',
  /** `{name?, phone?, email?}` */
  contact: 'field:contact',
  /** Whether to write the bundle with its gaps marked: boolean. */
  incomplete: 'incomplete',
} as const;

/** The answer "none of these". */
export const NONE = 'none';

/** A fact was asked; the value, or null for "don't know". */
export const factPrompt = (fact: string): string => `fact:${fact}`;
/** The answer about a fact was a surprise: whether it is right; boolean. False takes it back. */
export const confirmPrompt = (fact: string): string => `confirm:${fact}`;
/** A file shows something else than was answered: which of the two counts, `said` or `shown`. */
export const decidePrompt = (fact: string): string => `decide:${fact}`;
/** A row was tried in vain: id of the row to try next, or {@link NONE}. */
export const nextRowPrompt = (tried: string): string => `next-row:${tried}`;
/** {@link PROMPT.explained} or {@link PROMPT.waited}, asked of a row that is not the first to be tried. */
export const rowPrompt = (prompt: 'explained' | 'waited', symptom: string): string => `${prompt}:${symptom}`;
/** A step was shown; a step result. */
export const stepPrompt = (symptom: string, step: string): string => `step:${symptom}#${step}`;
/** Whether this screenshot, of several, is copied into the bundle: boolean. */
export const copyPrompt = (path: string): string => `copy:${path}`;
/** A step that disrupts something was announced; boolean. */
export const consentPrompt = (symptom: string, step: string): string => `consent:${symptom}#${step}`;

/** The fact whose answer a prompt asked to confirm, or undefined. */
export function factToConfirm(prompt: string): string | undefined {
  return prompt.startsWith('confirm:') ? prompt.slice('confirm:'.length) : undefined;
}

/** The fact of which a prompt asked whether an answer or a file counts, or undefined. */
export function factToDecide(prompt: string): string | undefined {
  return prompt.startsWith('decide:') ? prompt.slice('decide:'.length) : undefined;
}

/** The fact that a prompt asked for, or undefined. */
export function factOfPrompt(prompt: string): string | undefined {
  return prompt.startsWith('fact:') ? prompt.slice('fact:'.length) : undefined;
}
