import { InvalidArgumentError, type Command } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import { examples } from './help.ts';
import type { Session } from './session.ts';

/** A verb's module, loaded when the verb is called. */
export type Load<A extends unknown[]> = (...args: A) => Promise<(session: Session) => Promise<ExitCode>>;

/** Makes of a verb's module what commander calls. */
export type Verb = <A extends unknown[]>(load: Load<A>) => (...args: A) => Promise<void>;

/** Declares a verb; its examples stand above its usage. */
export function named(parent: Command, name: string, summary: string): Command {
  const path = [parent.name(), name.split(' ')[0]!].join(' ').replace(/^deskmedic /, '');
  return parent.command(name).description(summary).addHelpText('before', examples(path));
}

/** `-` would be a file of that name; `instead` says what to write. */
export function outputPath(instead: string): (path: string) => string {
  return (path) => {
    if (path === '-') throw new InvalidArgumentError(instead);
    return path;
  };
}
