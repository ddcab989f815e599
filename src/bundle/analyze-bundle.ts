import type { CaseRecord } from '../case/case-record.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import { knownFrom, shownValues, type ReadFile } from '../evidence/shown-facts.ts';
import type { Catalogue, Facts, KnownFact } from '../facts/fact.ts';
import { tellFacts, type ToldFact } from '../facts/parse-value.ts';
import { severityOf } from '../policy/severity.ts';
import type { Analysis } from '../report/analysis.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import type { LoadedRules } from '../rules/load-rules.ts';
import type { Rules } from '../rules/pack.ts';
import type { Context } from '../rules/evaluate.ts';
import { compareConclusions, type KnownToday } from './compare-conclusions.ts';
import { earlierConclusions, recallFacts } from './earlier-conclusions.ts';
import type { EvidenceInput } from './evidence-input.ts';
import type { BundleReader } from './open-bundle.ts';
import { readBundleConclusions } from './read-record.ts';

/** What is decided about an analysis. */
export interface AnalyzeOptions {
  /** Read the evidence in the bundle again. */
  readonly evidence: boolean;
}

/**
 * Holds today's rules over what a bundle knows. Reads the bundle only, and writes nothing. Where its results cannot be
 * read, its record alone is compared, and a problem says so. Throws as {@link readBundleConclusions} does.
 */
export async function analyzeBundle(
  path: string,
  { rules, context }: Pick<LoadedRules, 'rules' | 'context'>,
  options: AnalyzeOptions,
  io: BundleReader,
): Promise<Analysis> {
  const { id, record, results, resultsProblem, evidence } = await readBundleConclusions(path, io);
  const catalogue = catalogueOf(rules);
  const earlier = earlierConclusions(record, results);
  const { facts: told, lost } = recallFacts(earlier.facts, catalogue);
  const files = options.evidence ? await readAgain(evidence, record.createdAt.zone) : [];
  const known = withShown(told, files, catalogue);
  return {
    bundle: path,
    id,
    case: record.case,
    packs: { before: record.packs, now: rules.packs },
    ...compareConclusions(earlier, known, rules, context),
    newFacts: known.added,
    otherFacts: known.others,
    lostFacts: lost,
    severity: severities(record, known.facts, rules, context),
    problems: [...resultsProblems(resultsProblem), ...readingProblems(files)],
  };
}

function resultsProblems(problem: string | undefined): Analysis['problems'] {
  if (problem === undefined) return [];
  const message = `${problem}; of the rows, only those in case.json are compared`;
  return [{ file: 'data/results.json', code: 'not-readable', message }];
}

function readingProblems(files: readonly ReadFile[]): Analysis['problems'] {
  return files.flatMap(({ file, reading }) =>
    reading.format === 'unknown' ? [] : reading.problems.map(({ code, message }) => ({ file, code, message })),
  );
}

/** Images are for people; all else goes to the readers of today. */
async function readAgain(evidence: readonly EvidenceInput[], zone: string): Promise<readonly ReadFile[]> {
  const files: ReadFile[] = [];
  for (const { role, path, name = path, content } of evidence) {
    if (role !== 'attachment' || content === undefined) continue;
    files.push({ file: name, reading: await readEvidence(name, content, { zone }) });
  }
  return files;
}

/** What is known, without and with what the files show of the facts that nobody knew. */
interface WithShown extends KnownToday {
  readonly added: readonly ToldFact[];
  readonly others: Analysis['otherFacts'];
}

/** Lays what the files show beneath what was known: a person may have decided against a file then. */
function withShown(told: Facts, files: readonly ReadFile[], catalogue: Catalogue): WithShown {
  const recalled = new Map(told);
  const added = new Map<string, KnownFact>();
  const others: Analysis['otherFacts'][number][] = [];
  for (const [id, { counts }] of shownValues(files, catalogue)) {
    const [known, shown] = [told.get(id), knownFrom(counts[0])];
    const words = (fact: KnownFact): ToldFact => tellFacts(new Map([[id, fact]]), catalogue)[0]!;
    if (known === undefined) added.set(id, shown);
    else if (words(known).value !== words(shown).value) others.push({ ...words(shown), before: words(known).value });
    // A bundle tells percentages to two places: the file has the number itself.
    else recalled.set(id, { ...known, value: shown.value });
  }
  return { recalled, facts: new Map([...recalled, ...added]), added: tellFacts(added, catalogue), others };
}

/** What a person chose stays, as long as the policy has it. */
function severities(record: CaseRecord, facts: Facts, rules: Rules, context: Context): Analysis['severity'] {
  const { policy: id, severity } = record.severity;
  const chosen = severity === record.severity.proposed ? {} : { severity };
  const policy = rules.policies.find((known) => known.id === id);
  const has = (level: string): boolean => policy?.severities.some((known) => known.id === level) ?? false;
  if (policy === undefined || (chosen.severity !== undefined && !has(chosen.severity)))
    return { policy: id, before: severity, now: null };
  const { policy: _, severity: __, ...rest } = record;
  const escalation = { ...rest, policy: id, stepsTried: [], firstObservedAt: '', ...chosen };
  return { policy: id, before: severity, now: severityOf(policy, escalation, facts, context).inForce.severity };
}
