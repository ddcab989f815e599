import { input, password, select } from '@inquirer/prompts';
import { Chalk } from 'chalk';
import { wrapAnsi } from 'fast-wrap-ansi';
import { escapeText } from '../report/escape.ts';
import type { TerminalPrompt } from './io.ts';

/** Lines around a list of choices: question, description, help, and room to see what was said before. */
const AROUND_THE_LIST = 8;
const SHORTEST_LIST = 5;

/** Where a prompt is shown and what ends it. */
export interface PromptPlace {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream & { readonly rows?: number; readonly columns?: number };
  readonly signal: AbortSignal;
  readonly color: boolean;
}

/** Shows one prompt with inquirer and gives what was typed or chosen. The only module that loads inquirer; import it lazily. */
export function showPrompt(prompt: TerminalPrompt, place: PromptPlace): Promise<string> {
  const { color, output, ...streams } = place;
  const context = { ...streams, output };
  // Inquirer colours by itself, and would ask stdout whether it may.
  const paint = new Chalk({ level: color ? 1 : 0 });
  const prefix = { idle: paint.cyan('?'), done: paint.green('?') };
  // A terminal that does not know its size says 0.
  const columns = output.columns || 80;

  if (prompt.kind === 'secret') {
    const style = { message: (text: string) => paint.bold(text), answer: (text: string) => paint.cyan(text) };
    const message = wrapped(prompt.message, columns, 2);
    return password({ message, mask: '*', toggleMask: false, theme: { prefix, style } }, context);
  }
  const initial = prompt.initial === undefined ? {} : { default: prompt.initial };

  if (prompt.kind === 'input') {
    const under = prompt.hint === undefined ? '' : `\n  ${paint.dim(wrapped(prompt.hint, columns, 2))}\n  >`;
    const message = (text: string, status: string): string => paint.bold(text) + (status === 'done' ? '' : under);
    return input(
      {
        message: wrapped(prompt.message, columns, 2),
        ...initial,
        transformer: (value, { isFinal }) => (isFinal ? paint.cyan(escapeText(value)) : escapeText(value)),
        theme: { prefix, style: { message, defaultAnswer: (text: string) => paint.dim(`(${text})`) } },
      },
      context,
    );
  }

  const rows = output.rows || 24;
  return select(
    {
      message: wrapped(prompt.message, columns, 2),
      ...initial,
      choices: prompt.choices.map((choice) => ({
        ...choice,
        name: wrapped(choice.name, columns, 5),
        short: choice.name,
      })),
      loop: false,
      pageSize: Math.max(SHORTEST_LIST, rows - AROUND_THE_LIST),
      theme: {
        prefix,
        indexMode: 'number',
        style: {
          // Inquirer passes the status as a second argument, which chalk would print.
          message: (text: string) => paint.bold(text),
          answer: (text: string) => paint.cyan(text),
          highlight: (text: string) => paint.cyan(text),
          description: (text: string) => paint.dim(wrapped(text, columns, 0)),
          keysHelpTip: () => paint.dim(wrapped('arrow keys or a number, then Enter', columns, 0)),
        },
      },
    },
    context,
  );
}

/** Breaks at blanks what inquirer would break anywhere; what follows the first line hangs below it. */
function wrapped(text: string, columns: number, indent: number): string {
  return wrapAnsi(text, Math.max(20, columns - indent - 1)).replaceAll('\n', `\n${' '.repeat(indent)}`);
}
