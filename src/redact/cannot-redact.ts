import { Cancelled, UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

/**
 * What is told of an entry that could not be searched: its name, and never what was thrown, which may quote what it could
 * not read. What the disk or a person said stays what it is.
 */
export function cannotRedact(name: string, error: unknown): Error {
  if (error instanceof UserError || error instanceof Cancelled) return error;
  return new UserError('cannot-redact', `"${name}" could not be searched for secrets, so nothing was written.`, {
    exit: EXIT.unreachable,
    hint: 'Leave this file out, or mend it, and make the bundle again.',
  });
}
