import type { CaseRecord } from '../../case/case-record.ts';
import { showTime, type ShownTime } from '../../facts/time.ts';
import { isObject } from '../../facts/plain-data.ts';
import type { TimelineEvent } from './timeline-event.ts';
import { answerEvent } from './answer-event.ts';

/**
 * What an exported journal tells beside the record: answers that still stand, files that were attached, how the case
 * ended. Notes and steps stand in the record itself. A journal may come from elsewhere: what it does not say as ours
 * does is left out.
 */
export function journalEvents(journal: readonly unknown[], record: CaseRecord): readonly TimelineEvent[] {
  const steps = new Set(record.stepsTried.flatMap(({ at }) => (at === undefined ? [] : [Date.parse(at.utc)])));
  return standing(journal).flatMap((entry) => {
    const at = moment(entry['at'], record.createdAt.zone);
    const event = at === undefined ? undefined : eventOf(entry);
    if (at === undefined || event === undefined) return [];
    return event.kind === 'step' && steps.has(Date.parse(at.utc)) ? [] : [{ ...event, at }];
  });
}

type Entry = Readonly<Record<string, unknown>>;

/** Without the answers that were taken back. */
function standing(journal: readonly unknown[]): readonly Entry[] {
  const kept: Entry[] = [];
  for (const entry of journal) {
    if (!isObject(entry)) continue;
    if (entry['type'] !== 'back') kept.push(entry);
    else {
      const last = kept.findLastIndex(({ type }) => type === 'answered');
      if (last !== -1) kept.splice(last, 1);
    }
  }
  return kept;
}

function eventOf(entry: Entry): TimelineEvent | undefined {
  switch (entry['type']) {
    case 'opened':
      return { kind: 'answer', what: 'Case opened' };
    case 'answered':
      return answerEvent(entry['prompt'], entry['value'], entry['by']);
    case 'attached':
      return { kind: 'note', what: `File attached: ${text(entry['name'])}` };
    case 'ended':
      return { kind: 'escalation', what: `Case ended: ${text(entry['state'])}` };
    default:
      return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : 'not known';
}

function moment(at: unknown, zone: string): ShownTime | undefined {
  if (typeof at !== 'string') return undefined;
  try {
    return showTime(at, zone);
  } catch {
    return undefined; // A time without an offset, a zone that nobody knows.
  }
}
