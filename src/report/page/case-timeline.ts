import type { CaseRecord } from '../../case/case-record.ts';
import { gapEvents } from './gap-events.ts';
import { journalEvents } from './journal-events.ts';
import { momentOf, type TimelineEvent } from './timeline-event.ts';

/**
 * What happened when, oldest first; what has no time that can be read comes last, in the order of the record.
 *
 * @param journal the exported journal of the case; what is not understood in it is left out
 */
export function caseTimeline(record: CaseRecord, journal: readonly unknown[] = []): readonly TimelineEvent[] {
  const events: TimelineEvent[] = [
    ...(record.firstObservedAt === undefined
      ? []
      : [{ kind: 'observed', what: 'First observed', at: record.firstObservedAt } as const]),
    ...gapEvents(record.readings ?? []),
    ...journalEvents(journal, record),
    ...record.stepsTried.map((step): TimelineEvent => ({
      kind: 'step',
      what: `Step: ${step.do ?? step.step}`,
      result: step.result,
      ...(step.at === undefined ? {} : { at: step.at }),
    })),
    ...record.notes.map((note): TimelineEvent => ({ kind: 'note', what: `Note: ${note.text}`, at: note.at })),
    { kind: 'escalation', what: 'Bundle made', at: record.createdAt },
  ];
  return events.toSorted((a, b) => order(a) - order(b));
}

/** Finite, so that two events without a time differ by nothing. */
function order(event: TimelineEvent): number {
  return momentOf(event) ?? Number.MAX_SAFE_INTEGER;
}
