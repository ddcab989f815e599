import { join } from 'node:path';
import type { Bench } from '../budgets/bench.ts';
import { nodeCommand, type Command } from '../budgets/run-process.ts';

/** The built program, with a home of its own. */
export function toolCommand(bench: Bench, ...args: string[]): Command {
  return nodeCommand(bench, join(bench.folder, 'tool/bin/deskmedic.js'), ...args, '--quiet', '--home', homeOf(bench));
}

/** `bundle create` of an escalation with all that it attaches, into a file that is not there yet. */
export function createCommand(bench: Bench, escalation: string, output: string): Command {
  const from = ['--from', escalation, '-o', output] as const;
  return toolCommand(bench, 'bundle', 'create', ...from, '--with-screenshots', '--allow-incomplete');
}

/** `bundle verify`. */
export function verifyCommand(bench: Bench, bundle: string): Command {
  return toolCommand(bench, 'bundle', 'verify', bundle);
}

function homeOf({ folder }: Bench): string {
  return join(folder, 'home');
}
