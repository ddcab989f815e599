import type { RecordedEvidence } from '../case/case-record.ts';

/** A file that was copied, by its name. */
export interface TakenFile extends Pick<RecordedEvidence, 'role' | 'bytes'> {
  readonly name: string;
  /** Path of the copy in the bag. */
  readonly where: string;
}

/** A file that is listed only; `why` goes behind the path. */
export interface LeftOutFile extends Pick<RecordedEvidence, 'path' | 'role' | 'bytes'> {
  readonly why: string;
}

/** What became of the files of a record, as it was sealed. */
export function filesTold(evidence: readonly RecordedEvidence[]): {
  readonly taken: readonly TakenFile[];
  readonly notCopied: readonly LeftOutFile[];
} {
  const copied = evidence.filter((file) => file.copied);
  const listed = evidence.filter((file) => !file.copied);
  return {
    taken: copied.map(({ path, name = path, role, bytes }) => ({ name, role, bytes, where: path })),
    notCopied: listed.map(({ path, role, bytes, why = '' }) => ({ path, role, bytes, why })),
  };
}
