/** Asks the prompts given as JSON in argv, one after the other; answers go to stdout. Bundled and run in a pty by terminal.test.ts. */
import { Cancelled } from '../../src/errors.ts';
import type { TerminalPrompt } from '../../src/io/io.ts';
import { inquirerTerminal } from '../../src/io/terminal.ts';

async function main(): Promise<void> {
  const terminal = inquirerTerminal({ input: process.stdin, output: process.stderr });
  const prompts = JSON.parse(process.argv[2] ?? '[]') as (TerminalPrompt | { kind: 'progress'; message: string })[];
  try {
    for (const prompt of prompts) {
      const answer =
        prompt.kind === 'progress'
          ? await terminal.progress(prompt.message, () => new Promise((resolve) => setTimeout(resolve, 400, 'worked')))
          : await terminal.ask(prompt);
      process.stdout.write(`<${JSON.stringify(answer)}>\n`);
    }
  } catch (error) {
    process.stdout.write(error instanceof Cancelled ? '<cancelled>\n' : `<failed ${String(error)}>\n`);
    process.exitCode = error instanceof Cancelled ? 130 : 1;
  }
}

void main();
