import { asTest, type TestStanding } from './check-as-test.ts';
import type { CheckFormat } from './check-format.ts';
import { nameOf, placeOf, summaryWords, wordsOf } from './check-words.ts';
import { escapeText, yamlText } from './escape.ts';
import type { Result } from './result.ts';

/**
 * TAP 14 (https://testanything.org/tap-version-14-specification.html): a test point for each record, with the fields of
 * its result as YAML, each on a line of its own. `not ok` is what has to be escalated or is invalid; `# SKIP` marks what
 * has no answer yet. How many there are is known at the end, and so the plan stands there.
 */
export const tap: CheckFormat = {
  head: 'TAP version 14\n',
  result: (result, nth) => {
    const standing = asTest(result);
    return `${isOk(standing) ? 'ok' : 'not ok'} ${nth + 1} - ${description(result)}${directive(standing)}\n${diagnostics(result)}`;
  },
  isNumbered: true,
  tail: (summary, exitCode) => `1..${summary.records}\n# ${summaryWords(summary)}\n# exit code ${exitCode}\n`,
};

function isOk({ kind }: TestStanding): boolean {
  return kind === 'passed' || kind === 'skipped';
}

/** Ends with words of ours: a parser takes `{` at the end of a line for the beginning of something else. */
function description(result: Result): string {
  const about = [...result.symptoms.slice(0, 1).map(({ id }) => id), wordsOf(result)].join(', ');
  return escapeTap(`${nameOf(result)}${placeOf(result)}: ${about}`);
}

function directive(standing: TestStanding): string {
  return standing.kind === 'skipped' ? ` # SKIP ${standing.why}` : '';
}

function escapeTap(text: string): string {
  return escapeText(text).replace(/[\\#]/g, '\\$&');
}

function diagnostics({ schema: _schema, ...fields }: Result): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name}: ${yamlText(value)}\n`);
  return `  ---\n${lines.join('')}  ...\n`;
}
