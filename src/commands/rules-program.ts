import type { Command } from 'commander';
import { named, type Verb } from './declare-verb.ts';

/** The verbs of `rules`. */
export function addRules(program: Command, verb: Verb): void {
  const rules = named(program, 'rules', 'look at, check and test the rules');
  named(rules, 'list', 'list every symptom')
    .option('--json', 'print JSON')
    .action(verb(async (options: { json?: true }) => (await import('./rules-list.ts')).listRules(options)));
  named(rules, 'show <symptom>', 'show one symptom with its steps, outcomes and source')
    .option('--json', 'print JSON')
    .action(
      verb(async (id: string, options: { json?: true }) => (await import('./rules-show.ts')).showRule(id, options)),
    );
  named(rules, 'lint', 'find every mistake in a pack; with --rules, in that one alone')
    .option('--json', 'print JSON')
    .action(verb(async (options: { json?: true }) => (await import('./rules-lint.ts')).lintRules(options)));
  named(rules, 'test', "run a pack's own cases")
    .option('--json', 'print JSON')
    .action(verb(async (options: { json?: true }) => (await import('./rules-test.ts')).testRules(options)));
  named(rules, 'coverage', 'find symptoms and outcomes without a case')
    .option('--json', 'print JSON')
    .action(verb(async (options: { json?: true }) => (await import('./rules-coverage.ts')).ruleCoverage(options)));
  named(rules, 'docs', 'print rules/README.md: every symptom, one heading each').action(
    verb(async () => (await import('./rules-docs.ts')).ruleDocs()),
  );
}
