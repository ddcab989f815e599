import { foldCase, isFoldable, type CaseView } from '../case/fold.ts';
import type { JournalReading } from '../case/journal.ts';
import { unreadFiles } from '../dialogue/attach-files.ts';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from './command-line.ts';
import type { Session } from './session.ts';

/**
 * A case for looking at: without its lock, and as far as its journal can be read. Throws `case-unreadable` (exit 6)
 * when not even its opening can.
 */
export async function lookAtCase(session: Session, id: string): Promise<{ reading: JournalReading; view: CaseView }> {
  const reading = await session.cases.inspect(id);
  if (isFoldable(reading.entries)) {
    const view = foldCase(reading.id, reading.entries);
    if (reading.damaged === null && !reading.newerFormat) await sayWhatIsUnread(session, view);
    return { reading, view };
  }
  const why = reading.newerFormat
    ? 'it was written by a later version of deskmedic'
    : 'its journal is damaged at the start';
  throw new UserError('case-unreadable', `case ${reading.id} cannot be shown: ${why}`, {
    exit: EXIT.unreachable,
    hint: reading.newerFormat ? 'use that version' : `nothing was changed; look at the files in ${session.home}`,
  });
}

/** Without the lock nothing can be made up for; that something is missing must not look as if the files showed nothing. */
async function sayWhatIsUnread(session: Session, view: CaseView): Promise<void> {
  const unread = unreadFiles(view);
  if (unread.length === 0) return;
  const command = commandLine(session, ['diagnose', '--resume', view.id]);
  await session.warn([`note: attached and not read yet, so what they show is missing: ${unread.join(', ')}`]);
  await session.warn([`Read them with: ${command}`], 'whole');
}
