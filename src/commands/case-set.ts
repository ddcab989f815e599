import type { Json } from '../case/events.ts';
import { foldCase } from '../case/fold.ts';
import { escalationEvents } from '../dialogue/escalation-events.ts';
import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { chooseSeverity, findPolicy } from '../policy/severity.ts';
import { parseSettableField } from '../policy/settable-fields.ts';
import type { Session } from './session.ts';
import { withCase } from './with-case.ts';

/** `case set`: fills fields of the escalation. All are checked before the first is written. */
export function setCase(
  id: string,
  assignments: readonly string[],
  options: { readonly sr?: string },
): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const all = [...assignments, ...(options.sr === undefined ? [] : [`identity.sr=${options.sr}`])];
    if (all.length === 0)
      throw new UserError('nothing-to-set', 'no field is given', {
        hint: 'write name=value, for instance username=jdoe; deskmedic schema escalation lists the fields',
      });
    const fields = Object.fromEntries(all.map(parseSettableField)) as Record<string, Json>;
    return withCase(session, id, async (open) => {
      const view = foldCase(open.id, open.entries);
      if (typeof fields['severity'] === 'string') {
        const reason = fields['severityReason'] ?? view.fields.get('severityReason');
        fields['severity'] = await knownSeverity(session, view.policy, fields['severity'], reason);
      }
      const events = await escalationEvents(fields, '.', view.zone, session.io, 'person');
      for (const event of events) await open.append(event);
      await session.say([`case ${open.id}: ${Object.keys(fields).join(', ')} set`]);
      return EXIT.ok;
    });
  };
}

/** The severity as the policy writes it; another one than the proposed needs a reason. */
async function knownSeverity(session: Session, policy: string, severity: string, reason?: Json): Promise<string> {
  const { rules } = await session.rules();
  const known = chooseSeverity(findPolicy(rules, policy), severity);
  if (reason !== undefined) return known.severity;
  throw new UserError('reason-needed', 'another severity than the proposed one needs a reason', {
    hint: 'add severityReason="…"',
  });
}
