import { foldCase, isFoldable, type CaseView } from '../case/fold.ts';
import type { JournalReading } from '../case/journal.ts';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { Session } from './session.ts';

/**
 * A case for looking at: without its lock, and as far as its journal can be read. Throws `case-unreadable` (exit 6)
 * when not even its opening can.
 */
export async function lookAtCase(session: Session, id: string): Promise<{ reading: JournalReading; view: CaseView }> {
  const reading = await session.cases.inspect(id);
  if (isFoldable(reading.entries)) return { reading, view: foldCase(reading.id, reading.entries) };
  const why = reading.newerFormat
    ? 'it was written by a later version of deskmedic'
    : 'its journal is damaged at the start';
  throw new UserError('case-unreadable', `case ${reading.id} cannot be shown: ${why}`, {
    exit: EXIT.unreachable,
    hint: reading.newerFormat ? 'use that version' : `nothing was changed; look at the files in ${session.home}`,
  });
}
