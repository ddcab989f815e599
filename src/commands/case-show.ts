import { caseBundle } from '../bundle/case-bundle.ts';
import { escalationOf } from '../case/case-escalation.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { caseViewLines } from '../report/case-view.ts';
import { missingPack } from './case-packs.ts';
import { lookAtCase } from './look-at-case.ts';
import type { Session } from './session.ts';

/** `case show`: what a case holds. Takes no lock, and shows what can be read of a damaged case. */
export function showCase(id: string, options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { reading, view } = await lookAtCase(session, id);
    const loaded = await session.rules();
    const missing = missingPack(view, loaded.rules);
    if (missing !== undefined)
      await session.warn([`note: the pack "${missing}" is not loaded, so what it declares is not shown (--rules)`]);
    if (options.json === true) {
      const { fields, fieldSources: _, ...rest } = view;
      const escalation = escalationOf(view, loaded.rules, loaded.context);
      const document = { schema: 'deskmedic/case-view/v1', ...rest, fields: Object.fromEntries(fields), escalation };
      await session.printJson(document);
      return EXIT.ok;
    }
    const evidenceFolder = session.cases.evidencePath(view.id);
    const { record } = caseBundle(view, reading.entries, loaded, session.io.system, { output: '', evidenceFolder });
    await session.print(caseViewLines(view, record, reading.damaged));
    return EXIT.ok;
  };
}
