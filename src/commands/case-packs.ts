import type { CaseView } from '../case/fold.ts';
import { UserError } from '../errors.ts';
import type { Rules } from '../rules/pack.ts';
import type { Session } from './session.ts';

/**
 * Makes sure that the packs a case was opened with are loaded: without them its row, facts and steps would be lost
 * silently. Throws `pack-not-loaded`; a pack that has changed since is worth a note.
 */
export async function requirePacks(session: Session, view: CaseView): Promise<void> {
  const { rules } = await session.rules();
  const missing = missingPack(view, rules);
  if (missing !== undefined)
    throw new UserError(
      'pack-not-loaded',
      `case ${view.id} was opened with the pack "${missing}", which is not loaded`,
      {
        hint: 'name its folder with --rules, or under "rules" in config.yaml',
      },
    );
  const changed = view.packs.filter((pack) => !rules.packs.some((now) => now.hash === pack.hash));
  for (const pack of changed)
    await session.say([`note: the pack "${pack.name}" has changed since this case was opened`]);
}

/** The name of a pack that a case was opened with and that is not loaded. */
export function missingPack(view: CaseView, rules: Rules): string | undefined {
  return view.packs.find((pack) => !rules.packs.some((now) => now.name === pack.name))?.name;
}
