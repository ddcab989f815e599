import { decidePrompt } from '../case/prompts.ts';
import { seenWords } from '../report/seen-words.ts';
import type { Desk } from './desk.ts';
import { valueWords } from './fact-prompt.ts';
import type { Prompt } from './prompt.ts';

/** Where a file shows something else than was said, both are told, and the person decides. */
export function decideDisagreement(desk: Desk): Prompt | undefined {
  const [first] = desk.disagreements;
  if (first === undefined) return undefined;
  const fact = desk.fact(first.fact);
  const { file, first: sight, value } = first.shown;
  const shown = valueWords(fact, value);
  const said = valueWords(fact, first.said);
  return {
    id: decidePrompt(fact.id),
    kind: 'choice',
    lines: [`${fact.question} The answer was: ${said}. A file shows: ${shown} (${seenWords({ file, ...sight })}).`],
    question: 'Which of the two is right?',
    choices: [
      { value: 'shown', words: `What the file shows: ${shown}` },
      { value: 'said', words: `What was answered: ${said}` },
    ],
  };
}
