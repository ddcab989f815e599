import type { Identifiers, Gap, QualitySample, Reading, ReadingProblem } from '../evidence/reading.ts';
import { showTime, type ShownTime } from '../facts/time.ts';
import type { AttachedReading } from './fold.ts';

/**
 * The most that a bundle can say: a gap of ten years and delays of ten minutes, in milliseconds, and all that was sent in
 * percent. What is more is no measurement.
 */
export const RECORDED_MOST = { gap: 3653 * 86_400_000, delay: 600_000, loss: 100 } as const;

/** A gap with its times as a bundle shows them. */
export interface RecordedGap extends Omit<Gap, 'from' | 'to'> {
  readonly from?: ShownTime;
  readonly to?: ShownTime;
}

/** A measurement of a call's sound, likewise. */
export interface RecordedSample extends Omit<QualitySample, 'at'> {
  readonly at?: ShownTime;
}

/** What an attached file shows beside facts, which stand among the facts of the case. */
export interface RecordedReading {
  /** The file's own name. */
  readonly file: string;
  readonly format: Reading['format'];
  readonly from?: ShownTime;
  readonly to?: ShownTime;
  readonly gaps: readonly RecordedGap[];
  readonly quality: readonly RecordedSample[];
  /** To quote: the vendor finds calls and requests by them. */
  readonly ids: Identifiers;
  readonly problems: readonly Pick<ReadingProblem, 'code' | 'message' | 'line'>[];
}

/** What readers got out of the files of a case, with all times in `zone`; files that no reader knows are left out. Pure. */
export function recordReadings(readings: readonly AttachedReading[], zone: string): readonly RecordedReading[] {
  return readings
    .filter(({ reading }) => reading.format !== 'unknown')
    .map(({ name, reading }) => ({
      file: name,
      format: reading.format,
      ...moment('from', reading.firstAt, zone),
      ...moment('to', reading.lastAt, zone),
      gaps: reading.gaps.map(({ from, to, milliseconds, ...gap }) => ({
        ...gap,
        // A clock that was set shows decades; between its two times nobody knows how long it was.
        ...(milliseconds === undefined || milliseconds > RECORDED_MOST.gap ? {} : { milliseconds }),
        ...moment('from', from, zone),
        ...moment('to', to, zone),
      })),
      quality: reading.quality.map(({ at, ...sample }) => ({ ...sample, ...moment('at', at, zone) })),
      ids: reading.ids,
      problems: reading.problems,
    }));
}

function moment<K extends string>(key: K, iso: string | undefined, zone: string): Partial<Record<K, ShownTime>> {
  return iso === undefined ? {} : ({ [key]: showTime(iso, zone) } as Record<K, ShownTime>);
}
