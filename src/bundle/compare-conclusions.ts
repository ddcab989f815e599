import type { Facts } from '../facts/fact.ts';
import { matchSymptoms, type RowMatch } from '../match/match.ts';
import { decideOutcome, type Decision } from '../match/outcome.ts';
import type { Analysis, ChangedConclusion, Conclusion } from '../report/analysis.ts';
import { formatReason } from '../report/reason-words.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import type { Earlier } from './earlier-conclusions.ts';

/** What is known today. */
export interface KnownToday {
  /** What the bundle knows. */
  readonly recalled: Facts;
  /** That, and what its evidence shows now. */
  readonly facts: Facts;
}

/**
 * Holds today's rules over the facts of a bundle and says which of its conclusions changed. A conclusion is a row that
 * matches, then or now, or that the case ended on; of any other nothing was said to anybody. Pure.
 */
export function compareConclusions(
  earlier: Earlier,
  { recalled, facts }: KnownToday,
  rules: Rules,
  context: Context,
): Pick<Analysis, 'changed' | 'same' | 'rows'> {
  const judged = judge(rules, facts, context, earlier.chosen);
  const byRulesAlone = judge(rules, recalled, context, earlier.chosen);
  const ids = new Set([...earlier.rows.keys(), ...judged.keys()]);
  const changed: ChangedConclusion[] = [];
  const same: string[] = [];
  for (const id of ids) {
    const [before, now] = [earlier.rows.get(id), judged.get(id)];
    const wasConcluded = before?.verdict === 'yes' || (id === earlier.chosen && before !== undefined);
    if (!wasConcluded && now?.conclusion.verdict !== 'yes') continue;
    const isConcluded = id === earlier.chosen || now?.conclusion.verdict === 'yes';
    const hasOutcome = isConcluded && earlier.withOutcome.has(id);
    const change = changeOf(before, now?.conclusion, hasOutcome);
    if (change === undefined) {
      same.push(id);
      continue;
    }
    const alone = byRulesAlone.get(id);
    changed.push({
      id,
      ...(now === undefined ? {} : { symptom: now.row.symptom.symptom }),
      change,
      by: changeOf(alone?.conclusion, now?.conclusion, isConcluded) === undefined ? 'rules' : 'evidence',
      before: before ?? null,
      now: now?.conclusion ?? null,
      because: now === undefined ? ['no pack in force has this row'] : reasonsOf(now, change, rules),
    });
  }
  return { changed, same, rows: comeAndGone(earlier, judged) };
}

/** What a row comes to today. */
interface Judged {
  readonly row: RowMatch;
  /** Of a row that matches, or that the case ended on. */
  readonly decision?: Decision;
  readonly conclusion: Conclusion;
}

function judge(rules: Rules, facts: Facts, context: Context, chosen: string | undefined): ReadonlyMap<string, Judged> {
  return new Map(
    matchSymptoms(rules, facts, context).map((row): readonly [string, Judged] => {
      const verdict = row.verdict.truth;
      // What any other row would come to is no conclusion.
      if (verdict !== 'yes' && row.symptom.id !== chosen) return [row.symptom.id, { row, conclusion: { verdict } }];
      const decision = decideOutcome(row.symptom, facts, context);
      const outcome = decision.kind === 'outcome' ? { outcome: decision.outcome.kind } : {};
      return [row.symptom.id, { row, decision, conclusion: { verdict, ...outcome } }];
    }),
  );
}

/**
 * What changed between two conclusions about a row; undefined for nothing.
 *
 * @param hasOutcome whether what the row comes to is known of both and was told to anybody
 */
function changeOf(
  before: Conclusion | undefined,
  now: Conclusion | undefined,
  hasOutcome: boolean,
): ChangedConclusion['change'] | undefined {
  if (now === undefined) return before === undefined ? undefined : 'removed';
  if (before?.verdict !== now.verdict)
    return now.verdict === 'yes' ? 'new' : before?.verdict === 'yes' ? 'gone' : 'verdict';
  return hasOutcome && before.outcome !== now.outcome ? 'outcome' : undefined;
}

function reasonsOf({ row, decision }: Judged, change: ChangedConclusion['change'], rules: Rules): readonly string[] {
  const catalogue = catalogueOf(rules);
  const { because, missing } = row.verdict;
  const unknown = missing.map((id) => `${id} is not known`);
  const words = because.map((reason) => formatReason(reason, catalogue));
  if (row.failed !== undefined) return [`the row cannot be evaluated: ${row.failed}`];
  if (change !== 'outcome' || decision === undefined) return [...words, ...unknown];
  if (decision.kind === 'ask') return decision.missing.map((id) => `${id} is not known, and decides the outcome`);
  const outcome = decision.because.map((reason) => formatReason(reason, catalogue));
  return outcome.length === 0 ? ['no earlier outcome of the row holds'] : outcome;
}

function comeAndGone({ rows, hasAllRows }: Earlier, judged: ReadonlyMap<string, Judged>): Analysis['rows'] {
  if (!hasAllRows) return { added: [], removed: [] };
  return {
    added: [...judged.keys()].filter((id) => !rows.has(id)),
    removed: [...rows.keys()].filter((id) => !judged.has(id)),
  };
}
