import type { RecordedReading } from '../case/record-reading.ts';
import { IDENTIFIER_KINDS } from '../evidence/reading.ts';

/** Whether a reading tells anything of its file beside what it is; its facts stand among those of the case. */
export function showsAnything({ from, to, gaps, ids, problems }: RecordedReading): boolean {
  const hasIds = IDENTIFIER_KINDS.some((kind) => (ids[kind] ?? []).length > 0);
  return from !== undefined || to !== undefined || gaps.length > 0 || hasIds || problems.length > 0;
}
