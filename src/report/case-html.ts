import { Eta } from 'eta/core';
import type { CaseRecord, RecordedEvidence } from '../case/case-record.ts';
import { caseLines, shownTime } from './case-lines.ts';
import { PAGE } from './case-page.ts';
import { caseTimeline, RESULT_WORDS } from './case-timeline.ts';
import { escapeText } from './escape.ts';

/** A case as one page that loads nothing: to look at, to print, to read on a telephone. It runs no script. */
export function caseHtml(record: CaseRecord): string {
  const eta = new Eta({ autoEscape: true, autoTrim: [false, 'nl'] });
  return eta.renderString(PAGE, visible(viewOf(record)) as object);
}

function viewOf(record: CaseRecord): object {
  const { severity } = record;
  return {
    record,
    severity,
    overruled: severity.severity !== severity.proposed,
    lines: caseLines(record),
    steps: record.stepsTried.map((step) => ({
      what: step.do ?? step.step,
      result: RESULT_WORDS[step.result],
      at: step.at && shownTime(step.at),
    })),
    timeline: caseTimeline(record).map(({ at, what }) => ({ local: at.local, zone: at.zone, utc: at.utc, what })),
    evidence: record.evidence.map((file) => ({ ...file, link: linkTo(file) })),
    packs: record.packs.map(({ name, version }) => `${name} ${version}`).join(', '),
    createdAt: shownTime(record.createdAt),
  };
}

/** The page lies in `data/`, beside `evidence/`. */
function linkTo(file: RecordedEvidence): string | undefined {
  return file.copied && /^data\/evidence\/[\w.-]+$/.test(file.path) ? file.path.replace(/^data\//, '') : undefined;
}

/** The same value with every string made visible, line by line: nothing in it can hide or turn the writing. */
function visible(value: unknown): unknown {
  if (typeof value === 'string')
    return value
      .split(/\r\n|[\n\r]/)
      .map(escapeText)
      .join('\n');
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visible(inner)]));
}
