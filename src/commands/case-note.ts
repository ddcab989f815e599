import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Session } from './session.ts';
import { withCase } from './with-case.ts';

/** `case note`: adds a note that travels with the escalation. */
export function noteCase(id: string, text: string): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const note = text.trim();
    if (note === '')
      throw new UserError('empty-note', 'the note is empty', {
        hint: 'write deskmedic case note CASE "what should be known"',
      });
    return withCase(session, id, async (open) => {
      await open.append({ type: 'noted', text: note });
      await session.say([`case ${open.id}: noted`]);
      return EXIT.ok;
    });
  };
}
