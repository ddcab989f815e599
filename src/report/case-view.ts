import type { CaseRecord } from '../case/case-record.ts';
import type { CaseView } from '../case/fold.ts';
import { timeWords } from '../facts/time.ts';
import { caseLines } from './case-lines.ts';
import { uploadWords } from './upload-lines.ts';
import { bold, dim, yellow, type Line } from './text.ts';

/** A case as `case show` prints it: how it stands, and all that would go to the vendor. */
export function caseViewLines(
  view: CaseView,
  record: CaseRecord,
  damage: { line: number; reason: string } | null,
): Line[] {
  const shown = (iso: string): string => timeWords(iso, view.zone);
  return [
    [bold(`Case ${view.id}`), `  ${view.state}`],
    `  opened ${shown(view.openedAt)}`,
    `  changed ${shown(view.updatedAt)}`,
    ...(damage === null
      ? []
      : [[yellow(`  damaged at line ${damage.line}: ${damage.reason}; what stands before it is shown`)] as Line]),
    ...record.symptoms.map((row): Line => [bold(row.id), ` ${row.symptom}`]),
    ...(record.summary === '' ? [] : [`  ${record.summary}`]),
    [
      `  severity ${record.severity.severity}`,
      record.severity.reason === undefined ? '' : ` (${record.severity.reason})`,
    ],
    ...caseLines(record).map((line): Line => `  ${line.label}: ${line.value}`),
    ...record.facts.map((fact): Line => `  ${fact.id} = ${String(fact.value)}  (${fact.by})`),
    ...record.stepsTried.map(
      (step): Line => `  step ${step.step}: ${step.result}${step.at === undefined ? '' : `, ${shown(step.at.utc)}`}`,
    ),
    ...view.notes.map((note): Line => ['  note ', dim(shown(note.at)), ` ${note.text}`]),
    ...record.evidence.map((file): Line => `  ${file.role} ${file.path}, ${file.bytes} bytes, sha256 ${file.sha256}`),
    ...view.attachments.map((file): Line => `  file ${file.name}, ${file.bytes} bytes, sha256 ${file.sha256}`),
    ...record.missing.map((gap): Line => [yellow('  missing: '), gap.label]),
    ...view.bundles.map((bundle): Line => `  bundle ${bundle.path}, id ${bundle.bundle}`),
    ...view.uploads.map((upload): Line => `  ${uploadWords(upload, view.zone)}`),
  ];
}
