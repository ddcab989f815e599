import { compareTexts } from '../facts/text-order.ts';

/** What a pack can have wrong with it. Codes are stable: scripts match on them. */
export const PROBLEM_CODES = [
  'alias',
  'bad-date',
  'bad-operand',
  'bad-pattern',
  'bad-type',
  'bad-value',
  'duplicate-id',
  'duplicate-key',
  'duplicate-phrase',
  'empty-condition',
  'extra-file',
  'forbidden-key',
  'indistinct-rows',
  'key-order',
  'leading-zero',
  'missing-file',
  'missing-key',
  'not-utf8',
  'narrow-questions',
  'needs-override',
  'never-first',
  'partly-compared',
  'single-use-fact',
  'stale-review',
  'syntax',
  'too-deep',
  'too-large',
  'unknown-fact',
  'unknown-key',
  'unknown-pack',
  'unknown-setting',
  'unknown-symptom',
  'unknown-value',
  'unreachable-outcome',
  'unused-setting',
  'useless-question',
  'wrong-area',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** One finding in a pack file. Lines and columns count from 1; `file` is relative to the pack's folder. */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What to do about it: a "did you mean", an example, a limit. */
  readonly hint?: string;
  readonly level: Level;
}

/** An error makes the pack unusable (exit 2); warnings alone end with 4; a note never changes an exit code. */
export type Level = 'error' | 'warning' | 'note';

/** Puts problems in reading order: file, line, column. */
export function inReadingOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => compareTexts(a.file, b.file) || a.line - b.line || a.column - b.column || compareTexts(a.code, b.code),
  );
}
