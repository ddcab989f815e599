import type { CaseRecord } from '../case/case-record.ts';
import { withoutGap } from '../case/record-gaps.ts';
import { pathsOf } from '../case/home.ts';
import { classifyEvidence, FIRST_BYTES } from '../evidence/classify.ts';
import type { ShownTime } from '../facts/time.ts';
import type { Io } from '../io/io.ts';
import type { BundleInput } from './create.ts';
import type { EvidenceInput } from './evidence-input.ts';
import type { BundleRecord } from './read-record.ts';

/** What else is decided when evidence is added to a bundle. */
export interface SupplementOptions {
  readonly output: string;
  /** Name and version of the program. */
  readonly tool: string;
  /** When the supplement is made. */
  readonly createdAt: ShownTime;
  /** A person agreed that the images be copied. */
  readonly copyScreenshots: boolean;
}

/**
 * A supplement as the input of a bundle: the record of the first, which it names as its parent, with the new files alone
 * as its evidence. What the first has is not repeated, nor is it touched.
 */
export function supplementOf(
  { id, record, results }: BundleRecord,
  evidence: readonly EvidenceInput[],
  { output, tool, createdAt }: SupplementOptions,
): BundleInput {
  const added: CaseRecord = { ...record, parent: id, createdAt, tool, evidence: [], screenshots: [], attachments: [] };
  const hasScreenshot = evidence.some(({ role }) => role === 'screenshot');
  return {
    record: hasScreenshot ? withoutGap(added, 'screenshots') : added,
    journal: [],
    results,
    evidence,
    output,
  };
}

/** New files by what they are: an image is a screenshot, which is copied with consent alone. */
export async function newEvidence(
  paths: readonly string[],
  options: Pick<SupplementOptions, 'copyScreenshots'>,
  io: Pick<Io, 'files' | 'system'>,
): Promise<readonly EvidenceInput[]> {
  const { basename } = pathsOf(io.system.platform);
  const evidence: EvidenceInput[] = [];
  for (const path of paths) {
    const isImage = classifyEvidence(basename(path), await io.files.readAt(path, 0, FIRST_BYTES)) === 'image';
    evidence.push(
      isImage
        ? { path, role: 'screenshot', consent: options.copyScreenshots }
        : { path, role: 'attachment', consent: false },
    );
  }
  return evidence;
}
