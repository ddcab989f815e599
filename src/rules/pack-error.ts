import { UserError } from '../errors.ts';
import type { Problem } from './problem.ts';

/** A pack that cannot be used, with everything found wrong in it; exit 2 whichever verb meets it. */
export class PackError extends UserError {
  /** Files as a person finds them: with the pack's folder in front. */
  readonly problems: readonly Problem[];

  constructor(directory: string, problems: readonly Problem[]) {
    const errors = problems.filter((problem) => problem.level === 'error').length;
    super('bad-pack', `the pack in ${directory} has ${errors === 1 ? 'an error' : `${errors} errors`}`, {
      hint: `"rules lint" with --rules ${directory} shows them all`,
    });
    this.problems = problems;
  }
}
