import { attachFile, requireFiles } from '../dialogue/attach-files.ts';
import { foldCase } from '../case/fold.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { attachedLines } from '../report/reading-lines.ts';
import type { Session } from './session.ts';
import { withCase } from './with-case.ts';

/** `case attach`: copies files into the case's evidence. Every file is looked at before the first is copied. */
export function attachToCase(id: string, paths: readonly string[]): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    await requireFiles(paths, session.io);
    return withCase(session, id, async (open) => {
      for (const path of paths) {
        const { name, bytes, reading } = await attachFile(open, path, session.cases.evidencePath(open.id), session.io);
        const { zone } = foldCase(open.id, open.entries);
        await session.say([`case ${open.id}: ${name} attached, ${bytes} bytes`, ...attachedLines(name, reading, zone)]);
      }
      return EXIT.ok;
    });
  };
}
