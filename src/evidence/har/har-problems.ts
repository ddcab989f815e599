import type { ReadingProblem } from '../reading.ts';
import type { Ending } from './cut-har.ts';
import type { HarPart } from './har-parts.ts';

/** What is said of a part that could not be read, after entry `line`. */
export function refusal(part: Extract<HarPart, { kind: 'refused' }>, line: number): ReadingProblem {
  const what = part.what === 'entry' ? `entry ${line}` : `a part of it (${part.what})`;
  const sight = part.what === 'entry' ? { line } : {};
  return part.why === 'too-large'
    ? { code: 'too-large', message: `${what} is too large to be held; the rest is read`, ...sight }
    : {
        code: 'not-readable',
        message: `${what} is no JSON, perhaps after an edit by hand; the rest is read`,
        ...sight,
      };
}

/** What is said of how the file ended, after entry `line`; nothing of a whole one. */
export function endingProblem(ending: Ending, line: number): ReadingProblem | undefined {
  switch (ending) {
    case 'whole':
      return undefined;
    case 'cut':
      return {
        code: 'cut-short',
        message: `it ends in the middle, behind entry ${line}; what stands before is read. Save the HAR again if more is needed`,
        line,
      };
    case 'broken':
      return {
        code: 'not-readable',
        message: `it is no JSON any more behind entry ${line}; what stands before is read. Save the HAR again`,
        line,
      };
    case 'not-har':
      return {
        code: 'not-readable',
        message: 'it is no HAR: a HAR is JSON with "log" and its "entries". Save it again',
      };
  }
}
