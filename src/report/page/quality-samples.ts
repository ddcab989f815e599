import type { RecordedReading, RecordedSample } from '../../case/record-reading.ts';
import type { QualityLeg } from '../../evidence/reading.ts';
import { MEASURES, QUALITY_LIMITS, type Measure } from './quality-limits.ts';

/** A measurement with the file that has it. */
export interface FileSample extends RecordedSample {
  readonly file: string;
}

/** Measurements of one side or hop in one file, in the file's order. */
export type SampleGroup = readonly FileSample[];

/** Those of one part of the way, a side at a time, in the order in which the files show the sides first. */
export function sampleGroups(readings: readonly RecordedReading[], leg: QualityLeg): readonly SampleGroup[] {
  const groups = new Map<string, FileSample[]>();
  for (const { file, quality } of readings) {
    for (const sample of quality) {
      if (sample.leg !== leg) continue;
      const key = JSON.stringify([file, sample.side]);
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push({ ...sample, file });
    }
  }
  return [...groups.values()];
}

/** Whether a measurement is no longer what the vendor calls good, which lies *below* the limit. */
export function isOverLimit(sample: RecordedSample, measure: Measure): boolean {
  const value = sample[measure];
  return value !== undefined && value >= QUALITY_LIMITS[sample.leg][measure];
}

/** How far beyond its limits a measurement lies: 2 for twice the limit, of the worst of the three. */
export function badness(sample: RecordedSample): number {
  return Math.max(...MEASURES.map((measure) => (sample[measure] ?? 0) / QUALITY_LIMITS[sample.leg][measure]));
}
