import type { OpenCase } from '../case/open-case.ts';
import type { Session } from './session.ts';

/** Opens a case for writing, and gives it free again whatever happens. */
export async function withCase<T>(session: Session, id: string, work: (open: OpenCase) => Promise<T>): Promise<T> {
  const open = await session.cases.open(id);
  try {
    if (open.repaired !== null)
      await session.warn([`note: the last line of the journal was torn; it was moved to ${open.repaired}`]);
    return await work(open);
  } finally {
    await open.close();
  }
}
