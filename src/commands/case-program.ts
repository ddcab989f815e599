import type { Command } from 'commander';
import { named, outputPath, type Verb } from './declare-verb.ts';

/** The verbs of `case`. */
export function addCase(program: Command, verb: Verb): void {
  const cases = named(program, 'case', 'look after the cases on this machine');
  named(cases, 'list', 'list the cases, newest first')
    .option('--json', 'print JSON')
    .action(verb(async (options: { json?: true }) => (await import('./case-list.ts')).listCases(options)));
  named(cases, 'show <case>', 'show what a case holds')
    .option('--json', 'print JSON')
    .action(
      verb(async (id: string, options: { json?: true }) => (await import('./case-show.ts')).showCase(id, options)),
    );
  named(cases, 'set <case> [fields...]', 'set fields of the escalation: name=value')
    .option('--sr <number>', "the vendor's service request number (9 digits)")
    .action(
      verb(async (id: string, fields: string[], options: { sr?: string }) =>
        (await import('./case-set.ts')).setCase(id, fields, options),
      ),
    );
  named(cases, 'answers <case>', 'print the answers file that repeats this case')
    .option('-o, --output <file>', 'write it to a file', outputPath('Without -o it goes to stdout.'))
    .action(
      verb(async (id: string, options: { output?: string }) =>
        (await import('./case-answers.ts')).caseAnswers(id, options),
      ),
    );
  named(cases, 'note <case> <text...>', 'add a note').action(
    verb(async (id: string, text: string[]) => (await import('./case-note.ts')).noteCase(id, text.join(' '))),
  );
  named(cases, 'attach <case> <files...>', 'attach files as evidence').action(
    verb(async (id: string, files: string[]) => (await import('./case-attach.ts')).attachToCase(id, files)),
  );
  named(cases, 'delete <case>', 'delete a case with everything in it')
    .option('--yes', 'do not ask')
    .action(
      verb(async (id: string, options: { yes?: true }) => (await import('./case-delete.ts')).deleteCase(id, options)),
    );
}
