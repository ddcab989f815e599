import type { CaseRecord, RecordedEvidence, RecordedStep } from '../case/case-record.ts';
import type { RecordedGap, RecordedReading } from '../case/record-reading.ts';
import type { IdentifierKind } from '../evidence/reading.ts';
import { caseLines, shownTime } from './case-lines.ts';
import { gapCause, gapLengthWords, recordedGapLength } from './gap-words.ts';
import { identifierLabel, identifiersOf } from './identifier-words.ts';
import type { ShownTime } from '../facts/time.ts';
import { code, prose } from './markdown.ts';
import { placeWords } from './seen-words.ts';
import { showsAnything } from './shows-anything.ts';
import { RESULT_WORDS } from './step-words.ts';

/**
 * A case as text to paste into a ticket. Severity and channel come first. It reads as plain text too, so what has to
 * be copied letter by letter stands in code spans, which leave it as it is.
 */
export function caseMarkdown(record: CaseRecord): string {
  const sections = [
    `# ${prose(record.severity.severity)}: ${prose(record.severity.say)}`,
    severityLines(record),
    ['## What happens', quote(record.summary)],
    caseLines(record).map(({ label, value, exact }) => `- ${label}: ${exact ? code(value) : prose(value)}`),
    section('What was tried', record.stepsTried.map(stepLine)),
    section(
      'Missing',
      record.missing.map(({ label }) => `- [ ] MISSING: ${prose(label)}`),
    ),
    section(
      'To be filled in by the partner',
      record.gaps.map(({ label }) => `- [ ] ${prose(label)}`),
    ),
    section('Identifiers to quote', identifierLines(record)),
    section('Evidence', record.evidence.map(evidenceLine)),
    section('What the files show', fileLines(record)),
    section(
      'Diagnosis',
      record.symptoms.map(
        (row) => `- ${prose(row.symptom)} (${code(row.id)}, ${prose(row.verdict)})${because(row.because)}`,
      ),
    ),
    section(
      'Notes',
      record.notes.map(({ at, text }) => `- ${moment(at)}: ${prose(text)}`),
    ),
    section(
      'Facts',
      record.facts.map((fact) => `- ${code(fact.id)} = ${code(String(fact.value))} (${prose(sourceWords(fact))})`),
    ),
    footer(record),
  ];
  return `${sections
    .map((part) => [part].flat().join('\n'))
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function severityLines({ severity }: CaseRecord): readonly string[] {
  const chosen =
    severity.severity === severity.proposed
      ? []
      : [`- Proposed was ${prose(severity.proposed)}${reason(severity.reason)}`];
  return [
    `- Severity: ${prose(severity.severity)} (${prose(severity.policy)}), by ${prose(severity.channel)}`,
    ...severity.because.map((why) => `- Because: ${prose(why)}`),
    ...chosen,
  ];
}

function reason(text: string | undefined): string {
  return text === undefined ? '' : `; chosen because: ${prose(text)}`;
}

function because(reasons: readonly string[]): string {
  return reasons.length === 0 ? '' : `: ${reasons.map(prose).join('; ')}`;
}

function stepLine(step: RecordedStep, index: number): string {
  const when = step.at === undefined ? '' : `, ${moment(step.at)}`;
  return `${index + 1}. ${prose(step.do ?? step.step)} (${RESULT_WORDS[step.result]}${when})`;
}

function evidenceLine(file: RecordedEvidence): string {
  const name = file.name === undefined ? '' : ` (${code(file.name)})`;
  const why = file.copied ? '' : `; not in the bundle${file.why === undefined ? '' : `: ${prose(file.why)}`}`;
  return `- ${prose(file.role)}: ${code(file.path)}${name}, ${file.bytes} bytes, SHA-256 ${code(file.sha256)}${why}`;
}

/** Who said it, or where it stands. */
function sourceWords({ by, file, line: at }: CaseRecord['facts'][number]): string {
  return file === undefined ? by : `${file}${at === undefined ? '' : `, ${placeWords(file, at)}`}`;
}

function identifierLines({ readings = [] }: CaseRecord): readonly string[] {
  const ids = identifiersOf(readings);
  return (Object.keys(ids) as IdentifierKind[]).map(
    (kind) => `- ${identifierLabel(kind)}: ${ids[kind]!.map(code).join(', ')}`,
  );
}

function fileLines({ readings = [] }: CaseRecord): readonly string[] {
  return readings.some(showsAnything) ? readings.flatMap(readingLines) : [];
}

/** More gaps than that are not read; `case.json` has all. */
const MOST_GAPS = 20;

function readingLines({ file, from, to, gaps, problems }: RecordedReading): readonly string[] {
  const span = from === undefined || to === undefined ? '' : `, from ${moment(from)} to ${moment(to)}`;
  return [
    `- ${code(file)}${span}`,
    ...gaps.slice(0, MOST_GAPS).map((gap) => `  - ${gapLine(gap, file)}`),
    ...(gaps.length > MOST_GAPS ? [`  - and ${gaps.length - MOST_GAPS} more gaps`] : []),
    ...problems.map(({ message }) => `  - ${prose(message)}`),
  ];
}

function gapLine(gap: RecordedGap, file: string): string {
  const { from, cause, line: at } = gap;
  const when = from === undefined ? '' : ` from ${moment(from)}`;
  return `${gapLengthWords(recordedGapLength(gap))}${when}: ${gapCause(cause)}${at === undefined ? '' : ` (${placeWords(file, at)})`}`;
}

function footer(record: CaseRecord): string {
  const parent = record.parent === undefined ? '' : `, adds to bundle ${code(record.parent)}`;
  const packs = record.packs.map(({ name, version }) => `${name} ${version}`).join(', ');
  return `Case ${code(record.case)}, made by ${prose(record.tool)} (${prose(packs)}) at ${moment(record.createdAt)}${parent}.`;
}

function moment(time: ShownTime): string {
  return prose(shownTime(time));
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, ...lines];
}

/** Text of several lines as a block quote, each line escaped. */
function quote(text: string): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map((lineOfText) => `> ${prose(lineOfText).replace(/^(\d+)([.)])|^([#+>=-])/, '$1\\$2$3')}`.trimEnd())
    .join('\n');
}
