import type { Gap, QualitySample, Reading } from '../evidence/reading.ts';
import type { FileFact, ReadFile } from '../evidence/shown-facts.ts';
import { formatDuration } from '../facts/duration.ts';
import type { Catalogue, FactValue } from '../facts/fact.ts';
import { formatFactValue } from '../facts/parse-value.ts';
import { symptomLines } from './check-text.ts';
import { identifiersOf, identifierWords } from './identifier-words.ts';
import { readingLines } from './reading-lines.ts';
import type { Result, ResultSymptom } from './result.ts';
import { seenWords } from './seen-words.ts';
import { bold, dim, type Line } from './text.ts';

/** A row that files show, with what shows it. */
export interface EvidenceSymptom extends ResultSymptom {
  readonly evidence: readonly FileFact[];
}

/** What is told of files that were read together. */
export interface EvidenceReport {
  readonly files: readonly ReadFile[];
  readonly facts: readonly FileFact[];
  readonly symptoms: readonly EvidenceSymptom[];
  readonly finding: Pick<Result, 'action' | 'missingFacts' | 'problems' | 'rules'>;
  readonly packs: Result['packs'];
  readonly catalogue: Catalogue;
  readonly zone: string;
}

/** One fact of `read --json`. */
interface ToldFileFact {
  readonly id: string;
  readonly value: FactValue;
  readonly file: string;
  readonly line?: number;
  readonly at?: string;
  readonly times: number;
  readonly lastLine?: number;
  readonly lastAt?: string;
}

/** `read --json`: `deskmedic/evidence/v1`. Pure. */
export function evidenceJson({ files, facts, symptoms, finding, packs, catalogue }: EvidenceReport): object {
  return {
    schema: 'deskmedic/evidence/v1',
    files: files.map(({ file, reading: { format, firstAt, lastAt, problems } }) => ({
      file,
      format,
      ...(firstAt === undefined ? {} : { firstAt }),
      ...(lastAt === undefined ? {} : { lastAt }),
      problems,
    })),
    facts: facts.map((fact) => toldFact(fact, catalogue)),
    gaps: ofEach(files, (reading) => reading.gaps).map(({ milliseconds, ...gap }) => ({
      ...gap,
      ...(milliseconds === undefined ? {} : { length: formatDuration(milliseconds), milliseconds }),
    })),
    quality: ofEach(files, (reading) => reading.quality),
    ids: identifiersOf(files.map(({ reading }) => reading)),
    symptoms: symptoms.map(({ evidence, ...row }) => ({
      ...row,
      evidence: evidence.map((fact) => toldFact(fact, catalogue)),
    })),
    action: finding.action,
    missingFacts: finding.missingFacts,
    problems: finding.problems,
    rules: finding.rules,
    packs,
  };
}

/** What files show, for people. */
export function evidenceLines({ files, facts, symptoms, finding, catalogue, zone }: EvidenceReport): Line[] {
  const ids = identifierWords(identifiersOf(files.map(({ reading }) => reading)));
  return [
    ...files.flatMap(({ file, reading }) => readingLines(file, reading, zone)),
    ...(facts.length === 0 ? [] : ['', [bold('Facts')]]),
    ...facts.map((fact): Line => factLine(fact, catalogue)),
    ...(ids.length === 0 ? [] : ['', [bold('Identifiers to quote')]]),
    ...ids.map((words): Line => `  ${words}`),
    '',
    symptoms.length === 0 ? 'No documented symptom is shown.' : [bold('Symptoms')],
    ...symptoms.flatMap((row) => [
      ...symptomLines(row),
      // One measurement can show several facts at once.
      ...[...new Set(row.evidence.map(sightWords))].map((words): Line => [dim(`    ${words}`)]),
    ]),
    ...(finding.missingFacts.length === 0 ? [] : [`To find out: ${finding.missingFacts.join(', ')}`]),
  ];
}

function factLine(fact: FileFact, catalogue: Catalogue): Line {
  const value = String(valueOf(fact, catalogue));
  return [`  ${fact.fact} = ${value}  `, dim(sightWords(fact))];
}

/** Where it was seen first, and how often. */
function sightWords({ file, first, last, times }: FileFact): string {
  const often = times === 1 ? '' : `, ${times} times${last.at === undefined ? '' : `, last ${last.at}`}`;
  return `${seenWords({ file, ...first })}${often}`;
}

function toldFact(fact: FileFact, catalogue: Catalogue): ToldFileFact {
  const { fact: id, file, first, last, times } = fact;
  return {
    id,
    value: valueOf(fact, catalogue),
    file,
    ...first,
    times,
    ...(last.line === undefined ? {} : { lastLine: last.line }),
    ...(last.at === undefined ? {} : { lastAt: last.at }),
  };
}

function valueOf({ fact: id, value }: FileFact, catalogue: Catalogue): FactValue {
  const fact = catalogue.get(id);
  return fact === undefined ? value : formatFactValue(fact, value);
}

function ofEach<T extends Gap | QualitySample>(
  files: readonly ReadFile[],
  items: (reading: Reading) => readonly T[],
): (T & { readonly file: string })[] {
  return files.flatMap(({ file, reading }) => items(reading).map((item) => ({ file, ...item })));
}
