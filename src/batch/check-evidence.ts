import { EXIT, worstExitCode, type ExitCode } from '../exit-codes.ts';
import { knownFrom, shownValues, type FileFact, type ReadFile } from '../evidence/shown-facts.ts';
import type { Facts } from '../facts/fact.ts';
import type { EvidenceSymptom } from '../report/evidence.ts';
import type { ResultSymptom } from '../report/result.ts';
import { factsOf } from '../rules/evaluate.ts';
import { checkIncident, type Checker, type Finding } from './check-incident.ts';

/** What files that were read together come to. */
export interface EvidenceCheck {
  readonly facts: readonly FileFact[];
  /** Of the values that count. */
  readonly finding: Finding;
  /** Rows that the files show, each with where; first those of the values that count, then those seen earlier. */
  readonly symptoms: readonly EvidenceSymptom[];
}

/** A value that was seen before the one that counts is looked at too, up to so many. */
const MOST_OTHERS = 32;

/** Holds what the files show against all rows. A log of a day can show several things one after the other: all are told. */
export function checkEvidence(files: readonly ReadFile[], checker: Checker): EvidenceCheck {
  const shown = shownValues(files, checker.words.catalogue);
  const counting = new Map(
    [...shown].map(
      ([
        id,
        {
          counts: [first],
        },
      ]) => [id, first],
    ),
  );
  const finding = judge(counting, checker);
  const symptoms = finding.symptoms.map((row) => cite(row, counting, checker));
  const listed = new Set(symptoms.filter(({ verdict }) => verdict === 'yes').map(({ id }) => id));
  const others = [...shown].flatMap(([id, values]) => values.others.map((other) => [id, other] as const));
  for (const [id, other] of others.slice(0, MOST_OTHERS)) {
    const earlier = new Map([...counting, [id, other]]);
    for (const row of judge(earlier, checker).symptoms) {
      if (row.verdict !== 'yes' || listed.has(row.id) || !namedIn(row, checker).has(id)) continue;
      listed.add(row.id);
      symptoms.push(cite(row, earlier, checker));
    }
  }
  const isSure = ({ id, verdict }: ResultSymptom): boolean => verdict === 'yes' || !listed.has(id);
  return { facts: allFacts(shown), finding, symptoms: symptoms.filter(isSure) };
}

type Counting = ReadonlyMap<string, FileFact>;

function judge(values: Counting, checker: Checker): Finding {
  const facts: Facts = new Map([...values].map(([id, value]) => [id, knownFrom(value)]));
  return checkIncident({ facts, problems: [] }, checker, null);
}

/** The facts that a row's condition names. */
function namedIn({ id }: ResultSymptom, { rules }: Checker): ReadonlySet<string> {
  const row = rules.symptoms.find((symptom) => symptom.id === id);
  return new Set(row === undefined ? [] : factsOf(row.when));
}

function cite(row: ResultSymptom, values: Counting, checker: Checker): EvidenceSymptom {
  const named = namedIn(row, checker);
  return { ...row, evidence: [...values.values()].filter(({ fact }) => named.has(fact)) };
}

/** Everything that was seen, the values that count first. */
function allFacts(shown: ReturnType<typeof shownValues>): FileFact[] {
  return [...shown.values()].flatMap(({ counts, others }) => [...counts, ...others]);
}

/** A problem after which something in the file may have gone unseen. */
const UNSEEN: ReadonlySet<string> = new Set(['cut-short', 'not-text', 'not-readable', 'too-large']);

/** 3 when a row that is shown goes to the vendor; 5 when a file or a fact leaves it open; 4 for any other row that is shown. */
export function evidenceExitCode({ symptoms, finding }: EvidenceCheck, files: readonly ReadFile[]): ExitCode {
  const codes = symptoms.map((row): ExitCode => {
    if (row.verdict !== 'yes' || row.outcome === undefined) return EXIT.incomplete;
    return row.outcome === 'escalate' ? EXIT.escalate : EXIT.workaround;
  });
  const isUnseen = files.some(({ reading }) => reading.problems.some(({ code }) => UNSEEN.has(code)));
  const isFailed = finding.rules.failed > 0;
  return worstExitCode([...codes, ...(isUnseen || isFailed ? [EXIT.incomplete] : [])]);
}
