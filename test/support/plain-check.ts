import { formatDuration } from '../../src/facts/duration.ts';
import { leafEvidence, type LeafEvidence } from '../../src/match/leaf-evidence.ts';
import { accountFor, matchSymptoms, type RowMatch } from '../../src/match/match.ts';
import { decideOutcome, type Decision } from '../../src/match/outcome.ts';
import { rankSymptoms, type Candidate } from '../../src/match/rank.ts';
import type { WordEvidence } from '../../src/match/word-evidence.ts';
import { formatReason } from '../../src/report/reason-words.ts';
import type { Action, RecordProblem, ResultSymptom } from '../../src/report/result.ts';
import { factsOf, type Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';
import type { Reason } from '../../src/rules/verdict.ts';
import type { Checker, Finding } from '../../src/batch/check-incident.ts';
import type { Incident } from '../../src/batch/incident.ts';
import { missingFacts } from '../../src/batch/missing-facts.ts';
import { resultSteps } from '../../src/batch/result-steps.ts';

/** From here on the words of a record alone make a row matched. */
const SURE_BY_TEXT = 0.9;
/** From here on a row is possible, whatever the evidence was. */
const POSSIBLE = 0.35;
/** Words in common that are shown. */
const MAX_WORDS = 8;

/** A row that goes into the result. */
interface Listed {
  readonly row: RowMatch;
  readonly candidate: Candidate;
  readonly standing: 'yes' | 'by-text' | 'possible';
  readonly holding: readonly Reason[];
  /** What it comes to; none for a row that is only possible. */
  readonly decision: Decision | undefined;
}

/**
 * What `check` is measured by: every row is evaluated and ranked by itself, and nothing is kept from one record to the next.
 *
 * @param evidence what the text of the record says; null when it has none or is not looked at
 */
export function plainCheck(incident: Incident, checker: Checker, evidence: WordEvidence | null): Finding {
  const { rules, context } = checker;
  const matches = matchSymptoms(rules, incident.facts, context);
  const listed = listRows(incident, matches, checker, evidence);
  const [first] = listed;
  return {
    status: listed.some((item) => item.standing !== 'possible') ? 'matched' : first ? 'possible' : 'unmatched',
    symptoms: listed.map((item) => describe(item, incident, checker)),
    action: actionOf(first),
    missingFacts: missingFacts(
      first?.decision?.kind === 'ask' ? first.decision.missing : [],
      listed.map(({ row, candidate, decision }) => ({
        probability: candidate.probability,
        missing: [...row.verdict.missing, ...(decision?.kind === 'ask' ? decision.missing : [])],
      })),
      checker.words.catalogue,
    ),
    problems: [...incident.problems, ...matches.toSorted(byId).flatMap(failedRule)],
    rules: accountFor(matches),
  };
}

/** Matched and possible rows: those that are *yes*, then the others, most probable first, then by id. */
function listRows(
  incident: Incident,
  matches: readonly RowMatch[],
  { rules, context }: Checker,
  words: WordEvidence | null,
): Listed[] {
  const { candidates } = rankSymptoms(
    rules,
    words,
    incident.facts,
    context,
    incident.area === undefined ? {} : { area: incident.area },
  );
  const byText = words === null ? new Set<string>() : sureByText(rules, words, context);
  const rows = new Map(matches.map((row) => [row.symptom.id, row]));
  const listed = candidates.flatMap((candidate): Listed[] => {
    const { symptom } = candidate;
    const row = rows.get(symptom.id);
    if (row === undefined || row.failed !== undefined || row.verdict.truth === 'no') return [];
    const evidence = leafEvidence(symptom.when, incident.facts, context);
    const standing = standingOf(row, candidate, evidence, byText);
    if (standing === undefined) return [];
    const decision = standing === 'possible' ? undefined : decideOutcome(symptom, incident.facts, context);
    return [{ row, candidate, standing, holding: evidence.holding, decision }];
  });
  // Likely is less than *yes*, and *yes* while a fact that the row names is unknown less than *yes* for good.
  return [0, 1, 2].flatMap((doubt) => listed.filter((item) => doubtOf(item, incident) === doubt));
}

function doubtOf({ standing, row }: Listed, { facts }: Incident): number {
  if (standing !== 'yes') return 2;
  return factsOf(row.symptom.when).every((id) => facts.has(id)) ? 0 : 1;
}

/** How a row that is not *no* stands to the record; undefined when it does not come into question. */
function standingOf(
  row: RowMatch,
  { symptom, probability, wordBits }: Candidate,
  { holding, failing }: LeafEvidence,
  byText: ReadonlySet<string>,
): Listed['standing'] | undefined {
  if (row.verdict.truth === 'yes') return 'yes';
  const isContradicted = failing.length > 0;
  if (byText.has(symptom.id) && !isContradicted) return 'by-text';
  if (holding.length > 0 && !isContradicted) return 'possible';
  // In a small pack rows are probable beforehand; without any word or fact for them they are no finding.
  const hasEvidence = holding.length > 0 || wordBits > 0;
  return hasEvidence && probability >= POSSIBLE ? 'possible' : undefined;
}

/** Rows that the words alone make sure. */
function sureByText(rules: Rules, words: WordEvidence, context: Context): Set<string> {
  const { candidates } = rankSymptoms(rules, words, new Map(), context);
  return new Set(
    candidates
      .filter(({ probability, wordBits }) => probability >= SURE_BY_TEXT && wordBits > 0)
      .map(({ symptom }) => symptom.id),
  );
}

function actionOf(first: Listed | undefined): Action {
  if (first === undefined) return 'none';
  return first.decision?.kind === 'outcome' ? first.decision.outcome.kind : 'ask';
}

function describe(item: Listed, incident: Incident, checker: Checker): ResultSymptom {
  const { row, candidate, standing, decision } = item;
  const outcome = decision?.kind === 'outcome' ? decision.outcome : undefined;
  const isMatched = standing !== 'possible';
  return {
    id: row.symptom.id,
    symptom: row.symptom.symptom,
    verdict: standing === 'yes' ? 'yes' : 'unknown',
    ...(standing === 'by-text' ? { by: 'text' as const } : {}),
    // What its facts make *yes* needs no guess.
    ...(standing === 'yes' ? {} : { probability: Math.round(candidate.probability * 1000) / 1000 }),
    ...(outcome === undefined ? {} : { outcome: outcome.kind }),
    ...(outcome?.kind === 'escalate' ? { to: outcome.to ?? 'vendor' } : {}),
    ...(checker.withSteps && isMatched && outcome?.say !== undefined ? { say: outcome.say } : {}),
    ...(checker.withSteps && isMatched && outcome?.waitFor !== undefined
      ? { for: formatDuration(outcome.waitFor) }
      : {}),
    because: [
      ...reasonsOf(item, decision).map((reason) => formatReason(reason, checker.words.catalogue)),
      ...wordReason(candidate),
    ].filter((reason, at, all) => all.indexOf(reason) === at),
    ...(checker.withSteps && isMatched
      ? { steps: resultSteps(row.symptom, incident.facts, checker.context, checker.words) }
      : {}),
  };
}

/** For *yes* what decided, else what holds so far; and what decided between the outcomes. */
function reasonsOf(item: Listed, decision: Decision | undefined): readonly Reason[] {
  const own = item.standing === 'yes' ? item.row.verdict.because : item.holding;
  return decision?.kind === 'outcome' ? [...own, ...decision.because] : own;
}

/** The words as the record has them. */
function wordReason(candidate: Candidate): string[] {
  const words = candidate.words();
  const quoted = words.find((word) => word.isScreenText);
  if (quoted !== undefined) return [`the text quotes "${quoted.text}"`];
  return words.length === 0
    ? []
    : [
        `words in common: ${words
          .slice(0, MAX_WORDS)
          .map((word) => word.text)
          .join(', ')}`,
      ];
}

function byId({ symptom: a }: RowMatch, { symptom: b }: RowMatch): number {
  return a.id < b.id ? -1 : 1;
}

function failedRule({ symptom, failed }: RowMatch): RecordProblem[] {
  return failed === undefined
    ? []
    : [{ code: 'rule-failed', field: symptom.id, message: `the rule ${symptom.id} failed: ${failed}` }];
}
