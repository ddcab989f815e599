import type { Json } from '../case/events.ts';
import type { Line } from '../report/text.ts';

/** How the words typed at a prompt become an answer; see parse-answer.ts. */
export type AnswerKind =
  'words' | 'choice' | 'yes-no' | 'fact' | 'names' | 'username' | 'time' | 'screenshots' | 'monitoring' | 'contact';

/** One of the answers that can be chosen. */
export interface PromptChoice {
  readonly value: string;
  readonly words: string;
  /** More about it, shown beneath while it is the current one. */
  readonly hint?: string;
}

/** One question, as data: what is said before it, how it is asked, what can be answered. */
export interface Prompt {
  /** The id under which the answer is kept (case/prompts.ts). */
  readonly id: string;
  readonly kind: AnswerKind;
  /** Said before the question: explanations, the step to take. */
  readonly lines: readonly Line[];
  readonly question: string;
  readonly hint?: string;
  /** Answers to choose from; empty where something is typed. */
  readonly choices: readonly PromptChoice[];
  /** What Enter alone stands for. */
  readonly initial?: string;
}

/** What a dialogue comes to. */
export interface Ending {
  readonly state: 'solved' | 'waiting' | 'escalated' | 'unresolved';
  /** Whether a bundle for the vendor is to be made. */
  readonly bundle: boolean;
  /** Said at the end. */
  readonly lines: readonly Line[];
}

/** The next thing to happen in a dialogue: a question, something that files answer without one, or its end. */
export type Move =
  | { readonly kind: 'ask'; readonly prompt: Prompt }
  | { readonly kind: 'conclude'; readonly prompt: string; readonly value: Json; readonly lines: readonly Line[] }
  | { readonly kind: 'end'; readonly ending: Ending };

export const ask = (prompt: Prompt): Move => ({ kind: 'ask', prompt });
export const end = (ending: Ending): Move => ({ kind: 'end', ending });

/** Answers that every prompt understands. */
export const BACK = 'back';
export const WHY = 'why';
/** A fact that the person does not know. */
export const UNKNOWN = 'unknown';
