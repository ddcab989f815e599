import type { Choice, Terminal } from '../io/io.ts';
import { escapeText } from '../report/escape.ts';
import type { Asker, Tell } from './asker.ts';
import { BACK, WHY, type Prompt } from './prompt.ts';
import { wishIn } from './wish.ts';

/** Asks with a cursor. "back" and "why" are typed, or stand below the choices. */
export function askAtTerminal(terminal: Terminal, tell: Tell): Asker {
  return {
    async ask(prompt) {
      await tell(['', ...prompt.lines]);
      const words = await terminal.ask(prompt.choices.length === 0 ? asInput(prompt) : asSelection(prompt));
      return wishIn(words) ?? { kind: 'words', words };
    },
  };
}

function asInput(prompt: Prompt): Parameters<Terminal['ask']>[0] {
  const hint = [prompt.hint, '"back", "why"'].filter((part) => part !== undefined).join('; ');
  return { kind: 'input', message: escapeText(prompt.question), hint: escapeText(hint) };
}

function asSelection(prompt: Prompt): Parameters<Terminal['ask']>[0] {
  const choices = prompt.choices.map((choice): Choice => ({
    value: choice.value,
    name: escapeText(choice.words),
    ...(choice.hint === undefined ? {} : { description: escapeText(choice.hint) }),
  }));
  return {
    kind: 'select',
    message: escapeText(prompt.hint === undefined ? prompt.question : `${prompt.question} (${prompt.hint})`),
    choices: [...choices, { value: WHY, name: 'Why this question?' }, { value: BACK, name: 'Back' }],
    ...(prompt.initial === undefined ? {} : { initial: prompt.initial }),
  };
}
