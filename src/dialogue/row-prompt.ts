import { NONE } from '../case/prompts.ts';
import type { Line } from '../report/text.ts';
import type { Symptom } from '../rules/pack.ts';
import type { Prompt, PromptChoice } from './prompt.ts';

/** Asks which row it is; "None of these" is always among the answers. */
export function askRow(id: string, rows: readonly Symptom[], lines: readonly Line[] = []): Prompt {
  const choices = rows.map((row): PromptChoice => ({ value: row.id, words: row.symptom, hint: row.id }));
  return {
    id,
    kind: 'choice',
    lines,
    question: 'Which of these is it?',
    choices: [...choices, { value: NONE, words: 'None of these' }],
  };
}
