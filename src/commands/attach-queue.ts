import type { OpenCase } from '../case/open-case.ts';
import { foldCase } from '../case/fold.ts';
import { pathsOf } from '../case/home.ts';
import { attachFile } from '../dialogue/attach-files.ts';
import { UserError } from '../errors.ts';
import { readingLines } from '../report/reading-lines.ts';
import type { Session } from './session.ts';

/** Files on their way into a case. */
export interface AttachQueue {
  /** Absolute paths of those that are not part of it yet: what an interruption leaves behind. */
  readonly waiting: readonly string[];
  /** Makes files part of the case one after the other, and says what they show. Ends with the first that cannot be read. */
  attach(paths: readonly string[]): Promise<void>;
  /** Likewise for what was dropped on a prompt: one that cannot be read is told, and the others are taken. */
  attachDropped(paths: readonly string[]): Promise<void>;
}

/** The queue of a case. */
export function attachQueue(session: Session, open: OpenCase): AttachQueue {
  const { system } = session.io;
  const waiting: string[] = [];
  const attached = (): number => open.entries.filter(({ type }) => type === 'attached').length;

  async function attachAll(paths: readonly string[], isDropped: boolean): Promise<void> {
    waiting.push(...paths.map((path) => pathsOf(system.platform).resolve(system.cwd, path)));
    for (const path of paths) {
      const before = attached();
      try {
        await attachOne(session, open, path);
      } catch (error) {
        if (!isDropped || !isUnreadable(error)) {
          // A copy that is there and was not read is read when the case is resumed.
          if (attached() > before) waiting.shift();
          throw error;
        }
        await session.warn([`${error.message}; go on without it, or drop it again`]);
      }
      waiting.shift();
    }
  }

  return { waiting, attach: (paths) => attachAll(paths, false), attachDropped: (paths) => attachAll(paths, true) };
}

function isUnreadable(error: unknown): error is UserError {
  return error instanceof UserError && error.code === 'cannot-read';
}

async function attachOne(session: Session, open: OpenCase, path: string): Promise<void> {
  const { zone } = foldCase(open.id, open.entries);
  const { name, reading } = await session.progress(`Reading ${path}`, () =>
    attachFile(open, path, session.cases.evidencePath(open.id), session.io),
  );
  await session.say(readingLines(name, reading, zone));
}
