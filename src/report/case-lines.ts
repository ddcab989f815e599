import type { CaseRecord } from '../case/case-record.ts';
import type { ShownTime } from '../facts/time.ts';

/** A labelled value of a case. `exact` ones are identifiers, to be copied letter by letter. */
export interface CaseLine {
  readonly label: string;
  readonly value: string;
  readonly exact?: boolean;
}

/** Who and what is affected, where and since when: only what is known, in the order in which a vendor asks. */
export function caseLines(record: CaseRecord): readonly CaseLine[] {
  const { impact, monitoring, contact, identity } = record;
  return [
    line('Username', record.username, true),
    line('Agent username', record.agentUsername, true),
    line('First observed', record.firstObservedAt && shownTime(record.firstObservedAt)),
    line('Agents affected', agentsAffected(record)),
    line('Scope', impact?.scope),
    line('Site', record.site),
    line('Function', impact?.function),
    line('Workaround available', yesOrNo(impact?.workaround)),
    line('Customers reach agents', yesOrNo(impact?.customersReachAgents)),
    line('Business impact', impact?.business),
    line('Error text', record.errorText, true),
    line('Number called', monitoring?.numberCalled, true),
    line('Call session id', monitoring?.callSessionId, true),
    line('Contact', [contact?.name, contact?.phone, contact?.email].filter(Boolean).join(', ') || undefined),
    line('SR number', identity?.sr, true),
    line('Contract', identity?.contract, true),
    line('Subscription', identity?.subscription, true),
    line('Product', identity?.product, true),
    line('Cisco.com user id', identity?.ccoId, true),
  ].filter((found) => found !== undefined);
}

/** A moment on the wall clock of the case, with its zone and UTC. */
export function shownTime(time: ShownTime): string {
  return `${time.local} (${time.zone}) = ${time.utc}`;
}

function line(label: string, value: string | undefined, exact?: true): CaseLine | undefined {
  return value === undefined || value === '' ? undefined : { label, value, ...(exact && { exact }) };
}

function agentsAffected({ agentsAffected: affected, seats }: CaseRecord): string | undefined {
  if (affected === undefined) return undefined;
  return seats === undefined ? String(affected) : `${affected} of ${seats}`;
}

function yesOrNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'yes' : 'no';
}
