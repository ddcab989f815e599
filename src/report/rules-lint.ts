import type { Level, Problem } from '../rules/problem.ts';
import { counted, problemLines } from './problems.ts';
import { bold, dim, green, red, yellow, type Line } from './text.ts';

/** A problem as `rules lint --json` gives it; its list says how grave it is. */
export type ListedProblem = Omit<Problem, 'level'>;

/** `rules lint --json` (`deskmedic/lint/v1`). */
export interface LintReport {
  readonly schema: 'deskmedic/lint/v1';
  readonly errors: readonly ListedProblem[];
  readonly warnings: readonly ListedProblem[];
  /** Never change the exit code. */
  readonly notes: readonly ListedProblem[];
}

/** Sorts problems by how grave they are; within a list they keep their order. */
export function lintReport(problems: readonly Problem[]): LintReport {
  const only = (level: Level): ListedProblem[] =>
    problems.filter((problem) => problem.level === level).map(({ level: _level, ...rest }) => rest);
  return { schema: 'deskmedic/lint/v1', errors: only('error'), warnings: only('warning'), notes: only('note') };
}

/**
 * Errors, then warnings, then the notes apart, and a closing line.
 *
 * @param packs the folders that were looked at, as they are shown
 */
export function lintLines(problems: readonly Problem[], packs: readonly string[]): Line[] {
  const only = (level: Level): Problem[] => problems.filter((problem) => problem.level === level);
  const errors = only('error');
  const warnings = only('warning');
  const notes = only('note');
  return [
    ...problemLines(errors),
    ...problemLines(warnings),
    ...(notes.length === 0
      ? []
      : [[bold(counted(notes.length, 'note')), dim(', which change nothing')], ...problemLines(notes)]),
    [
      `${packs.join(', ')}: `,
      (errors.length > 0 ? red : green)(counted(errors.length, 'error')),
      ', ',
      (warnings.length > 0 ? yellow : green)(counted(warnings.length, 'warning')),
      `, ${counted(notes.length, 'note')}`,
    ],
  ];
}
