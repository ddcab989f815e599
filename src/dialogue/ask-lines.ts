import type { Input } from '../io/io.ts';
import { bold, dim, type Line } from '../report/text.ts';
import type { Asker, Reply, Tell } from './asker.ts';
import type { Prompt, PromptChoice } from './prompt.ts';
import { wishIn } from './wish.ts';

/**
 * Asks line by line, without a cursor: for screen readers, logs and pipes. Choices have numbers; the number, the value
 * or the words will do. At the end of the input nobody is there.
 */
export function askByLines(input: Input, tell: Tell): Asker {
  return {
    async ask(prompt) {
      await tell(['', ...prompt.lines, ...questionLines(prompt)]);
      const line = await input.line();
      if (line === null) return { kind: 'nobody' };
      return wishIn(line) ?? chosen(prompt, line);
    },
  };
}

function questionLines(prompt: Prompt): Line[] {
  const hint = prompt.hint === undefined ? [] : [[dim(`  (${prompt.hint})`)] as Line];
  const choices = prompt.choices.map((choice, at): Line => `  ${at + 1}. ${choice.words}`);
  const how = choices.length === 0 ? '  "why" or "back"' : '  a number, "why" or "back"';
  return [[bold(prompt.question)], ...hint, ...choices, [dim(how)]];
}

function chosen(prompt: Prompt, line: string): Reply {
  const typed = line.trim();
  const byNumber = /^\d+$/.test(typed) ? prompt.choices[Number(typed) - 1] : undefined;
  const choice = byNumber ?? choiceNamed(prompt, typed.toLowerCase());
  return { kind: 'words', words: choice?.value ?? line };
}

/** By its value or its words; their beginning will do where it is the beginning of one choice alone: "no" for "No, not fixed". */
function choiceNamed(prompt: Prompt, typed: string): PromptChoice | undefined {
  const same = prompt.choices.find((item) => item.value.toLowerCase() === typed || item.words.toLowerCase() === typed);
  const beginning = typed === '' ? [] : prompt.choices.filter((item) => item.words.toLowerCase().startsWith(typed));
  return same ?? (beginning.length === 1 ? beginning[0] : undefined);
}
