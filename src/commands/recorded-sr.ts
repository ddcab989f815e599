import type { ReadyBundle } from '../bundle/send/ready-bundle.ts';
import type { JournalEntry } from '../case/events.ts';
import { foldCase, type CaseView } from '../case/fold.ts';
import { UserError } from '../errors.ts';
import type { Session } from './session.ts';

/** A case of this home that a bundle belongs to, as it is now. */
export interface BundleCase {
  readonly id: string;
  readonly view: CaseView;
  /** The SR number that was set in it, and when (ISO 8601 in UTC). */
  readonly set?: { readonly sr: string; readonly at: string };
}

/** The SR number that stands in a bundle. It may come from anybody, so that what it calls one need not be one. */
export function srInBundle({ record }: ReadyBundle): string | undefined {
  const sr = record.identity?.sr ?? '';
  return /^(?!0{9})\d{9}$/.test(sr) ? sr : undefined;
}

/**
 * The SR number that a bundle is for. A number that was set in the case after the bundle was made corrects it. A bundle that
 * was not made of the case here, whatever it calls itself, gets none of its numbers.
 */
export function knownSr(bundle: ReadyBundle, of: BundleCase | undefined): string | undefined {
  const own = srInBundle(bundle);
  if (of === undefined || !isMadeOf(bundle, of.view)) return own;
  const { set, view } = of;
  if (set !== undefined && Date.parse(set.at) > Date.parse(bundle.record.createdAt.utc)) return set.sr;
  return own ?? set?.sr ?? view.uploads.at(-1)?.sr;
}

/** It is one of the bundles of the case, or adds to one. */
function isMadeOf({ id, record }: ReadyBundle, { bundles }: CaseView): boolean {
  return bundles.some(({ bundle }) => bundle === id || bundle === record.parent);
}

/**
 * The case of this home that a bundle belongs to: the one that is named, else the one that it says it was made of; `undefined`
 * when there is none. Throws `other-case` when the one that is named is another one than the bundle's.
 */
export async function caseOfBundle(
  { record, path }: ReadyBundle,
  named: string | undefined,
  session: Session,
): Promise<BundleCase | undefined> {
  const typed = named ?? (await session.cases.list()).find((id) => id === record.case);
  if (typed === undefined) return undefined;
  const { id } = await session.cases.inspect(typed);
  const entries = await session.cases.read(id);
  if (id !== record.case)
    throw new UserError('other-case', `${path} is a bundle of case ${record.case}, not of ${id}`, {
      hint: 'leave --case out, or name the bundle of that case; deskmedic case show lists its bundles',
    });
  const set = entries.map(srSet).findLast((found) => found !== undefined);
  return { id, view: foldCase(id, entries), ...(set && { set }) };
}

function srSet(entry: JournalEntry): BundleCase['set'] {
  return entry.type === 'set' && entry.field === 'identity.sr' && typeof entry.value === 'string'
    ? { sr: entry.value, at: entry.at }
    : undefined;
}
