import type { ShownTime } from '../../facts/time.ts';
import type { StepResult } from '../../rules/step-result.ts';

/** What an event of a case is about. Pictures have a line for each. */
export type EventKind = 'observed' | 'gap' | 'answer' | 'step' | 'note' | 'escalation';

/** One line of the story of a case. */
export interface TimelineEvent {
  readonly kind: EventKind;
  readonly what: string;
  /** Absent when nobody knows. */
  readonly at?: ShownTime;
  /** Of a step. */
  readonly result?: StepResult;
}

/** Milliseconds since 1970 of an event; undefined when it has no time that can be read. */
export function momentOf({ at }: Pick<TimelineEvent, 'at'>): number | undefined {
  const moment = at !== undefined && /^\d{4}-\d\d-\d\dT/.test(at.utc) ? Date.parse(at.utc) : Number.NaN;
  return Number.isFinite(moment) ? moment : undefined;
}
