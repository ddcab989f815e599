import type { ReadyBundle } from '../bundle/send/ready-bundle.ts';
import { foldCase, type CaseView } from '../case/fold.ts';
import type { Session } from './session.ts';

/** The SR number that stands in a bundle. It may come from anybody, so that what it calls one need not be one. */
export function srInBundle({ record }: ReadyBundle): string | undefined {
  const sr = record.identity?.sr ?? '';
  return /^\d{9}$/.test(sr) ? sr : undefined;
}

/** The SR number of a case: as it was set, else as it was last uploaded for. */
export function srOfCase(view: CaseView | undefined): string | undefined {
  const set = view?.fields.get('identity.sr');
  return typeof set === 'string' ? set : view?.uploads.at(-1)?.sr;
}

/** The case of this home that a bundle belongs to: the one that is named, else the one that it was made of. */
export async function caseOfBundle(
  { record }: ReadyBundle,
  named: string | undefined,
  session: Session,
): Promise<string | undefined> {
  return named ?? (await session.cases.list()).find((id) => id === record.case);
}

/** The SR number of a bundle or of its case, without opening the case for writing. */
export async function recordedSr(
  bundle: ReadyBundle,
  named: string | undefined,
  session: Session,
): Promise<string | undefined> {
  const own = srInBundle(bundle);
  if (own !== undefined) return own;
  const id = await caseOfBundle(bundle, named, session);
  return id === undefined ? undefined : srOfCase(foldCase(id, await session.cases.read(id)));
}
