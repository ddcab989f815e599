import type { CaseResult, Uncovered } from '../match/run-cases.ts';
import { counted } from './problems.ts';
import { bold, green, red, type Line } from './text.ts';

/** `rules test --json` (`deskmedic/rule-tests/v1`). */
export interface RuleTestReport {
  readonly schema: 'deskmedic/rule-tests/v1';
  readonly passed: number;
  readonly failed: number;
  /** Names of packs without a single case. */
  readonly untested: readonly string[];
  readonly cases: readonly ReportedCase[];
}

/** One case; `of` is the id of its symptom or policy. */
export interface ReportedCase {
  readonly of: string;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly passed: boolean;
  readonly expected: string;
  readonly actual: string;
}

/** `rules coverage --json` (`deskmedic/rule-coverage/v1`). */
export interface CoverageReport {
  readonly schema: 'deskmedic/rule-coverage/v1';
  /** How many symptoms were looked at. */
  readonly symptoms: number;
  readonly lacking: readonly Uncovered[];
}

/** Puts the results of cases together; `untested` are packs that have none. */
export function ruleTestReport(results: readonly CaseResult[], untested: readonly string[]): RuleTestReport {
  const cases = results.map(({ case: ruleCase, passed, expected, actual }): ReportedCase => {
    const { name, file, line } = ruleCase;
    const of = ruleCase.kind === 'symptom' ? ruleCase.symptom : ruleCase.policy;
    return { of, name, file, line, passed, expected, actual };
  });
  const passed = cases.filter((result) => result.passed).length;
  return { schema: 'deskmedic/rule-tests/v1', passed, failed: cases.length - passed, untested, cases };
}

/** The cases that failed, with what they came to, and a closing line. */
export function ruleTestLines(report: RuleTestReport): Line[] {
  const failed = report.cases.filter((result) => !result.passed);
  return [
    ...failed.flatMap((result): Line[] => [
      [bold(`${result.file}:${result.line}`), ' ', red('failed'), ` ${result.of}: ${result.name}`],
      `  expected ${result.expected}, but it is ${result.actual}`,
    ]),
    ...report.untested.map((name): Line => [red('no cases'), ` the pack "${name}" has nothing under tests/`]),
    [
      `${counted(report.cases.length, 'case')}: `,
      green(`${report.passed} passed`),
      ', ',
      (report.failed > 0 ? red : green)(`${report.failed} failed`),
    ],
  ];
}

/** What lacks a case, and a closing line. */
export function coverageLines({ symptoms, lacking }: CoverageReport): Line[] {
  const ids = new Set(lacking.map((gap) => gap.symptom));
  const lines = lacking.map((gap): Line => [bold(gap.symptom), ` lacks ${gap.lacks}`]);
  const closing = ids.size === 0 ? green('all have their cases') : red(`${ids.size} of them lack a case`);
  return [...lines, [`${counted(symptoms, 'symptom')}: `, closing]];
}
