import type { CaseRecord } from '../case/case-record.ts';
import type { ShownTime } from '../facts/time.ts';

/** One line of the story of a case. */
export interface TimelineEntry {
  readonly at: ShownTime;
  readonly what: string;
}

/** The words for how a step ended. */
export const RESULT_WORDS = {
  fixed: 'fixed it',
  'not-fixed': 'did not help',
  'could-not-do': 'could not be done',
  skip: 'skipped',
  withheld: 'withheld, because it would have interrupted a call',
} as const;

/** What happened when, oldest first; what has no time is left out. */
export function caseTimeline(record: CaseRecord): readonly TimelineEntry[] {
  const first = record.firstObservedAt === undefined ? [] : [{ at: record.firstObservedAt, what: 'First observed' }];
  const steps = record.stepsTried.flatMap((step) =>
    step.at === undefined
      ? []
      : [{ at: step.at, what: `Step: ${step.do ?? step.step} (${RESULT_WORDS[step.result]})` }],
  );
  const notes = record.notes.map((note) => ({ at: note.at, what: `Note: ${note.text}` }));
  const packed = { at: record.createdAt, what: 'Bundle made' };
  return [...first, ...steps, ...notes, packed].toSorted((a, b) => compareText(a.at.utc, b.at.utc));
}

/** Times in UTC compare as text once their fractions have the same length. */
function compareText(a: string, b: string): number {
  const [left, right] = [sortable(a), sortable(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function sortable(utc: string): string {
  const [whole = '', fraction = ''] = utc.replace(/Z$/, '').split('.');
  return `${whole}.${fraction.padEnd(9, '0')}`;
}
